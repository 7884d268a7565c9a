import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import { type CityExportFormat, cityExportFormats } from '#model/city-export.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { exportCity } from '#scene/export/export-city.ts';
import { geojsonFile } from '#scene/export/write-geojson.ts';
import { gdalPresent } from '../../scripts/ensure-gdal.ts';

const gdal = gdalPresent();
if (!gdal && process.env['REQUIRE_DATA'] === '1') throw new Error('REQUIRE_DATA=1, but GDAL (gdal-bin) is not there.');
if (!gdal) console.warn('notice: exports are not opened with GDAL; install gdal-bin.');

/** Four triangles over a square of 8 m at the origin. */
const tent = {
  count: 1,
  building: Uint32Array.of(0),
  vertexStart: Uint32Array.of(0, 5),
  xyz: Float64Array.of(0, 0, 2, 8, 0, 2, 4, 4, 5.5, 8, 8, 2, 0, 8, 2),
  triangleStart: Uint32Array.of(0, 4),
  triangles: Uint32Array.of(0, 1, 2, 1, 3, 2, 3, 4, 2, 4, 0, 2),
};

let folder: string;
let city: City;

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

function write(format: CityExportFormat): string[] {
  const outcome = exportCity(city, format);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value.map(({ name, bytes }) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
}

/** What GDAL reads, as GeoJSON in WGS 84. */
function opened(path: string): Feature[] {
  const text = execFileSync('ogr2ogr', ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=9', '/vsistdout/', path], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return (JSON.parse(text) as { features: Feature[] }).features;
}

function coordinatesOf({ geometry }: Feature): unknown {
  if (geometry === null) throw new Error('a feature has no geometry');
  return geometry.coordinates;
}

function bytesOf(format: CityExportFormat): Uint8Array<ArrayBuffer> {
  const outcome = exportCity(city, format);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value[0].bytes;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-export-'));
  const demo = generateDemoCity();
  const height = { ...demo.manifest.origin, heightMeters: 7.5 };
  city = { ...demo, manifest: { ...demo.manifest, origin: height }, meshes: tent };
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const layers = ['buildings', 'streets', 'areas', 'mounts', 'trees', 'sites', 'portals', 'demand', 'trips'] as const;

describe.skipIf(!gdal).each(['geojson', 'flatgeobuf'] as const)('GDAL opens the %s export', (format) => {
  it('with every layer, feature for feature', () => {
    const paths = write(format);
    for (const name of layers) {
      const path = paths.find((candidate) => candidate.includes(`/${name}.`));
      const count = name === 'buildings' ? city.prisms.count : city[name].length;
      expect(path === undefined ? 0 : opened(path).length, name).toBe(count);
    }
  });

  it('at the right place, with the right attributes', () => {
    const frame = createFrame(city.manifest.origin);
    const [path] = write(format).filter((candidate) => candidate.includes('/mounts.'));
    const features = opened(path);
    for (const index of [0, 7, features.length - 1]) {
      const mount = city.mounts[index];
      expect(features[index].properties).toMatchObject({ id: mount.id, kind: mount.kind });
      expect(features[index].geometry).toEqual({ type: 'Point', coordinates: frame.toGeographic(mount.x, mount.y) });
    }
  });

  it('with the outlines and elevations of the buildings', () => {
    const frame = createFrame(city.manifest.origin);
    const [path] = write(format).filter((candidate) => candidate.includes('/buildings.'));
    const features = opened(path);
    for (const row of [0, 100, city.prisms.count - 1]) {
      const { id } = city.buildings[city.prisms.building[row]];
      expect(features[row].properties).toMatchObject({ id });
      expect(features[row].properties['topElevation']).toBeCloseTo(city.prisms.topZ[row] + 7.5, 3);
      const [[corner]] = coordinatesOf(features[row]) as number[][][];
      const at = 2 * city.prisms.vertexStart[city.prisms.ringStart[row]];
      expect(corner).toEqual(frame.toGeographic(city.prisms.xy[at], city.prisms.xy[at + 1]));
    }
  });

  it('with the surfaces of meshes at their heights above the sea', () => {
    const [path] = write(format).filter((candidate) => candidate.includes('/meshes.'));
    const [mesh] = opened(path);
    expect(mesh.properties).toMatchObject({ building: city.buildings[0].id });
    const triangles = coordinatesOf(mesh) as number[][][][];
    expect(mesh.geometry?.type).toBe('MultiPolygon');
    expect(triangles.map(([ring]) => ring.map(([, , z]) => z))[0]).toEqual([9.5, 9.5, 13, 9.5]);
  });
});

describe.skipIf(!gdal)('GDAL opens', () => {
  it('all layers in one GeoJSON file', () => {
    const path = join(folder, 'all.geojson');
    writeFileSync(path, geojsonFile(city).bytes);
    const counts = new Map<unknown, number>();
    for (const { properties } of opened(path)) {
      counts.set(properties['sceneLayer'], (counts.get(properties['sceneLayer']) ?? 0) + 1);
    }
    expect(counts.get('buildings')).toBe(city.prisms.count);
    expect(counts.get('streets')).toBe(city.streets.length);
  });

  it('the terrain as a raster in its place, with the heights above the sea and the licence', () => {
    const [path] = write('geotiff');
    const { terrain } = city;
    if (terrain === null) throw new Error('the demo city has no terrain');
    const info = JSON.parse(execFileSync('gdalinfo', ['-json', path], { encoding: 'utf8' })) as {
      size: number[];
      geoTransform: number[];
      wgs84Extent: { coordinates: number[][][] };
      metadata: Record<string, Record<string, string>>;
    };
    const half = terrain.spacing / 2;
    const north = terrain.originY + (terrain.rows - 1) * terrain.spacing;
    expect(info.size).toEqual([terrain.columns, terrain.rows]);
    expect(info.geoTransform).toEqual([terrain.originX - half, terrain.spacing, 0, north + half, 0, -terrain.spacing]);
    const [longitude, latitude] = createFrame(city.manifest.origin).toGeographic(terrain.originX - half, north + half);
    const [corner] = info.wgs84Extent.coordinates[0];
    expect(corner[0]).toBeCloseTo(longitude, 6);
    expect(corner[1]).toBeCloseTo(latitude, 6);
    expect(info.metadata['']['TIFFTAG_COPYRIGHT']).toContain('CC0-1.0');
    const [column, row] = [30, 90];
    const at = createFrame(city.manifest.origin).toGeographic(
      terrain.originX + column * terrain.spacing,
      terrain.originY + row * terrain.spacing,
    );
    const value = execFileSync('gdallocationinfo', ['-valonly', '-wgs84', path, ...at.map(String)], {
      encoding: 'utf8',
    });
    expect(Number(value)).toBeCloseTo(terrain.heights[row * terrain.columns + column] + 7.5, 4);
  });
});

describe('the FlatGeobuf export', () => {
  it('is read back by the format’s own library, value for value, with licence and attribution in its header', async () => {
    const outcome = exportCity(city, 'flatgeobuf');
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    const file = outcome.value.find(({ name }) => name === 'mounts.fgb');
    let header: { metadata: string | null; featuresCount: number; crs: { code: number } | null } | null = null;
    const features: Feature[] = [];
    const bytes = file?.bytes ?? new Uint8Array();
    for await (const feature of deserialize(bytes, { headerMetaFn: (meta) => (header = meta) })) {
      features.push(feature as Feature);
    }
    expect(features).toHaveLength(city.mounts.length);
    expect(header).toMatchObject({ featuresCount: city.mounts.length, crs: { code: 4326 } });
    expect(JSON.parse((header as { metadata: string } | null)?.metadata ?? '{}')).toMatchObject({ licence: 'CC0-1.0' });
    const { id, kind, heightMeters } = city.mounts[3];
    expect(features[3].properties).toEqual({ id, kind, heightMeters });
  });
});

describe('the GLB export', () => {
  it('has no errors and no warnings for the Khronos validator', async () => {
    const report = await validateBytes(bytesOf('glb'));
    expect(report.issues.messages).toEqual([]);
    expect(report.issues).toMatchObject({ numErrors: 0, numWarnings: 0 });
    expect(report.info.totalTriangleCount).toBeGreaterThan(50_000);
  });
});

describe('every export', () => {
  it.each(cityExportFormats)(
    'as %s is the same bytes for the same city, and names attribution and licence',
    (format) => {
      const bytes = bytesOf(format);
      expect(bytesOf(format)).toEqual(bytes);
      const text = new TextDecoder('latin1').decode(bytes);
      expect(text).toContain('generated by Sightline');
      expect(text).toContain('CC0-1.0');
    },
  );

  it('without terrain says so instead of writing an empty raster', () => {
    expect(exportCity({ ...city, terrain: null }, 'geotiff')).toMatchObject({
      ok: false,
      problem: { code: 'export-no-terrain' },
    });
  });
});
