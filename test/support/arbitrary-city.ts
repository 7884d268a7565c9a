import fc from 'fast-check';
import {
  areaKinds,
  type Building,
  type City,
  mountKinds,
  type PrismTable,
  siteKinds,
  streetClasses,
  type TerrainGrid,
} from '#model/city.ts';
import type { Bounds, Origin } from '#model/scene.ts';
import { createPrismBuilder } from '#scene/assemble/prism-builder.ts';

/** Random cities that keep the contract of `City`: for round trips and solids, not for looking at. */

/** Multiples of 1/1024 m. */
function meters(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 1024, max: max * 1024 }).map((units) => units / 1024);
}

/** A row of columns over a common base line, whole metres: full of corners that share lines; a hole in some columns. */
const skyline = fc
  .array(fc.record({ height: fc.integer({ min: 4, max: 7 }), hole: fc.boolean() }), { minLength: 1, maxLength: 7 })
  .map((columns) => {
    const outer = [0, 0, columns.length * 4, 0];
    for (let i = columns.length - 1; i >= 0; i -= 1) outer.push(4 * i + 4, columns[i].height, 4 * i, columns[i].height);
    const holes = columns.flatMap(({ hole, height }, i) =>
      hole ? [[4 * i + 1, 1, 4 * i + 1, height - 1, 4 * i + 3, height - 1, 4 * i + 3, 1]] : [],
    );
    return [outer, ...holes];
  });

/** A star around a point, on the 1/1024 m grid, with a star-shaped hole in some. */
const star = fc
  .record({
    radii: fc.array(meters(4, 30), { minLength: 3, maxLength: 14 }),
    hole: fc.option(fc.array(meters(1, 2), { minLength: 3, maxLength: 6 }), { nil: null }),
  })
  .map(({ radii, hole }) =>
    hole === null || radii.length < 6 ? [starRing(radii)] : [starRing(radii), starRing(hole)],
  );

function starRing(radii: readonly number[]): number[] {
  return radii.flatMap((radius, index) => {
    const angle = (2 * Math.PI * index) / radii.length;
    return [Math.round(radius * Math.cos(angle) * 1024) / 1024, Math.round(radius * Math.sin(angle) * 1024) / 1024];
  });
}

/** Rings of a simple polygon somewhere within ±5 km, in the normal form of `PrismTable`. */
export const arbitraryPolygon: fc.Arbitrary<number[][]> = fc
  .tuple(fc.oneof(skyline, star), meters(-5000, 5000), meters(-5000, 5000))
  .map(([rings, x, y]) => rings.map((ring) => ring.map((value, index) => value + (index % 2 === 0 ? x : y))));

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('Straße “7”', '\u2028', 'a\nb', '北'));
const name = fc.option(text, { nil: null });

const solid = fc.record({
  rings: arbitraryPolygon,
  base: meters(-20, 400),
  height: meters(1, 90),
  raised: fc.boolean(),
  building: fc.nat(1000),
});

function prismsOf(
  solids: readonly (typeof solid extends fc.Arbitrary<infer T> ? T : never)[],
  buildings: number,
): PrismTable {
  const builder = createPrismBuilder();
  if (buildings === 0) return builder.finish();
  for (const { rings, base, height, raised, building } of solids) {
    builder.add(rings, base, base + height, raised, building % buildings);
  }
  return builder.finish();
}

/** Prism tables alone. */
export const arbitraryPrisms: fc.Arbitrary<PrismTable> = fc
  .array(solid, { maxLength: 8 })
  .map((solids) => prismsOf(solids, 3));

const building: fc.Arbitrary<Omit<Building, 'id'>> = fc.record({
  name,
  use: text,
  isPart: fc.boolean(),
  outlineId: name,
  heightSource: fc.constantFrom('height', 'levels', 'default'),
  heightMeters: fc.double({ min: 0, max: 900, noNaN: true }),
  minHeightMeters: fc.double({ min: 0, max: 100, noNaN: true }),
  roofShape: name,
});

const terrain: fc.Arbitrary<TerrainGrid> = fc
  .record({
    columns: fc.integer({ min: 2, max: 9 }),
    rows: fc.integer({ min: 2, max: 9 }),
    spacing: fc.constantFrom(1, 2, 16, 64),
    west: fc.integer({ min: -80, max: 80 }),
    south: fc.integer({ min: -80, max: 80 }),
    heights: fc.array(meters(-400, 4000), { minLength: 81, maxLength: 81 }),
  })
  .map(({ columns, rows, spacing, west, south, heights }) => ({
    originX: west * spacing,
    originY: south * spacing,
    spacing,
    columns,
    rows,
    heights: Float32Array.from(heights.slice(0, columns * rows)),
  }));

const local = fc.record({ x: meters(-6000, 6000), y: meters(-6000, 6000) });
const line = fc
  .array(fc.tuple(meters(-6000, 6000), meters(-6000, 6000)), { minLength: 2, maxLength: 6 })
  .map((points) => Float64Array.from(points.flat()));

/** Rings as the prism builder turns them, for areas and perimeters. */
const rings = arbitraryPolygon.map((source) => {
  const builder = createPrismBuilder();
  builder.add(source, 0, 1, false, 0);
  const { ringStart, vertexStart, xy } = builder.finish();
  return Array.from({ length: ringStart[1] }, (_, ring) => xy.slice(2 * vertexStart[ring], 2 * vertexStart[ring + 1]));
});

const street = fc.record({
  class: fc.constantFrom(...streetClasses),
  name,
  xy: line,
  widthMeters: fc.double({ min: 0, max: 60, noNaN: true }),
  lanes: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
  oneway: fc.boolean(),
  bridge: fc.boolean(),
  tunnel: fc.boolean(),
  layer: fc.integer({ min: -5, max: 5 }),
  lit: fc.option(fc.boolean(), { nil: null }),
  maxSpeedKmh: fc.option(fc.double({ min: 1, max: 130, noNaN: true }), { nil: null }),
});

/** Never −0, which JSON does not know. */
function number(constraints: {
  readonly min: number;
  readonly max: number;
  readonly noNaN: true;
}): fc.Arbitrary<number> {
  return fc.double(constraints).map((value) => value + 0);
}

const origin: fc.Arbitrary<Origin> = fc.record(
  {
    longitude: number({ min: -179, max: 179, noNaN: true }),
    latitude: number({ min: -70, max: 70, noNaN: true }),
    heightMeters: fc.oneof(fc.constant(0), number({ min: -400, max: 4000, noNaN: true })),
  },
  { noNullPrototype: true },
);

const bounds: Bounds = { minX: -1000, minY: -900.5, maxX: 1000, maxY: 900 };

function numbered<T>(prefix: string, items: readonly T[]): (T & { readonly id: string })[] {
  return items.map((item, index) => ({ ...item, id: `${prefix}/${index}` }));
}

function some<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength: 4 });
}

/** Cities with every kind of content, each possibly absent; prisms in any order of their buildings. */
export const arbitraryCity: fc.Arbitrary<City> = fc
  .record({
    origin,
    invented: fc.boolean(),
    buildings: some(building),
    solids: fc.array(solid, { maxLength: 6 }),
    terrain: fc.option(terrain, { nil: null }),
    streets: some(street),
    areas: some(fc.record({ kind: fc.constantFrom(...areaKinds), name, rings })),
    mounts: some(
      fc.record({
        kind: fc.constantFrom(...mountKinds),
        at: local,
        heightMeters: fc.option(meters(0, 30), { nil: null }),
      }),
    ),
    trees: some(fc.record({ at: local, heightMeters: meters(1, 40), crownRadiusMeters: meters(0, 12) })),
    sites: some(
      fc.record({ kind: fc.constantFrom(...siteKinds), name, at: local, rings: fc.oneof(fc.constant([]), rings) }),
    ),
    surveillance: some(
      fc.record({
        at: local,
        tags: fc.dictionary(fc.string({ maxLength: 8 }), text, { maxKeys: 4, noNullPrototype: true }),
      }),
    ),
  })
  .map((parts) => ({
    manifest: {
      format: 'sightline-scene',
      version: 1,
      id: 'test',
      name: 'Test',
      invented: parts.invented,
      origin: parts.origin,
      bounds,
      attribution: ['© nobody'],
      sources: [{ name: 'test', kind: 'test', licence: 'CC0-1.0', attribution: '© nobody' }],
      statistics: { buildings: parts.buildings.length },
      layers: [],
    },
    buildings: numbered('way', parts.buildings),
    prisms: prismsOf(parts.solids, parts.buildings.length),
    terrain: parts.terrain,
    streets: numbered('street', parts.streets),
    areas: numbered('area', parts.areas),
    mounts: numbered(
      'mount',
      parts.mounts.map(({ at, ...rest }) => ({ ...rest, ...at })),
    ),
    trees: numbered(
      'tree',
      parts.trees.map(({ at, ...rest }) => ({ ...rest, ...at })),
    ),
    sites: numbered(
      'site',
      parts.sites.map(({ at, ...rest }) => ({ ...rest, ...at })),
    ),
    surveillance: numbered(
      'node',
      parts.surveillance.map(({ at, ...rest }) => ({ ...rest, ...at })),
    ),
  }));
