import fc from 'fast-check';
import { strFromU8, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { City, MeshTable } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { arbitraryCity } from '../../../test/fixtures/arbitrary-city.ts';
import { readSceneFiles } from './read-package.ts';
import { sceneFiles } from './write-package.ts';

/** A tent of four triangles over a square of 8 m, and a restriction, a trip and a demand point. */
const tent: MeshTable = {
  count: 1,
  building: Uint32Array.of(0),
  vertexStart: Uint32Array.of(0, 5),
  xyz: Float64Array.of(0, 0, 2, 8, 0, 2, 4, 4, 5.5, 8, 8, 2, 0, 8, 2),
  triangleStart: Uint32Array.of(0, 4),
  triangles: Uint32Array.of(0, 1, 2, 1, 3, 2, 3, 4, 2, 4, 0, 2),
};

function townWith(meshes: MeshTable): City {
  return {
    manifest: {
      format: 'sightline-scene',
      version: 2,
      id: 'tent',
      name: 'Tent',
      invented: true,
      origin: { longitude: 4, latitude: 56, heightMeters: 12.25 },
      bounds: { minX: -50, minY: -50, maxX: 50, maxY: 50 },
      attribution: [],
      sources: [],
      statistics: {},
      layers: [],
    },
    ...emptyLayers,
    buildings: [{ ...plainBuilding, id: 'way/1', heightMeters: 5.5 }],
    meshes,
    restrictions: [
      { id: 'r/1', kind: 'no', fromStreetId: 'a', viaX: 1, viaY: 2, viaStreetIds: ['b'], toStreetId: 'c' },
    ],
    demand: [{ id: 'd/1', kind: 'population', x: 1, y: 1, rings: [], weight: 12, unit: 'people' }],
    trips: [{ id: 't/1', mode: 'car', fromX: 0, fromY: 0, toX: 9, toY: 9, perHour: 30, route: null }],
  };
}

function textOf(city: City, file: string): string {
  const found = sceneFiles(city).find(({ name }) => name === file);
  if (found === undefined) throw new Error(`no ${file}`);
  return strFromU8(found.bytes);
}

async function problemAfter(file: string, from: string | RegExp, to: string) {
  const text = textOf(townWith(tent), file);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${file}`);
  const files = sceneFiles(townWith(tent)).map((part) =>
    part.name === file ? { ...part, bytes: strToU8(changed) } : part,
  );
  const outcome = await readSceneFiles(files);
  if (outcome.ok) throw new Error('it was accepted');
  expect(outcome.problem.sentence).toMatch(/^[^\n]+\.$/);
  return outcome.problem;
}

describe('a mesh layer', () => {
  it('has one triangle a polygon, at heights above the sea', () => {
    const collection = JSON.parse(textOf(townWith(tent), 'meshes.geojson')) as {
      features: { properties: object; geometry: { type: string; coordinates: number[][][][] } }[];
    };
    expect(collection.features).toHaveLength(1);
    const [{ geometry, properties }] = collection.features;
    expect(properties).toEqual({ building: 'way/1' });
    expect(geometry.type).toBe('MultiPolygon');
    expect(geometry.coordinates).toHaveLength(4);
    for (const [ring] of geometry.coordinates) expect(ring).toHaveLength(4);
    expect(geometry.coordinates[0][0].map(([, , z]) => z)).toEqual([14.25, 14.25, 17.75, 14.25]);
  });

  it('keeps the vertices in another order, and those that share a place, apart', async () => {
    const reversed = { ...tent, triangles: tent.triangles.map((vertex) => 4 - vertex) };
    const doubled = { ...tent, xyz: Float64Array.of(0, 0, 2, 8, 0, 2, 4, 4, 5.5, 0, 0, 2, 0, 8, 2) };
    for (const meshes of [tent, reversed, doubled]) {
      const outcome = await readSceneFiles(sceneFiles(townWith(meshes)));
      expect(outcome.ok && outcome.value.meshes).toStrictEqual(meshes);
    }
  });

  it('leaves out vertices that no triangle uses, once and for all', async () => {
    const spare = {
      ...tent,
      vertexStart: Uint32Array.of(0, 6),
      xyz: Float64Array.of(9, 9, 9, ...tent.xyz),
      triangles: tent.triangles.map((vertex) => vertex + 1),
    };
    const outcome = await readSceneFiles(sceneFiles(townWith(spare)));
    expect(outcome.ok && outcome.value.meshes).toStrictEqual(tent);
  });

  it.each([
    ['of a building that is not there', '"way/1"', '"way/2"', 'not in the scene'],
    ['without a building', '"building":"way/1"', '"house":"way/1"', 'building is missing'],
    ['with corners beyond its triangles', '"way/1"', '"way/1","corners":[0,1,2,1,3,2,3,4,2,4,0,99]', 'do not number'],
    ['with too few corners', '"way/1"', '"way/1","corners":[0,1,2]', 'do not number'],
    ['with a gap in its corners', '"way/1"', '"way/1","corners":[0,1,2,1,3,2,3,5,2,5,0,2]', 'do not number'],
    ['with one number for two places', '"way/1"', '"way/1","corners":[0,1,2,1,3,2,3,0,2,0,0,2]', 'do not number'],
    ['with a negative corner', '"way/1"', '"way/1","corners":[-1]', 'corners[0]'],
    ['with a height that is none', '14.25]', '1e9]', 'no height'],
    ['without a height', ',14.25]', ']', 'no height'],
    ['with a quadrilateral', '[[[[', '[[[[4,56,1],[', 'must be a triangle'],
    ['that is a point', '"MultiPolygon"', '"Point"', 'must be a MultiPolygon'],
    ['of nested lists', /"coordinates":\[\[\[\[.*\]\]\]\]/, '"coordinates":[[[[[[[[]]]]]]]]', 'must be a triangle'],
  ])('%s is refused in words', async (_, from, to, words) => {
    const found = await problemAfter('meshes.geojson', from, to);
    expect(found.place).toBe('meshes.geojson:feature 1');
    expect(found.sentence).toContain(words);
  });
});

describe('layers of ways and demand', () => {
  it.each([
    ['restrictions.geojson', '"kind":"no"', '"kind":"perhaps"', 'restrictions.geojson:r/1'],
    ['restrictions.geojson', '"fromStreetId":"a",', '', 'restrictions.geojson:r/1'],
    ['demand.geojson', '"weight":12', '"weight":1e999', 'demand.geojson:d/1'],
    ['demand.geojson', '"weight":12', '"weight":"12"', 'demand.geojson:d/1'],
    ['trips.geojson', '"perHour":30', '"perHour":null', 'trips.geojson:t/1'],
    ['trips.geojson', '"perHour":30', '"perHour":30,"route":[]', 'trips.geojson:t/1'],
    ['trips.geojson', '"perHour":30', '"perHour":30,"route":["sumo/a"]', 'trips.geojson:t/1'],
    ['trips.geojson', '"perHour":30', '"perHour":30,"route":["+"]', 'trips.geojson:t/1'],
    [
      'trips.geojson',
      '"perHour":30',
      `"perHour":30,"route":[${Array(20_001).fill('"+a"').join()}]`,
      'trips.geojson:t/1',
    ],
    ['trips.geojson', '"coordinates":[', '"coordinates":[[4,56],', 'trips.geojson:t/1'],
  ])('%s with %s as %s names the feature', async (file, from, to, place) => {
    expect((await problemAfter(file, from, to)).place).toBe(place);
  });

  it('keep the route of a trip, and write none where there is none', async () => {
    const route = [
      { streetId: '-a', backward: false },
      { streetId: 'b', backward: true },
    ];
    const city = { ...townWith(tent), trips: [{ ...townWith(tent).trips[0], route }] };
    expect(textOf(city, 'trips.geojson')).toContain('"route":["+-a","-b"]');
    expect(textOf(townWith(tent), 'trips.geojson')).not.toContain('route');
    const outcome = await readSceneFiles(sceneFiles(city));
    expect(outcome.ok && outcome.value.trips).toStrictEqual(city.trips);
  });

  it('are the same text whatever the order of the properties was', () => {
    fc.assert(
      fc.property(arbitraryCity, (city) => {
        const turned = <T extends object>(items: readonly T[]) =>
          items.map((item) => Object.fromEntries(Object.entries(item).toReversed()) as T);
        const other: City = {
          ...city,
          buildings: turned(city.buildings),
          streets: turned(city.streets),
          restrictions: turned(city.restrictions),
          barriers: turned(city.barriers),
          portals: turned(city.portals),
          sites: turned(city.sites),
          demand: turned(city.demand),
        };
        expect(sceneFiles(other)).toEqual(sceneFiles(city));
      }),
      { numRuns: 50 },
    );
  });

  it('are absent from packages of version 1, which open as they are', async () => {
    const old = sceneFiles({ ...townWith(tent), ...emptyLayers }).map((part) =>
      part.name === 'scene.json'
        ? { ...part, bytes: strToU8(strFromU8(part.bytes).replace('"version": 2', '"version": 1')) }
        : part,
    );
    expect(strFromU8(old[0].bytes)).toContain('"version": 1');
    const outcome = await readSceneFiles(old);
    expect(outcome).toStrictEqual({ ok: true, value: { ...townWith(tent), ...emptyLayers } });
  });
});
