import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { Outcome } from '#model/result.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import type { SourceLayers } from '../sources/source-reader.ts';
import { laneUsers } from './lane-users.ts';
import { sumoReader } from './sumo-source.ts';

const origin = { longitude: 11.32, latitude: 44.49, heightMeters: 0 };
const frame = createFrame(origin);
const localOrigin = { longitude: origin.longitude, latitude: origin.latitude };
const reach = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };

const head = `<?xml version="1.0"?>\n<net version="1.20">
<location netOffset="0.00,0.00" convBoundary="0.00,0.00,200.00,100.00" origBoundary="0,0,1,1" projParameter="!"/>`;
const junctions = `
<junction id="a" type="priority" x="0" y="0"/>
<junction id="b" type="traffic_light" x="100" y="0"/>
<junction id="c" type="dead_end" x="100" y="80"/>
<junction id=":b_1" type="internal" x="100" y="1"/>`;

const net = `${head}
<edge id=":b_0" function="internal"><lane id=":b_0_0" index="0" speed="8" shape="95,0 105,0"/></edge>
<edge id=":b_c0" function="crossing"><lane id=":b_c0_0" index="0" speed="1" allow="pedestrian" width="4" shape="96,-6 96,6"/></edge>
<edge id="ab" from="a" to="b" priority="3" type="highway.secondary" name="Via Roma">
  <lane id="ab_0" index="0" allow="pedestrian" width="2.00" speed="13.89" shape="0,-7 94,-7"/>
  <lane id="ab_1" index="1" disallow="pedestrian tram rail" speed="13.89" shape="0,-4 94,-4"/>
</edge>
<edge id="-ab" from="b" to="a" priority="3" type="highway.secondary">
  <lane id="-ab_0" index="0" disallow="pedestrian" speed="13.89" shape="94,2 0,2"/>
</edge>
<edge id="bc" from="b" to="c" priority="3">
  <lane id="bc_0" index="0" allow="bus" speed="13.89" shape="104,6 104,80"/>
  <lane id="bc_1" index="1" speed="13.89" shape="101,6 101,80"/>
</edge>${junctions}
<connection from="ab" to="-ab" fromLane="0" toLane="0" dir="t" state="M"/>
</net>`;

async function read(text: string, origins = localOrigin as typeof localOrigin | null) {
  const notes = new ImportNotes();
  const placement = { frame, reach, terrain: null, source: 0, localOrigin: origins };
  const input = { name: 'town.net.xml', files: [{ name: 'town.net.xml', blob: new Blob([text]) }] };
  const outcome = await finished(sumoReader.read(input, null, placement, notes));
  return { outcome, notes: notes.finish(), probe: await sumoReader.probe(input, null) };
}

async function finished(work: AsyncGenerator<ImportProgress, Outcome<SourceLayers>>): Promise<Outcome<SourceLayers>> {
  for (;;) {
    const next = await work.next();
    if (next.done === true) return next.value;
  }
}

async function layersOf(text: string) {
  const { outcome, notes } = await read(text);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return { ...outcome.value, notes };
}

describe('SUMO networks', () => {
  it('makes one two-way street of an edge and its way back', async () => {
    const { layers, counts } = await layersOf(net);
    const street = layers.streets.find(({ id }) => id === 'sumo/ab');
    expect(street).toMatchObject({
      class: 'secondary',
      name: 'Via Roma',
      oneway: false,
      lanes: 2,
      widthMeters: 6.4,
      sidewalk: 'right',
      car: true,
      foot: true,
      bicycle: true,
      maxSpeedKmh: 50,
    });
    expect([...(street?.xy ?? [])].map(Math.round)).toEqual([0, 0, 100, 0]);
    expect(layers.streets.map(({ id }) => id)).toEqual(['sumo/ab', 'sumo/bc']);
    expect(counts).toMatchObject({ sumoEdges: 3, sumoLanes: 5, sumoJunctions: 3, sumoTwoWayStreets: 1 });
  });

  it('draws a one-way street between its lanes, from junction to junction', async () => {
    const { layers, notes } = await layersOf(net);
    const street = layers.streets.find(({ id }) => id === 'sumo/bc');
    expect(street?.oneway).toBe(true);
    expect(street?.lanes).toBe(2);
    expect([...(street?.xy ?? [])].map((value) => Math.round(value * 10) / 10)).toEqual([
      100, 0, 102.5, 6, 102.5, 80, 100, 80,
    ]);
    expect(notes.find(({ kind, subject }) => kind === 'guessed' && subject === 'street')?.ids).toEqual(['sumo/bc']);
  });

  it('takes lights, crossings, and the turns that are not possible', async () => {
    const { layers } = await layersOf(net);
    expect(layers.mounts).toMatchObject([{ id: 'sumo/junction/b', kind: 'signal', heightMeters: null }]);
    expect(layers.crossings).toMatchObject([{ id: 'sumo/:b_c0', kind: 'signals', kerb: null }]);
    expect(Math.round(layers.crossings[0].x)).toBe(96);
    expect(layers.restrictions).toMatchObject([
      { kind: 'no', fromStreetId: 'sumo/ab', toStreetId: 'sumo/bc', viaStreetIds: [] },
    ]);
  });

  it('undoes the projection and the offset of the network', async () => {
    // UTM 32: 11.32° E, 44.49° N is 684,530 m east and 4,928,870 m north to within some metres.
    const projected = net.replace(
      /<location.*\/>/,
      '<location netOffset="-684500,-4928800" convBoundary="0,0,200,100" projParameter="+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/>',
    );
    const { outcome, probe } = await read(projected, null);
    if (!outcome.ok || !probe.ok) throw new Error('not read');
    const { extent } = probe.value;
    expect(Math.abs((extent?.west ?? 0) - 11.32)).toBeLessThan(0.002);
    expect(Math.abs((extent?.south ?? 0) - 44.49)).toBeLessThan(0.002);
    const { xy } = outcome.value.layers.streets[0];
    // A hundred metres of UTM, 2° east of its meridian, are 99.97 m on the ground.
    expect(Math.hypot(xy[2] - xy[0], xy[3] - xy[1])).toBeGreaterThan(99.9);
    expect(Math.hypot(xy[2] - xy[0], xy[3] - xy[1])).toBeLessThan(100.1);
  });

  it('asks where a network of its own coordinates lies', async () => {
    const { outcome, probe } = await read(net, null);
    expect(probe).toMatchObject({ ok: true, value: { extent: null, question: { placeMissing: true } } });
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        code: 'sumo-local',
        sentence: 'town.net.xml is in coordinates of its own; say where its zero lies (--origin longitude,latitude).',
      },
    });
  });

  it('keeps two one-way streets where the directions differ', async () => {
    const apart = net.replace('id="-ab" from="b" to="a"', 'id="-ab" from="b" to="a" shape="100,9 0,9"');
    expect((await layersOf(apart)).layers.streets.map(({ id, oneway }) => [id, oneway])).toEqual([
      ['sumo/ab', true],
      ['sumo/-ab', true],
      ['sumo/bc', true],
    ]);
    const busesBack = net.replace('disallow="pedestrian" speed', 'allow="bus" speed');
    expect((await layersOf(busesBack)).layers.streets.map(({ id, car }) => [id, car])).toEqual([
      ['sumo/ab', true],
      ['sumo/-ab', false],
      ['sumo/bc', true],
    ]);
  });

  it('tells of edges without junctions or lanes, and of wrong shapes', async () => {
    const lost = net.replace('from="b" to="c"', 'from="b" to="z"');
    const { layers, notes } = await layersOf(lost);
    expect(layers.streets.length).toBe(1);
    expect(notes.find(({ kind }) => kind === 'dropped')?.ids).toEqual(['sumo/bc']);
    const { outcome } = await read(net.replace('104,6 104,80', '104,6 x,80'));
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'xml-content' } });
  });

  it('reads any truncation and any damage to a problem or to streets', async () => {
    for (let length = head.length; length < net.length - 1; length += 41) {
      expect((await read(net.slice(0, length))).outcome.ok).toBe(false);
    }
    const change = fc.array(fc.tuple(fc.nat(net.length - 1), fc.constantFrom('<', '"', '9', '-', ' ', 'e', ',')), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        let text = net;
        for (const [at, letter] of changes) text = text.slice(0, at) + letter + text.slice(at + 1);
        const { outcome } = await read(text);
        if (!outcome.ok) expect(outcome.problem.sentence).toMatch(/^town\.net\.xml.*\.$/);
        else for (const { xy } of outcome.value.layers.streets) expect(xy.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('who may use a lane', () => {
  it.each([
    [undefined, undefined, 'car bicycle foot bus tram rail'],
    ['all', undefined, 'car bicycle foot bus tram rail'],
    ['bus taxi', undefined, 'bus'],
    ['pedestrian', undefined, 'foot'],
    [undefined, 'pedestrian tram rail_urban', 'car bicycle bus rail'],
    [undefined, 'all', ''],
    ['', '', 'car bicycle foot bus tram rail'],
    ['rail_fast', undefined, 'rail'],
  ])('allow=%s disallow=%s', (allow, disallow, expected) => {
    const users = laneUsers(allow, disallow);
    const open = Object.entries(users).flatMap(([name, may]) => (may ? name : []));
    expect(open.join(' ')).toBe(expected);
  });
});
