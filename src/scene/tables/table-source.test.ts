import fc from 'fast-check';
import type { Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import { coordinateSystemOfEpsg } from '#geo/coordinate-system.ts';
import { createFrame } from '#geo/frame.ts';
import type { TerrainGrid } from '#model/city.ts';
import { success } from '#model/result.ts';
import { emptyMapping, type SourceMapping } from '#model/source-mapping.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import type { SourceLayers } from '../sources/source-reader.ts';
import { stemOf, tableReader } from './table-source.ts';

const frame = createFrame({ longitude: 9.7, latitude: 50.87, heightMeters: 0 });

/** A ring in local metres as degrees. */
function ring(...points: readonly (readonly [number, number])[]): number[][] {
  return [...points, points[0]].map(([x, y]) => frame.toGeographic(x, y));
}

const square = (x: number, y: number, size: number) => ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);
const polygon = (...coordinates: number[][][]): Geometry => ({ type: 'Polygon', coordinates });
const pointAt = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: frame.toGeographic(x, y) });

type Row = readonly [geometry: Geometry | null, properties?: Readonly<Record<string, unknown>>];

interface Read extends SourceLayers {
  readonly notes: ImportNotes;
}

async function read(
  rows: readonly Row[],
  mapping: Partial<SourceMapping>,
  terrain: TerrainGrid | null = null,
  name = 'folder/Some Table.geojson',
): Promise<Read> {
  const features = rows.map(([geometry, properties = {}], index) => ({ index, geometry, properties }));
  // biome-ignore lint/correctness/useYield: a table that is there at once
  const reader = tableReader('test', async function* () {
    return success({ format: 'test', coordinateSystem: null, features });
  });
  const notes = new ImportNotes();
  const placement = {
    frame,
    reach: { minX: -500, minY: -500, maxX: 500, maxY: 500 },
    terrain,
    source: 3,
    localOrigin: null,
  };
  const input = { name, files: [{ name, blob: new Blob(['x']) }] };
  const work = reader.read(input, { ...emptyMapping, ...mapping }, placement, notes);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return { ...next.value.value, notes };
}

describe('buildings of a table', () => {
  const mapping = { role: 'buildings', height: 'h', minHeight: 'low', levels: 'l' } as const;

  it('stand as prisms with holes, and with several for a multipolygon', async () => {
    const court = polygon(square(0, 0, 20), square(5, 5, 10));
    const twins: Geometry = { type: 'MultiPolygon', coordinates: [[square(50, 0, 10)], [square(70, 0, 10)]] };
    const { layers } = await read(
      [
        [court, { h: 12 }],
        [twins, { h: 5 }],
      ],
      mapping,
    );
    expect(layers.buildings.map(({ id, source, heightSource }) => [id, source, heightSource])).toEqual([
      ['Some Table/0', 3, 'height'],
      ['Some Table/1', 3, 'height'],
    ]);
    expect([...layers.prisms.building]).toEqual([0, 1, 1]);
    expect([...layers.prisms.ringStart]).toEqual([0, 2, 3, 4]);
    expect([...layers.prisms.topZ]).toEqual([12, 5, 5]);
  });

  it('stand on the lowest ground beneath them', async () => {
    const slope = {
      originX: -64,
      originY: -64,
      spacing: 64,
      columns: 3,
      rows: 3,
      heights: Float32Array.of(0, 64, 128, 0, 64, 128, 0, 64, 128),
    };
    const { layers } = await read([[polygon(square(10, 10, 20)), { h: 12, low: 3 }]], mapping, slope);
    expect(layers.prisms.baseZ[0]).toBeCloseTo(74 + 3, 2);
    expect(layers.prisms.topZ[0]).toBeCloseTo(74 + 12, 2);
    expect(layers.prisms.raised[0]).toBe(1);
  });

  it('take heights in metres and feet, as numbers and as text, and storeys where there are none', async () => {
    const heights = [12, '12', '12,5', '40 ft', '12 m'];
    const rows = heights.map((h, index): Row => [polygon(square(index * 20, 0, 10)), { h }]);
    const { layers } = await read([...rows, [polygon(square(0, 40, 10)), { l: 4 }]], mapping);
    expect(layers.buildings.map(({ heightMeters }) => heightMeters)).toEqual([12, 12, 12.5, 40 * 0.3048, 12, 12]);
    expect(layers.buildings[5].heightSource).toBe('levels');
    const feet = await read([[polygon(square(0, 0, 10)), { h: 100 }]], {
      ...mapping,
      heightUnit: 'ft',
      measured: true,
    });
    expect(feet.layers.buildings[0]).toMatchObject({ heightMeters: 100 * 0.3048, heightSource: 'measured' });
  });

  it('take the default, and a note, for heights that cannot be', async () => {
    const impossible = [Number.NaN, -3, 0, 901, Infinity, 'tall', null, {}, []];
    const rows = impossible.map((h, index): Row => [polygon(square(index * 20 - 200, 0, 10)), { h }]);
    const { layers, notes } = await read([...rows, [polygon(square(0, 40, 10)), { h: 2, low: 4 }]], {
      ...mapping,
      defaultHeight: 8,
    });
    expect(layers.buildings.map(({ heightMeters }) => heightMeters)).toEqual(Array.from({ length: 10 }, () => 8));
    expect(new Set(layers.buildings.map(({ heightSource }) => heightSource))).toEqual(new Set(['default']));
    expect(notes.count('guessed', 'building')).toBe(10);
    expect(notes.count('ignored', 'building')).toBe(7);
  });

  it('count as guessed where their height is the one that means unknown', async () => {
    const { layers } = await read(
      [
        [polygon(square(0, 0, 10)), { h: 8 }],
        [polygon(square(20, 0, 10)), { h: 9 }],
      ],
      { ...mapping, defaultHeight: 8, measured: true },
    );
    expect(layers.buildings.map(({ heightSource }) => heightSource)).toEqual(['default', 'measured']);
  });

  it('are repaired where they cross themselves, counted once where they repeat, and dropped outside, each with a note', async () => {
    const bow = polygon(ring([0, 0], [10, 10], [10, 0], [0, 10]));
    const turned = polygon([...square(100, 0, 10)].reverse());
    const { layers, notes } = await read(
      [
        [bow, { h: 5 }],
        [polygon(square(100, 0, 10)), { h: 5 }],
        [turned, { h: 5 }],
        [polygon(square(5000, 0, 10)), { h: 5 }],
        [pointAt(0, 0)],
        [null],
        [
          polygon([
            [200, 95],
            [201, 95],
            [201, 96],
          ]),
        ],
      ],
      mapping,
    );
    expect(layers.buildings.map(({ id }) => id)).toEqual(['Some Table/0', 'Some Table/1']);
    expect([...layers.prisms.building]).toEqual([0, 0, 1]);
    expect(notes.count('repaired', 'building')).toBe(1);
    expect(
      notes
        .finish()
        .filter(({ kind }) => kind === 'dropped')
        .map(({ count, ids }) => [count, ids[0]]),
    ).toEqual([
      [1, 'Some Table/2'],
      [1, 'Some Table/3'],
      [1, 'Some Table/4'],
      [1, 'Some Table/5'],
      [1, 'Some Table/6'],
    ]);
  });

  it('have ids of their own even where the column has not', async () => {
    const rows = [0, 20, 40].map((x): Row => [polygon(square(x, 0, 10)), { key: 'a', h: 5 }]);
    const { layers } = await read(rows, { ...mapping, id: 'key' });
    expect(layers.buildings.map(({ id }) => id)).toEqual(['Some Table/a', 'Some Table/a#2', 'Some Table/a#3']);
  });

  it('have the area that was drawn, whatever the corners', async () => {
    const corner = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }));
    await fc.assert(
      fc.asyncProperty(
        corner,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 800 }),
        async ([x, y], size, h) => {
          const { layers } = await read([[polygon(square(x, y, size)), { h }]], mapping);
          const { xy, topZ, baseZ } = layers.prisms;
          expect(Math.abs(polygonArea([xy]) - size * size)).toBeLessThan(0.002 * 4 * size + 0.001);
          expect(topZ[0] - baseZ[0]).toBe(h);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('other roles', () => {
  it('gives trees, mounts, sites, portals, cameras and demand', async () => {
    const tree = await read([[pointAt(1, 2), { h: 12 }]], { role: 'trees', height: 'h' });
    expect(tree.layers.trees).toEqual([{ id: 'Some Table/0', x: 1, y: 2, heightMeters: 12, crownRadiusMeters: 2.5 }]);
    const mounts = await read(
      [
        [pointAt(1, 2), { k: 'traffic signal' }],
        [pointAt(3, 4), { k: 'street lamp' }],
      ],
      { role: 'mounts', kind: 'k' },
    );
    expect(mounts.layers.mounts.map(({ kind }) => kind)).toEqual(['signal', 'lamp']);
    const stops = await read(
      [
        [pointAt(1, 2), { t: 'stop', n: 'Market' }],
        [pointAt(3, 4), { t: 'station' }],
        [pointAt(5, 6), { t: 'entrance' }],
      ],
      { role: 'sites', kind: 't', name: 'n' },
    );
    expect(stops.layers.sites.map(({ kind, name }) => [kind, name])).toEqual([
      ['stop', 'Market'],
      ['station', null],
    ]);
    expect(stops.layers.portals.map(({ kind, x, y }) => [kind, x, y])).toEqual([['entrance', 5, 6]]);
    const camera = await read([[pointAt(1, 2), { d: -90, type: 'dome', no: 4 }]], {
      role: 'surveillance',
      direction: 'd',
    });
    expect(camera.layers.surveillance[0].tags).toEqual({ d: '-90', type: 'dome', no: '4', 'camera:direction': '270' });
    const people = await read(
      [
        [polygon(square(0, 0, 10)), { p: 12 }],
        [pointAt(0, 0), { p: -1 }],
      ],
      { role: 'demand', weight: 'p', weightUnit: 'people' },
    );
    expect(people.layers.demand).toMatchObject([{ kind: 'population', x: 5, y: 5, weight: 12, unit: 'people' }]);
    expect(people.notes.count('dropped', 'demand')).toBe(1);
  });

  it('gives zones, areas, streets, and walls that stand', async () => {
    const zone = await read([[polygon(square(0, 0, 10)), { k: 'privacy' }]], { role: 'zones', kind: 'k' });
    expect(zone.layers.zones).toMatchObject([{ kind: 'privacy' }]);
    const area = await read([[polygon(square(450, 0, 100)), { k: 'forest' }]], { role: 'areas', kind: 'k' });
    expect(area.layers.areas[0].kind).toBe('green');
    expect(Math.max(...area.layers.areas[0].rings[0].filter((_, index) => index % 2 === 0))).toBe(500);
    const line: Geometry = { type: 'LineString', coordinates: [frame.toGeographic(0, 0), frame.toGeographic(900, 0)] };
    const street = await read([[line, { k: 'Primary', lanes: 2, oneway: 'yes' }]], { role: 'streets', kind: 'k' });
    expect(street.layers.streets).toMatchObject([{ class: 'primary', lanes: 2, oneway: true, widthSource: 'lanes' }]);
    expect([...street.layers.streets[0].xy]).toEqual([0, 0, 500, 0]);
    const wall = await read([[line, { h: 3 }]], { role: 'barriers', height: 'h' }, null, 'city walls.shp');
    expect(wall.layers.barriers).toMatchObject([{ id: 'city walls/0', heightMeters: 3, opaque: true }]);
    expect(wall.layers.buildings).toMatchObject([{ id: 'city walls/0', structure: 'wall', heightMeters: 3 }]);
  });

  it('gives rows about buildings as joins', async () => {
    const { joins } = await read(
      [
        [null, { b: 17, w: 2 }],
        [null, { b: 'w18', w: 3 }],
        [null, { w: 4 }],
      ],
      { role: 'demand', joinBuilding: 'b', weight: 'w', weightUnit: 'share' },
    );
    expect(joins).toEqual([
      { buildingId: '17', weight: 2, unit: 'share' },
      { buildingId: 'way/18', weight: 3, unit: 'share' },
    ]);
  });
});

describe('the coordinate system of a table', () => {
  it('is the one that the mapping names, also for columns of coordinates', async () => {
    const [east, north] = coordinateSystemOfEpsg(25832)?.fromGeographic(...frame.toGeographic(100, 50)) ?? [0, 0];
    const { layers } = await read([[null, { e: east, n: String(north) }]], {
      role: 'trees',
      x: 'e',
      y: 'n',
      coordinateSystem: 'EPSG:25832',
    });
    expect(Math.hypot(layers.trees[0].x - 100, layers.trees[0].y - 50)).toBeLessThan(0.002);
  });

  it('is refused with a sentence where it is not known or cannot be', async () => {
    const metres: Row = [{ type: 'Point', coordinates: [549_255, 5_635_601] }];
    await expect(read([metres], { role: 'trees' })).rejects.toThrow(/are no degrees.*UTM zone/);
    await expect(read([metres], { role: 'trees', coordinateSystem: 'EPSG:1' })).rejects.toThrow(/does not know/);
    await expect(read([[{ type: 'Point', coordinates: [50.87, 120] }]], { role: 'trees' })).rejects.toThrow(
      /other way round/,
    );
  });
});

describe('stemOf', () => {
  it('leaves out folders and endings', () => {
    expect(['a/b/Trees 2020.geojson', 'stops.txt', '.csv', 'x.shp.zip'].map(stemOf)).toEqual([
      'Trees 2020',
      'stops',
      'table',
      'x',
    ]);
  });
});
