import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, Trip } from '#model/city.ts';
import type { ImportResult, SourceFile } from '#model/import-job.ts';
import type { ImportReport } from '#model/import-report.ts';
import { defaultImportOptions, emptyMapping, importOptionsSchema, type SourceMapping } from '#model/source-mapping.ts';
import { exportCity } from '../export/export-city.ts';
import { importFiles, inspectFiles } from '../import-files.ts';

const file = (name: string, content: string): SourceFile => ({ name, blob: new Blob([content]) });

/** Streets around 9.7° E, 50.87° N, so that the scene has a place; squares with ids 1 and B, and a site. */
const square = (west: number, south: number) => {
  const [east, north] = [west + 0.001, south + 0.001];
  return `{"type":"Polygon","coordinates":[[[${west},${south}],[${east},${south}],[${east},${north}],[${west},${north}],[${west},${south}]]]}`;
};
const zones = `{"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"id":"1","name":"North"},"geometry":${square(9.7, 50.87)}},
  {"type":"Feature","properties":{"id":"B","name":"South"},"geometry":${square(9.702, 50.868)}},
  {"type":"Feature","properties":{"id":"3","name":"East"},"geometry":${square(9.705, 50.869)}}]}`;
const town = [
  file(
    'streets.geojson',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"highway":"primary"},"geometry":{"type":"LineString","coordinates":[[9.69,50.86],[9.71,50.88]]}}]}',
  ),
  file('zones.geojson', zones),
];

async function imported(name: string, content: string, mapping?: Partial<SourceMapping>, more = town) {
  const result = await outcomeOf([...more, file(name, content)], name, mapping);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result;
}

async function outcomeOf(
  files: readonly SourceFile[],
  name: string,
  mapping?: Partial<SourceMapping>,
): Promise<ImportResult> {
  const mappings = mapping === undefined ? {} : { [name]: { ...emptyMapping, role: 'trips' as const, ...mapping } };
  const work = importFiles(files, { ...defaultImportOptions, mappings });
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

async function guessOf(name: string, content: string): Promise<SourceMapping> {
  const questions = await inspectFiles([file(name, content)]);
  if (!questions.ok) throw new Error(questions.problem.sentence);
  return questions.value[0].guess;
}

function told({ notes }: ImportReport, subject = 'trip'): [string, number, readonly string[]][] {
  return notes.filter((note) => note.subject === subject).map(({ sentence, count, ids }) => [sentence, count, ids]);
}

const flow = ({ id, mode, perHour }: Trip) => [id, mode, perHour];

/** Metres between a trip's ends. */
function lengthOf({ fromX, fromY, toX, toY }: Trip): number {
  return Math.hypot(toX - fromX, toY - fromY);
}

describe('trips from tables of coordinates', () => {
  const table = `id,from_lon,from_lat,to_lon,to_lat,mode,per_hour
a,9.7,50.87,9.701,50.87,car,12.5
b,9.7,50.87,9.7,50.871,walk,3
c,9.7,50.87,9.7,50.871,bicycle,3
d,9.7,50.87,9.7,50.871,teleport,3
e,9.7,,9.7,50.871,car,3
f,9.7,50.87,9.7,50.871,car,-3
g,9.7,50.87,9.7,50.871,car,many
h,9.7,50.87,9.7,51.9,car,3
i,9.7,50.87,9.7,50.87,car,3
j,9.7,50.87,9.7,50.871,car,0
`;

  it('are guessed by their columns', async () => {
    expect(await guessOf('demand.csv', table)).toMatchObject({
      role: 'trips',
      x: 'from_lon',
      y: 'from_lat',
      toX: 'to_lon',
      toY: 'to_lat',
      kind: 'mode',
      weight: 'per_hour',
      weightUnit: 'trips/h',
      id: 'id',
    });
  });

  it('go from place to place, and bad rows are told with their lines', async () => {
    const { city, report } = await imported('demand.csv', table);
    expect(city.trips.map(flow)).toEqual([
      ['demand/a', 'car', 12.5],
      ['demand/b', 'pedestrian', 3],
    ]);
    // A thousandth of a degree of longitude at 50.87° north is 70.4 m, one of latitude 111.2 m.
    expect(Math.abs(lengthOf(city.trips[0]) - 70.4)).toBeLessThan(0.2);
    expect(Math.abs(lengthOf(city.trips[1]) - 111.25)).toBeLessThan(0.2);
    expect(city.trips.map(({ route }) => route)).toEqual([null, null]);
    expect(told(report)).toEqual(
      expect.arrayContaining([
        ['Its mode is neither by car nor on foot.', 1, []],
        ['Its mode is not understood.', 1, ['demand: line 5']],
        ['It does not say from where to where it goes.', 1, ['demand: line 6']],
        ['Its number of trips is missing, negative, too large or no number.', 2, ['demand: line 7', 'demand: line 8']],
        ['It begins or ends outside the scene.', 1, ['demand: line 9']],
        ['It ends where it begins.', 1, []],
        ['It has no trips.', 1, []],
      ]),
    );
  });

  it('may be in metres of a system of their own, and per day', async () => {
    // The same places in UTM 32: 9.7° E lies 0.7° east of the zone's meridian.
    const content = 'origin_x;origin_y;dest_x;dest_y;trips_per_day\n549255;5635600;549355;5635600;240\n';
    expect(await guessOf('od.csv', content)).toMatchObject({
      role: 'trips',
      x: 'origin_x',
      toY: 'dest_y',
      weight: 'trips_per_day',
      weightUnit: 'trips/day',
    });
    const guess = await guessOf('od.csv', content);
    const { city } = await imported('od.csv', content, { ...guess, coordinateSystem: 'EPSG:25832' });
    expect(city.trips.map(flow)).toEqual([['od/0', 'car', 10]]);
    expect(Math.abs(lengthOf(city.trips[0]) - 100)).toBeLessThan(0.2);
  });

  it('have a place, so that a scene can be made of them alone', async () => {
    const result = await outcomeOf(
      [file('demand.csv', table.replace('h,9.7,50.87,9.7,51.9,car,3\n', ''))],
      'demand.csv',
    );
    expect(result.ok && result.city.trips.length).toBe(2);
  });
});

describe('trips from lines', () => {
  const lines = `{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"mode":"car","perHour":7},"geometry":{"type":"LineString","coordinates":[[9.7,50.87],[9.705,50.879],[9.701,50.87]]}},
    {"type":"Feature","properties":{"mode":"car","perHour":7},"geometry":{"type":"Point","coordinates":[9.7,50.87]}}]}`;

  it('go from the first to the last point', async () => {
    const { city, report } = await imported('desire.geojson', lines, { weight: 'perHour', kind: 'mode' });
    expect(city.trips.map(flow)).toEqual([['desire/0', 'car', 7]]);
    expect(Math.abs(lengthOf(city.trips[0]) - 70.4)).toBeLessThan(0.2);
    expect(told(report)).toEqual([['It is no single line, so it has no two ends.', 1, ['desire: feature 2']]]);
  });

  it('are known by their names; other lines stay streets', async () => {
    const only = lines.replace(/,\s*\{"type":"Feature"[^]*Point[^]*?\}\}/, '');
    expect(await guessOf('a.geojson', only)).toMatchObject({ role: 'trips', weight: 'perHour', kind: 'mode' });
    const flows = only.replaceAll('perHour', 'flow');
    expect((await guessOf('trips.geojson', flows)).role).toBe('trips');
    expect((await guessOf('a.geojson', flows)).role).toBe('streets');
  });
});

describe('trips between zones', () => {
  const rows = 'from_zone,to_zone,per_hour\n1,B,10\nB,1,4\nB,North,5\nB,B,9\n1,7,2\n1,,2\n';

  it('go from the middle of one zone to that of the other, which may stand in another file', async () => {
    expect(await guessOf('flows.csv', rows)).toMatchObject({ role: 'trips', from: 'from_zone', to: 'to_zone' });
    const { city, report } = await imported('flows.csv', rows);
    expect(city.trips.map(({ perHour }) => perHour)).toEqual([10, 4, 5]);
    const [there, back, named] = city.trips;
    expect([back.fromX, back.fromY, back.toX, back.toY]).toEqual([there.toX, there.toY, there.fromX, there.fromY]);
    expect([named.toX, named.toY]).toEqual([there.fromX, there.fromY]);
    // The middles of the squares are 0.002° apart each way: 140.8 m and 222.5 m, within half a square.
    expect(Math.abs(lengthOf(there) - 263)).toBeLessThan(75);
    expect(report.counts).toMatchObject({ joinedTrips: 3, unjoinedTrips: 1, sceneTrips: 3 });
    expect(told(report)).toEqual([
      ['It does not say from where to where it goes.', 1, ['flows: line 7']],
      ['flows.csv has trips from or to a zone that is not in the city.', 1, ['flows: line 6']],
      ['It ends in the zone where it begins.', 1, []],
    ]);
    expect(told(report, 'zone of trips')).toEqual([['No zone, demand or site of the city has this id.', 1, ['7']]]);
  });

  it('are read from a square matrix, whatever the ids look like', async () => {
    const matrix = 'zone;1;B;3\n1;0;2,5;\nB;4;1;x\n3;0;0;7\n';
    // A cell that is no number makes text of its column, not of the matrix.
    expect(await guessOf('matrix.csv', matrix)).toMatchObject({ role: 'trips', from: 'zone', to: null });
    const { city, report } = await imported('matrix.csv', matrix);
    expect(city.trips.map(flow)).toEqual([
      ['matrix/1/B', 'car', 2.5],
      ['matrix/B/1', 'car', 4],
    ]);
    expect(told(report)).toEqual([
      ['Its number of trips to 3 is none.', 1, ['matrix: line 3']],
      ['It ends in the zone where it begins.', 2, []],
    ]);
    const numbered = 'zone,1,2,3\n1,0,1,2\n2,3,0,1\n3,2,1,0\n';
    expect(await guessOf('n.csv', numbered)).toMatchObject({ role: 'trips', from: 'zone', to: null });
    const blank = ',1,2,3\n1,0,1,2\n2,3,0,1\n3,2,1,0\n';
    expect(await guessOf('n.csv', blank)).toMatchObject({ role: 'trips', from: 'column 1', to: null });
  });

  it('name ids that several places share, and prefer zones', async () => {
    const more = [...town, file('wards_zones.geojson', zones.replaceAll('50.86', '50.87'))];
    const { report } = await imported('flows.csv', rows, undefined, more);
    expect(told(report, 'zone of trips').find(([sentence]) => sentence.startsWith('Several'))?.[2]).toContain('1');
  });

  it('are nothing without zones, in words', async () => {
    const alone = await outcomeOf([file('flows.csv', rows)], 'flows.csv');
    expect(alone).toMatchObject({ ok: false, problem: { code: 'no-place' } });
    const { city, report } = await imported('flows.csv', rows, undefined, [town[0]]);
    expect(city.trips).toEqual([]);
    expect(report.counts).toMatchObject({ joinedTrips: 0, unjoinedTrips: 4 });
  });

  it('give every pair of a random matrix its number, and the same city in any order of the files', async () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e6 }));
    const square3 = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(square3, async (values) => {
        const ids = ['1', 'B', '3'];
        const text = `zone,${ids.join(',')}\n${values.map((row, index) => `${ids[index]},${row.join(',')}`).join('\n')}\n`;
        const expected = new Map<string, number>();
        values.forEach((row, from) => {
          row.forEach((value, to) => {
            if (from !== to && value > 0) expected.set(`m/${ids[from]}/${ids[to]}`, value);
          });
        });
        const { city } = await imported('m.csv', text);
        expect(new Map(city.trips.map(({ id, perHour }) => [id, perHour]))).toEqual(expected);
        const turned: City = (await imported('m.csv', text, undefined, town.toReversed())).city;
        expect(turned.trips).toEqual(city.trips);
      }),
      { numRuns: 25 },
    );
  });
});

describe('trips that were exported', () => {
  it('come back from GeoJSON and FlatGeobuf, also where they had a route', async () => {
    const { city } = await imported('flows.csv', 'from_zone,to_zone,per_hour\n1,B,10\nB,3,4.5\n');
    const route = [{ streetId: 'streets/0', backward: true }];
    const routed: City = { ...city, trips: [{ ...city.trips[0], route }, city.trips[1]] };
    for (const format of ['geojson', 'flatgeobuf'] as const) {
      const outcome = exportCity(routed, format);
      if (!outcome.ok) throw new Error(outcome.problem.sentence);
      const [trips] = outcome.value.filter(({ name }) => name.startsWith('trips.'));
      const written: SourceFile = { name: trips.name, blob: new Blob([trips.bytes]) };
      const questions = await inspectFiles([written]);
      expect(questions.ok && questions.value[0].guess).toMatchObject({
        role: 'trips',
        weight: 'perHour',
        kind: 'mode',
      });
      expect(questions.ok && questions.value[0].properties.map(({ name }) => name)).toContain('mode');
      const work = importFiles([...town, written]);
      let next = await work.next();
      while (next.done !== true) next = await work.next();
      const back = next.value.ok ? next.value.city.trips : [];
      expect(back.map(({ perHour, route: stated }) => [perHour, stated])).toEqual([
        [10, null],
        [4.5, null],
      ]);
      expect(Math.abs(lengthOf(back[0]) - lengthOf(city.trips[0]))).toBeLessThan(0.01);
    }
  });
});

describe('mappings from before there were trips', () => {
  it('still read', () => {
    const { toX: _x, toY: _y, from: _from, to: _to, ...older } = emptyMapping;
    const parsed = importOptionsSchema.safeParse({ mappings: { 'a.csv': older }, localOrigin: null });
    expect(parsed.success && parsed.data.mappings['a.csv']).toEqual(emptyMapping);
  });
});
