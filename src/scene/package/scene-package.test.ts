import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding, plainStreet } from '#model/plain-features.ts';
import { arbitraryCity } from '../../../test/fixtures/arbitrary-city.ts';
import { readSceneFiles, readSceneManifest, readScenePackage } from './read-package.ts';
import { sceneFiles, writeScenePackage } from './write-package.ts';

/** A level square kilometre with one house, a lamp and a street. */
function smallCity(): City {
  return {
    manifest: {
      format: 'sightline-scene',
      version: 2,
      id: 'small',
      name: 'Small',
      invented: true,
      origin: { longitude: 24.94, latitude: 60.17, heightMeters: 3 },
      bounds: { minX: -500, minY: -500, maxX: 500, maxY: 500 },
      attribution: [],
      sources: [{ name: 'own', kind: 'invented', licence: 'CC0-1.0', attribution: '' }],
      statistics: { buildings: 1 },
      layers: [],
    },
    ...emptyLayers,
    buildings: [
      {
        ...plainBuilding,
        id: 'way/7',
        use: 'house',
        heightSource: 'height',
        heightMeters: 8,
      },
    ],
    prisms: {
      count: 1,
      building: Uint32Array.of(0),
      ringStart: Uint32Array.of(0, 2),
      vertexStart: Uint32Array.of(0, 4, 8),
      xy: Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20, 5, 5, 5, 15, 15, 15, 15, 5),
      baseZ: Float64Array.of(0),
      topZ: Float64Array.of(8),
      raised: Uint8Array.of(0),
    },
    terrain: {
      originX: -512,
      originY: -512,
      spacing: 512,
      columns: 3,
      rows: 3,
      heights: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8),
    },
    streets: [
      {
        ...plainStreet,
        id: 'way/9',
        class: 'residential',
        name: 'Main Street',
        xy: Float64Array.of(-100, 0, 100, 0.5),
        widthMeters: 6,
      },
    ],
    mounts: [{ id: 'node/1', kind: 'lamp', x: 3, y: -4, heightMeters: null }],
    trees: [],
    sites: [],
    surveillance: [],
  };
}

type Files = Record<string, Uint8Array<ArrayBuffer>>;

function packed(change: (files: Files) => void): Uint8Array {
  const files = Object.fromEntries(sceneFiles(smallCity()).map(({ name, bytes }) => [name, bytes]));
  change(files);
  return zipSync(files);
}

function edited(file: string, from: string | RegExp, to: string | ((...groups: string[]) => string)): Uint8Array {
  return packed((files) => {
    const text = strFromU8(files[file]);
    const changed = typeof to === 'string' ? text.replace(from, to) : text.replace(from, to);
    if (changed === text) throw new Error(`nothing to change in ${file}`);
    files[file] = strToU8(changed);
  });
}

async function problemOf(bytes: Uint8Array) {
  const outcome = await readScenePackage(bytes, 'city.zip');
  if (outcome.ok) throw new Error('the package was accepted');
  expect(outcome.problem.sentence).toMatch(/^[^\n]+\.$/);
  return outcome.problem;
}

describe('scene package', () => {
  it('gives the same city back, array for array, as a zip and as a folder', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCity, async (city) => {
        expect(await readScenePackage(writeScenePackage(city))).toStrictEqual({ ok: true, value: city });
        expect(await readSceneFiles(sceneFiles(city))).toStrictEqual({ ok: true, value: city });
      }),
      { numRuns: 100 },
    );
  });

  it('is the same bytes for the same city, whatever the clock and the time zone say', () => {
    const zone = process.env['TZ'];
    const first = writeScenePackage(smallCity());
    try {
      process.env['TZ'] = 'Pacific/Auckland';
      expect(writeScenePackage(smallCity())).toEqual(first);
      process.env['TZ'] = 'America/Los_Angeles';
      expect(writeScenePackage(smallCity())).toEqual(first);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('holds GeoJSON as RFC 7946 wants it: closed rings, outer counter-clockwise, nine decimals', () => {
    const text = strFromU8(unzipSync(writeScenePackage(smallCity()))['buildings.geojson']);
    const collection = JSON.parse(text) as { features: { geometry: { coordinates: number[][][] } }[] };
    const [outer, hole] = collection.features[0].geometry.coordinates;
    expect(outer).toHaveLength(5);
    expect(outer[4]).toEqual(outer[0]);
    expect(signedArea(outer)).toBeGreaterThan(0);
    expect(signedArea(hole)).toBeLessThan(0);
    for (const degrees of [...outer.flat(), ...hole.flat()]) expect(Number(degrees.toFixed(9))).toBe(degrees);
  });

  it('lists its layers with their counts and licences', () => {
    const manifest = JSON.parse(strFromU8(sceneFiles(smallCity())[0].bytes)) as { layers: unknown };
    const common = { format: 'geojson', count: 1, licence: 'CC0-1.0' };
    expect(manifest.layers).toEqual([
      { ...common, name: 'buildings', file: 'buildings.geojson' },
      { ...common, name: 'streets', file: 'streets.geojson' },
      { ...common, name: 'mounts', file: 'mounts.geojson' },
      { name: 'terrain', file: 'terrain.tif', format: 'geotiff', count: 9, licence: 'CC0-1.0' },
    ]);
  });

  it('opens a package whose folder was zipped as a whole', async () => {
    const files = sceneFiles(smallCity()).map(({ name, bytes }) => [`small city/${name}`, bytes] as const);
    const zip = zipSync({ '__MACOSX/scene.json': strToU8('{}'), ...Object.fromEntries(files) });
    expect(await readScenePackage(zip)).toStrictEqual({ ok: true, value: smallCity() });
  });

  it('tells what a scene is without reading its layers', () => {
    const broken = packed((files) => {
      files['buildings.geojson'] = strToU8('{');
    });
    expect(readSceneManifest(broken)).toMatchObject({ ok: true, value: { id: 'small' } });
  });

  it('turns rings that another program wrote the other way round', async () => {
    const zip = edited('buildings.geojson', /\[\[(\[[^[\]]*\]),(.*?)\],\[\[/, (_, first: string, rest: string) => {
      const positions = [first, ...rest.split('],[').map((p) => `[${p.replace(/[[\]]/g, '')}]`)];
      return `[[${positions.toReversed().join(',')}],[[`;
    });
    const outcome = await readScenePackage(zip);
    expect(outcome.ok && doubleAreaOf(outcome.value)).toBe(800);
  });
});

describe('a broken scene package', () => {
  it.each([
    ['a newer version', edited('scene.json', '"version": 2', '"version": 3'), 'city.zip:scene.json', 'newer Sightline'],
    [
      'a manifest without a name',
      edited('scene.json', '"name": "Small",', ''),
      'city.zip:scene.json',
      'name is missing',
    ],
    [
      'an unknown layer',
      edited('scene.json', '"name": "mounts"', '"name": "pipes"'),
      'city.zip:scene.json',
      'layers[2].name must be one of',
    ],
    [
      'a layer twice',
      edited('scene.json', '"name": "mounts"', '"name": "streets"'),
      'city.zip:scene.json',
      'stands twice',
    ],
    [
      'bounds without area',
      edited('scene.json', '"maxX": 500', '"maxX": -500'),
      'city.zip:scene.json',
      'enclose no area',
    ],
    [
      'bounds of a country',
      edited('scene.json', '"maxX": 500', '"maxX": 5000000'),
      'city.zip:scene.json',
      'farther than 16 km',
    ],
    [
      'broken JSON',
      edited('streets.geojson', '"features":', '"features"'),
      'city.zip:streets.geojson:1',
      'not valid JSON',
    ],
    [
      'a NaN',
      edited('buildings.geojson', '"topZ":8', '"topZ":NaN'),
      'city.zip:buildings.geojson:2',
      '“NaN” is no number',
    ],
    [
      'an infinite height',
      edited('buildings.geojson', '"topZ":8', '"topZ":1e999'),
      'city.zip:buildings.geojson:way/7',
      'topZ must be',
    ],
    [
      'a top below the underside',
      edited('buildings.geojson', '"topZ":8', '"topZ":-8'),
      'city.zip:buildings.geojson:way/7',
      'not above',
    ],
    [
      'a missing property',
      edited('buildings.geojson', '"baseZ":0,', ''),
      'city.zip:buildings.geojson:way/7',
      'baseZ is missing',
    ],
    [
      'an unknown street class',
      edited('streets.geojson', 'residential', 'canal'),
      'city.zip:streets.geojson:way/9',
      'class must be one of',
    ],
    [
      'a position off the globe',
      edited('mounts.geojson', /\[24[\d.]+/, '[924.9'),
      'city.zip:mounts.geojson:node/1',
      'pair of degrees',
    ],
    ['a position far away', edited('mounts.geojson', /\[24[\d.]+/, '[2.9'), 'city.zip:mounts.geojson:node/1', '100 km'],
    [
      'the wrong geometry',
      edited('mounts.geojson', '"Point"', '"LineString"'),
      'city.zip:mounts.geojson:node/1',
      'must be a Point',
    ],
    [
      'a feature without an id',
      edited('mounts.geojson', '"id":"node/1",', ''),
      'city.zip:mounts.geojson:feature 1',
      'id is missing',
    ],
    [
      'a polygon for a line',
      edited('streets.geojson', 'LineString', 'Polygon'),
      'city.zip:streets.geojson:way/9',
      'must be a LineString',
    ],
  ])('with %s names the file and the feature', async (_, bytes, place, words) => {
    const found = await problemOf(bytes);
    expect(found.place).toBe(place);
    expect(found.sentence).toContain(words);
  });

  it('with a self-crossing outline names the building', async () => {
    const city = smallCity();
    const crossing = { ...city.prisms, xy: Float64Array.of(0, 0, 20, 0, 0, 20, 20, 20, 5, 5, 5, 15, 15, 15, 15, 5) };
    const found = await problemOf(writeScenePackage({ ...city, prisms: crossing }));
    expect(found).toMatchObject({ place: 'city.zip:buildings.geojson:way/7' });
    expect(found.sentence).toContain('crosses itself');
  });

  it('with a layer that is not there says which', async () => {
    const found = await problemOf(packed((files) => delete files['streets.geojson']));
    expect(found).toMatchObject({ code: 'scene-layer-missing', place: 'city.zip:streets.geojson' });
  });

  it('with terrain of another place or another form is refused', async () => {
    const other = smallCity();
    const moved = { ...other, manifest: { ...other.manifest, origin: { ...other.manifest.origin, longitude: 25 } } };
    const foreign = sceneFiles(moved).find(({ name }) => name === 'terrain.tif');
    const swapped = packed((files) => {
      files['terrain.tif'] = foreign?.bytes ?? new Uint8Array();
    });
    expect((await problemOf(swapped)).place).toBe('city.zip:terrain.tif');
    const cut = packed((files) => {
      files['terrain.tif'] = files['terrain.tif'].slice(0, -5);
    });
    expect((await problemOf(cut)).place).toBe('city.zip:terrain.tif');
  });

  it('that unpacks to more than 1 GiB is refused before it is unpacked', async () => {
    const zip = writeScenePackage(smallCity());
    const view = new DataView(zip.buffer);
    for (let at = 0; at + 4 < zip.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x3fffffff, true);
    }
    expect((await problemOf(zip)).code).toBe('package-too-large');
  });

  it('with more than 100 files is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.txt`, new Uint8Array()]));
    expect((await problemOf(zipSync(many))).code).toBe('package-too-many');
  });

  it('without a manifest is no scene', async () => {
    expect((await problemOf(zipSync({ 'a.txt': strToU8('a') }))).code).toBe('package-no-manifest');
  });

  it('cut anywhere gives a sentence', async () => {
    const zip = writeScenePackage(smallCity());
    for (let length = 0; length < zip.length; length += 61) await problemOf(zip.slice(0, length));
  });

  it('with any byte changed gives the same city or a sentence, never another city', async () => {
    const zip = writeScenePackage(smallCity());
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = zip.slice();
        bytes[at] ^= change;
        const outcome = await readScenePackage(bytes);
        if (outcome.ok) expect(outcome.value).toStrictEqual(smallCity());
        else expect(outcome.problem.sentence).toMatch(/\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});

function signedArea(ring: number[][]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return sum;
}

function doubleAreaOf(city: City): number {
  const { xy, vertexStart } = city.prisms;
  const ring = Array.from({ length: vertexStart[1] }, (_, i) => [xy[2 * i], xy[2 * i + 1]]);
  return signedArea([...ring, ring[0]]);
}
