import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { Trip } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { sumoReader } from './sumo-source.ts';

const origin = { longitude: 11.32, latitude: 44.49, heightMeters: 0 };
const everywhere: Bounds = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };

const lane = (id: string, shape: string) => `<lane id="${id}_0" index="0" speed="13.89" shape="${shape}"/>`;
/** A two-way street from a to b, and one-way streets from b to c and from c to a. */
const net = `<net version="1.20">
<location netOffset="0,0" convBoundary="0,0,200,100" origBoundary="0,0,1,1" projParameter="!"/>
<edge id=":b_0" function="internal">${lane(':b_0', '95,0 105,0')}</edge>
<edge id="ab" from="a" to="b">${lane('ab', '0,-2 100,-2')}</edge>
<edge id="-ab" from="b" to="a">${lane('-ab', '100,2 0,2')}</edge>
<edge id="bc" from="b" to="c">${lane('bc', '100,0 100,80')}</edge>
<edge id="bend" from="a" to="b" shape="0,0 50,500 100,0">${lane('bend', '0,-2 50,498 100,-2')}</edge>
<edge id="-bend" from="b" to="a" shape="100,0 50,500 0,0">${lane('-bend', '100,2 50,502 0,2')}</edge>
<edge id="bend#2" from="c" to="b">${lane('bend#2', '100,80 100,0')}</edge>
<edge id="ca" from="c" to="a">${lane('ca', '100,80 0,0')}</edge>
<junction id="a" type="priority" x="0" y="0"/><junction id="b" type="priority" x="100" y="0"/>
<junction id="c" type="priority" x="100" y="80"/>
</net>`;

async function read(files: readonly string[], reach = everywhere) {
  const notes = new ImportNotes();
  const placement = { frame: createFrame(origin), reach, terrain: null, source: 0, localOrigin: origin };
  const blobs = [net, ...files].map((text, index) => ({ name: `file${index}.xml`, blob: new Blob([text]) }));
  const work = sumoReader.read({ name: 'file0.xml', files: blobs }, null, placement, notes);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return { outcome: next.value, notes: notes.finish() };
}

async function tripsOf(files: readonly string[] | string, reach = everywhere) {
  const texts = typeof files === 'string' ? [`<routes>${files}</routes>`] : files;
  const { outcome, notes } = await read(texts, reach);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return { trips: outcome.value.layers.trips, counts: outcome.value.counts, notes, layers: outcome.value.layers };
}

const short = ({ id, route, perHour, mode }: Trip) => [
  id.replace('sumo/trip/', ''),
  mode === 'car' ? perHour : `${perHour} ${mode}`,
  route?.map(({ streetId, backward }) => `${backward ? '-' : '+'}${streetId.replace('sumo/', '')}`).join(' ') ?? null,
];

describe('trips of SUMO', () => {
  it('go along streets with their direction, also where both directions are one street', async () => {
    const { trips, counts } = await tripsOf(`
      <vehicle id="v1" depart="10"><route edges="ab bc ca"/></vehicle>
      <vehicle id="v2" depart="5"><route edges=" ab  bc ca "/></vehicle>
      <vehicle id="v3" depart="0"><route edges="ca -ab" exitTimes="3 4"/></vehicle>
      <vehicle id="v4" depart="0"><route edges="-ab"/></vehicle>`);
    expect(trips.map(short)).toEqual([
      ['v3', 1, '+ca -ab'],
      ['v4', 1, '-ab'],
      ['v2', 2, '+ab +bc +ca'],
    ]);
    const over = (backward: boolean) =>
      trips
        .filter(({ route }) => route?.some((leg) => leg.streetId === 'sumo/ab' && leg.backward === backward))
        .reduce((sum, { perHour }) => sum + perHour, 0);
    expect([over(false), over(true)]).toEqual([2, 2]);
    const ends = trips.map(({ fromX, fromY, toX, toY }) => [fromX, fromY, toX, toY].map(Math.round));
    expect(ends).toEqual([
      [100, 80, 0, 0],
      [100, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(counts).toMatchObject({
      sumoVehicles: 4,
      sumoVehiclesLeftOut: 0,
      sumoRoutes: 3,
      sumoOriginsAndDestinations: 0,
    });
  });

  it('count per hour of the time in which vehicles depart, at least one', async () => {
    const vehicle = (id: string, depart: string) =>
      `<vehicle id="${id}" depart="${depart}"><route edges="ab"/></vehicle>`;
    const long = await tripsOf(vehicle('a', '0') + vehicle('b', '3600') + vehicle('c', '2:00:00'));
    expect(long.trips.map(short)).toEqual([['a', 1.5, '+ab']]);
    expect(long.notes[0]).toMatchObject({
      kind: 'read',
      sentence: 'The vehicles depart within 7200 s; their number counts for 2 h, and trips are given per hour.',
      count: 3,
    });
    const brief = await tripsOf(vehicle('a', '0') + vehicle('b', '60') + vehicle('c', 'triggered'));
    expect(brief.trips.map(short)).toEqual([['a', 3, '+ab']]);
  });

  it('take flows, named routes, and trips from edge to edge or junction to junction', async () => {
    const { trips, notes } = await tripsOf(`
      <flow id="f" begin="0" end="3600" number="120" route="r"/>
      <flow id="g" begin="0" end="1800" vehsPerHour="90"><route edges="bc"/></flow>
      <trip id="t" depart="1" from="ab" to="ca"/>
      <flow id="u" begin="0" end="3600" period="36" from="-ab" to="-ab"/>
      <trip id="j" depart="2" fromJunction="a" toJunction="c"/>
      <flow id="endless" begin="0" vehsPerHour="10" route="r"/>
      <trip id="z" depart="0" fromTaz="1" toTaz="2"/>
      <route id="r" edges="ab bc"/>`);
    expect(trips.map(short)).toEqual([
      ['endless', 130, '+ab +bc'],
      ['g', 45, '+bc'],
      ['u', 100, null],
      ['t', 1, null],
      ['j', 1, null],
    ]);
    expect(trips.slice(3).map(({ fromX, fromY, toX, toY }) => [fromX, fromY, toX, toY].map(Math.round))).toEqual([
      [0, 0, 0, 0],
      [0, 0, 100, 80],
    ]);
    expect(notes.find(({ subject }) => subject === 'flow')?.ids).toEqual(['endless']);
    expect(notes.find(({ kind }) => kind === 'dropped')?.ids).toEqual(['z']);
  });

  it('share vehicles among the routes and types of a distribution', async () => {
    const { trips, counts, notes } = await tripsOf(`
      <vTypeDistribution id="mix">
        <vType id="c" vClass="passenger" probability="3"/><vType id="b" vClass="bicycle" probability="1"/>
      </vTypeDistribution>
      <vTypeDistribution id="listed" vTypes="c b" probabilities="1 1"/>
      <vType id="walker" vClass="pedestrian"/><vType id="bus" vClass="bus"/>
      <routeDistribution id="d"><route id="d1" edges="ab" probability="0.25"/><route edges="bc" probability="0.75"/></routeDistribution>
      <routeDistribution id="e" routes="d1 e2" probabilities="1 3"/><route id="e2" edges="ca"/>
      <flow id="f1" type="c" begin="0" end="3600" number="100" route="d"/>
      <flow id="f2" type="bus" begin="0" end="3600" number="100" route="e"/>
      <flow id="f3" type="mix" begin="0" end="3600" number="100" route="d1"/>
      <flow id="f4" type="listed" begin="0" end="3600" number="10"><route edges="-ab"/></flow>
      <vehicle id="w" type="walker" depart="0"><route edges="ab"/></vehicle>
      <vehicle id="v" type="DEFAULT_BIKETYPE" depart="0"><route edges="ab"/></vehicle>
      <vehicle id="x" depart="0"><routeDistribution last="1">
        <route edges="ab" probability="0"/><route edges="bc" probability="1"/></routeDistribution></vehicle>`);
    expect(trips.map(short)).toEqual([
      ['f1', 125, '+ab'],
      ['f1#2', 76, '+bc'],
      ['f2', 75, '+ca'],
      ['f4', 5, '-ab'],
      ['w', '1 pedestrian', '+ab'],
    ]);
    expect(counts).toMatchObject({ sumoVehicles: 313, sumoVehiclesLeftOut: 31 });
    expect(notes.find(({ kind }) => kind === 'ignored')?.count).toBe(31);
  });

  it('are the same whatever the order of the files and their vehicles', async () => {
    const elements = [
      '<vehicle id="a" depart="9" type="cars"><route edges="ab bc"/></vehicle>',
      '<vehicle id="b" depart="3" type="t"><route edges="ab bc"/></vehicle>',
      '<vehicle id="c" depart="3" type="t" route="r"/>',
      '<flow id="d" type="t" begin="0" end="100" number="8" route="r"/>',
      '<route id="r" edges="ca -ab"/>',
      '<vType id="t" vClass="bus"/>',
      '<vTypeDistribution id="cars" vTypes="t u" probabilities="1 1"/>',
      '<vType id="u" vClass="tram"/>',
    ];
    const expected = (await tripsOf(elements.join(''))).trips;
    expect(expected.map(short)).toEqual([
      ['d', 9, '+ca -ab'],
      ['b', 1.5, '+ab +bc'],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(elements, { minLength: elements.length }),
        fc.nat(elements.length),
        async (shuffled, cut) => {
          const files = [shuffled.slice(0, cut), shuffled.slice(cut)].map(
            (part) => `<routes>${part.join('')}</routes>`,
          );
          expect((await tripsOf(files)).trips).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leave out edges that the network has not, and vehicles without any, with notes', async () => {
    const { trips, counts, notes } = await tripsOf(`
      <vehicle id="v" depart="0"><route edges=":b_0 ab gone bc"/></vehicle>
      <vehicle id="w" depart="0"><route edges="gone lost"/></vehicle>
      <vehicle id="x" depart="0" route="nowhere"/>
      <vehicle id="v" depart="0"><route edges="ab"/></vehicle>
      <vehicle depart="0"><route edges="ab"/></vehicle>
      <vehicle id="y" depart="0"><route edges="  "/></vehicle>
      <vehicle id="z" depart="0" type="Q"><route edges="ca"/></vehicle>
      <flow id="f" end="10" number="lots" route="r"/>
      <person id="p" depart="0"><walk edges="ab"/></person>`);
    expect(trips.map(short)).toEqual([
      ['v', 1, '+ab +bc'],
      ['z', 1, '+ca'],
    ]);
    const told = Object.fromEntries(notes.map(({ sentence, count, ids }) => [sentence, ids.length > 0 ? ids : count]));
    expect(told).toMatchObject({
      'Is no street of the network.': ['gone', 'lost'],
      'Parts of its route are not in the scene; the rest of it stands.': ['sumo/trip/v'],
      'None of the edges of its route is in the scene.': ['w'],
      'Its route is not in the files that were opened.': 1,
      'Another vehicle has the same id.': ['v'],
      'It has no usable id or type.': ['vehicle'],
      'It is a flow whose times or numbers cannot be read.': ['f'],
      'A <person> is not read: only vehicles, trips and flows are.': ['p'],
      'Is not defined in the files that were opened; its vehicles are taken as motor vehicles.': ['Q'],
    });
    expect(counts).toMatchObject({ sumoRoutes: 2 });
  });

  it('follow a street that the border of the scene cuts into pieces, and begin where they come in', async () => {
    // The way from c to a leaves a scene that ends at y = 40, and so does the one from b to c.
    const { trips, layers } = await tripsOf('<vehicle id="v" depart="0"><route edges="ab bc ca"/></vehicle>', {
      minX: 20,
      minY: -10,
      maxX: 200,
      maxY: 40,
    });
    expect(trips.map(short)).toEqual([['v', 1, '+ab +bc +ca']]);
    const [{ fromX, toX, toY }] = trips;
    expect([fromX, toX, toY].map(Math.round)).toEqual([20, 20, 16]);
    expect(layers.streets.map(({ id }) => id)).toEqual(['sumo/ab', 'sumo/bc', 'sumo/bend', 'sumo/bend#2', 'sumo/ca']);
  });

  it('take the pieces of a street in the order of travel, and no edge for a piece', async () => {
    const reach = { ...everywhere, maxY: 40 };
    const { trips, layers } = await tripsOf(
      `<vehicle id="v" depart="0"><route edges="bend"/></vehicle>
      <vehicle id="w" depart="1"><route edges="-bend bend#2"/></vehicle>`,
      reach,
    );
    expect(trips.map(short)).toEqual([
      ['v', 1, '+bend +bend#3'],
      ['w', 1, '-bend#3 -bend +bend#2'],
    ]);
    expect(new Set(layers.streets.map(({ id }) => id)).size).toBe(layers.streets.length);
    expect(trips.map(({ fromX, toX }) => [fromX, toX].map(Math.round))).toEqual([
      [0, 100],
      [100, 100],
    ]);
  });

  it('of files that hold none are left out with a note, and a network alone has none', async () => {
    expect((await tripsOf([])).counts).not.toHaveProperty('sumoVehicles');
    const { trips, notes } = await tripsOf(['<additional><busStop id="s"/></additional>', '<tlLogics><x/></tlLogics>']);
    expect(trips).toEqual([]);
    expect(notes.find(({ kind }) => kind === 'ignored')?.ids).toEqual(['file1.xml', 'file2.xml']);
  });

  it('read any truncation and damage to a problem in words or to finite trips', async () => {
    const text = `<routes><vType id="t" vClass="bus"/><route id="r" edges="ab bc"/>
      <flow id="f" type="t" begin="0" end="600" period="exp(0.5)" route="r"/><routeDistribution id="__proto__">
      <route id="q" edges="ca" probability="2"/></routeDistribution><vehicle id="w" depart="3" route="__proto__"/>
      <vehicle id="constructor" type="toString" depart="0:10:00"><route edges="ca -ab"/></vehicle></routes>`;
    expect((await tripsOf([text])).trips.map(short)).toEqual([
      ['f', 300, '+ab +bc'],
      ['w', 1, '+ca'],
      ['constructor', 1, '+ca -ab'],
    ]);
    for (let length = 9; length < text.length - 1; length += 37) {
      const { outcome } = await read([text.slice(0, length)]);
      expect(outcome).toMatchObject({ ok: false, problem: { code: 'xml-cut-off' } });
    }
    const change = fc.array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom('<', '"', '9', '-', ' ', 'e', '/')), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        let damaged = text;
        for (const [at, letter] of changes) damaged = damaged.slice(0, at) + letter + damaged.slice(at + 1);
        const { outcome } = await read([damaged]);
        if (!outcome.ok) expect(outcome.problem.sentence).toMatch(/^file1\.xml.*\.$/);
        else
          for (const { perHour, fromX, toY, route } of outcome.value.layers.trips) {
            expect([perHour, fromX, toY].every((value) => Number.isFinite(value))).toBe(true);
            expect(route?.length ?? 1).toBeGreaterThan(0);
          }
      }),
      { numRuns: 300 },
    );
  });
});
