import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { writeArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { coordinateSystemOfEpsg } from '#geo/coordinate-system.ts';
import { createFrame } from '#geo/frame.ts';
import type { TerrainGrid } from '#model/city.ts';
import type { ImportNote } from '#model/import-report.ts';
import { realData, realDataPresent } from '../../../test/real-data.ts';
import { readTerrain } from './read-geotiff.ts';
import { writeGeotiff } from './write-geotiff.ts';

const frame = createFrame({ longitude: 7.42, latitude: 43.738, heightMeters: 0 });
const bounds = { minX: -300, minY: -200, maxX: 300, maxY: 200 };

interface SourceOptions {
  readonly west?: number;
  readonly north?: number;
  readonly step?: number;
  readonly size?: number;
  readonly metadata?: Record<string, unknown>;
  readonly height?: (longitude: number, latitude: number) => number;
}

const plane = (longitude: number, latitude: number) => 100 + 2000 * (longitude - 7.42) - 3000 * (latitude - 43.738);

/** A GeoTIFF in degrees, written by geotiff.js; pixels are points unless the metadata say otherwise. */
function source(options: SourceOptions = {}): Uint8Array {
  const { west = 7.41, north = 43.745, step = 0.0005, size = 40, metadata = {}, height = plane } = options;
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1)
      values[row * size + column] = height(west + column * step, north - row * step);
  }
  const base = {
    width: size,
    height: size,
    BitsPerSample: [32],
    SampleFormat: [3],
    ModelPixelScale: [step, step, 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GTModelTypeGeoKey: 2,
    GTRasterTypeGeoKey: 2,
    GeographicTypeGeoKey: 4326,
    GeogCitationGeoKey: 'WGS 84',
  };
  return new Uint8Array(writeArrayBuffer(values, { ...base, ...metadata } as Parameters<typeof writeArrayBuffer>[1]));
}

async function read(
  bytes: Uint8Array,
  where = bounds,
  name = 'dem.tif',
  target = frame,
): Promise<{ terrain: TerrainGrid; notes: ImportNote[] }> {
  const outcome = await readTerrain(bytes, name, target, where);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

async function problemOf(bytes: Uint8Array, where = bounds) {
  const outcome = await readTerrain(bytes, 'dem.tif', frame, where);
  if (outcome.ok) throw new Error('the file was accepted');
  return outcome.problem;
}

function eachVertex(terrain: TerrainGrid, visit: (x: number, y: number, height: number) => void): void {
  for (let row = 0; row < terrain.rows; row += 1) {
    for (let column = 0; column < terrain.columns; column += 1) {
      visit(
        terrain.originX + column * terrain.spacing,
        terrain.originY + row * terrain.spacing,
        terrain.heights[row * terrain.columns + column],
      );
    }
  }
}

describe('readTerrain', () => {
  it('gives the heights of a plane back everywhere', async () => {
    const { terrain } = await read(source());
    eachVertex(terrain, (x, y, height) => {
      expect(Math.abs(height - plane(...frame.toGeographic(x, y)))).toBeLessThan(0.002);
    });
  });

  it('takes the power of two at or below the native resolution, on multiples of it, with one cell of margin', async () => {
    // 0.0005° are 40.3 m of longitude and 55.6 m of latitude here.
    const { terrain } = await read(source());
    expect(terrain.spacing).toBe(32);
    expect([terrain.originX, terrain.originY]).toEqual([-352, -256]);
    expect([terrain.columns, terrain.rows]).toEqual([23, 17]);
  });

  it('rounds heights to 1/1024 m and counts them from the height of the origin', async () => {
    const raised = createFrame({ longitude: 7.42, latitude: 43.738, heightMeters: 12.5 });
    const low = await read(source());
    const high = await read(source(), bounds, 'dem.tif', raised);
    low.terrain.heights.forEach((height, index) => {
      expect(Number.isInteger(height * 1024)).toBe(true);
      expect(Math.abs(height - 12.5 - high.terrain.heights[index])).toBeLessThanOrEqual(1 / 1024);
    });
  });

  it('reads pixel areas half a pixel apart from pixel points', async () => {
    const { terrain } = await read(source({ metadata: { GTRasterTypeGeoKey: 1 } }));
    const [longitude, latitude] = frame.toGeographic(terrain.originX, terrain.originY);
    expect(terrain.heights[0]).toBeCloseTo(plane(longitude - 0.00025, latitude + 0.00025), 2);
  });

  it('honours a tie point that is not the first pixel', async () => {
    const moved = source({ metadata: { ModelTiepoint: [10, 4, 0, 7.41 + 10 * 0.0005, 43.745 - 4 * 0.0005, 0] } });
    expect((await read(moved)).terrain.heights).toEqual((await read(source())).terrain.heights);
  });

  it('reads projected elevation, here in UTM', async () => {
    const west = 372_000;
    const north = 4_845_000;
    const utm = source({
      west,
      north,
      step: 50,
      size: 60,
      height: (east, northing) => (east - west) / 10 + (north - northing) / 20,
      metadata: { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32632 },
    });
    const { terrain } = await read(utm);
    const system = coordinateSystemOfEpsg(32632);
    eachVertex(terrain, (x, y, height) => {
      const [east, northing] = system?.fromGeographic(...frame.toGeographic(x, y)) ?? [NaN, NaN];
      expect(height).toBeCloseTo((east - west) / 10 + (north - northing) / 20, 2);
    });
  });

  it('reads feet as feet', async () => {
    const feet = source({ metadata: { VerticalUnitsGeoKey: 9002 } });
    const { terrain } = await read(feet);
    expect(terrain.heights[0]).toBeCloseTo(plane(...frame.toGeographic(terrain.originX, terrain.originY)) * 0.3048, 2);
  });

  it('fills gaps from the nearest height and tells their share', async () => {
    const hole = source({
      height: (longitude, latitude) => (longitude > 7.42 && latitude > 43.738 ? -9999 : 20),
      metadata: { GDAL_NODATA: '-9999' },
    });
    const { terrain, notes } = await read(hole);
    expect(new Set(terrain.heights)).toEqual(new Set([20]));
    const note = notes.find(({ kind }) => kind === 'repaired');
    expect(note?.count).toBeGreaterThan((terrain.columns * terrain.rows) / 5);
    expect(note?.sentence).toMatch(/^2\d\.\d % of the ground touches gaps/);
  });

  it('lets the known pixels beside a gap decide, not a farther one', async () => {
    // Steps of 100 m a pixel column; the column at 7.42° is missing, so the vertex next to it has one neighbour left.
    const steps = source({
      height: (longitude) => (Math.abs(longitude - 7.42) < 1e-9 ? NaN : Math.round((longitude - 7.41) / 0.0005) * 100),
    });
    const { terrain } = await read(steps);
    eachVertex(terrain, (x, y, height) => {
      const column = (frame.toGeographic(x, y)[0] - 7.41) / 0.0005;
      const allowed = column > 19 && column < 21 ? (column < 20 ? [1900] : [2100]) : null;
      if (allowed !== null) expect(allowed).toContain(Math.round(height));
    });
  });

  it('takes NaN and absurd heights for gaps, even where the file does not declare them', async () => {
    const odd = [NaN, Infinity, -Infinity, 1e30, -32768, 9001];
    const strange = source({
      height: (longitude) => (longitude < 7.419 ? odd[Math.round(longitude * 1e6) % odd.length] : 5),
    });
    const { terrain } = await read(strange);
    expect(new Set(terrain.heights)).toEqual(new Set([5]));
  });

  it('continues beyond the edge of the elevation model and says so', async () => {
    const { terrain, notes } = await read(source({ height: () => 7 }), { ...bounds, minX: -3000 });
    expect(new Set(terrain.heights)).toEqual(new Set([7]));
    expect(
      notes.some(({ kind, sentence }) => kind === 'guessed' && sentence.includes('outside the elevation model')),
    ).toBe(true);
  });

  it('coarsens rather than keeping more than four million heights', async () => {
    const fine = source({ step: 0.00001, size: 400 });
    const { terrain, notes } = await read(fine, { minX: -3000, minY: -3000, maxX: 3000, maxY: 3000 });
    expect(terrain.spacing).toBe(4);
    expect(terrain.heights.length).toBeLessThanOrEqual(4_194_304);
    expect(notes.some(({ sentence }) => sentence.includes('coarser than the elevation model'))).toBe(true);
  });

  it('warns of a surface model where name or metadata say so', async () => {
    const warned = async (name: string, metadata = {}) =>
      (await read(source({ metadata }), bounds, name)).notes.some(({ sentence }) => sentence.includes('surface model'));
    expect(await warned('city_DSM_1m.tif')).toBe(true);
    expect(await warned('dem.tif', { ImageDescription: 'Digital Surface Model 2020' })).toBe(true);
    expect(await warned('dem.tif')).toBe(false);
    expect(await warned('landsmeer.tif')).toBe(false);
  });

  it('refuses what is elsewhere, nameless or unknown, each with its own sentence', async () => {
    expect((await problemOf(source({ west: 8 }))).code).toBe('terrain-elsewhere');
    expect((await problemOf(source({ height: () => NaN }))).code).toBe('terrain-empty');
    const unknown = await problemOf(source({ metadata: { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 31370 } }));
    expect(unknown.sentence).toContain('EPSG:31370');
    expect(unknown.place).toBe('dem.tif');
    expect((await problemOf(source({ metadata: { ModelPixelScale: [0, 0, 0] } }))).code).toBe(
      'terrain-no-georeference',
    );
  });

  it('gives a sentence for every truncation', async () => {
    const whole = source({ size: 24, west: 7.415, north: 43.742 });
    for (let length = 0; length < whole.length - 4; length += 37) {
      expect((await problemOf(whole.slice(0, length))).sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('gives heights or a sentence for random bytes and for files with random damage', async () => {
    const whole = source({ size: 16, west: 7.4165, north: 43.7415 });
    const damage = fc.array(fc.tuple(fc.nat(1100), fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const outcome = await readTerrain(bytes, 'dem.tif', frame, bounds);
        if (outcome.ok) expect(outcome.value.terrain.heights.every(Number.isFinite)).toBe(true);
        else expect(outcome.problem.sentence).toMatch(/\.$/);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
        const bytes = Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, ...tail]);
        expect((await readTerrain(bytes, 'dem.tif', frame, bounds)).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('reads a grid in the local frame without changing it', async () => {
    const heights = Float32Array.from({ length: 30 * 30 }, (_, index) => ((index * 7919) % 4096) / 1024);
    const bytes = writeGeotiff({
      origin: frame.origin,
      columns: 30,
      rows: 30,
      west: -32,
      north: -32 + 29 * 4,
      spacing: 4,
      pixels: 'point',
      bands: 1,
      values: heights,
      noData: null,
      description: 'test',
    });
    const { terrain } = await read(bytes, { minX: -20, minY: -20, maxX: 20, maxY: 20 });
    expect(terrain.spacing).toBe(4);
    eachVertex(terrain, (x, y, height) => {
      const column = (x + 32) / 4;
      const rowFromNorth = 29 - (y + 32) / 4;
      expect(Math.abs(height - heights[rowFromNorth * 30 + column])).toBeLessThan(0.01);
    });
  });

  it.skipIf(!realDataPresent)('stands where GDAL puts the SRTM heights of Monaco', async () => {
    const bytes = new Uint8Array(readFileSync(realData('osm_monaco/monaco_srtm.tif')));
    const { terrain } = await read(bytes, { minX: -2000, minY: -2000, maxX: 2000, maxY: 2000 });
    expect([terrain.spacing, terrain.originX, terrain.originY, terrain.columns, terrain.rows]).toEqual([
      64, -2112, -2112, 67, 67,
    ]);
    // Reference: gdalwarp 3.6.2 -r bilinear -et 0 onto this very grid.
    const reference = [
      [10, 10, 151.53844],
      [20, 40, 241.78357],
      [30, 20, 6.35258],
      [50, 50, 47.49521],
      [64, 64, 209.2269],
    ];
    for (const [column, row, height] of reference) {
      expect(Math.abs(terrain.heights[row * terrain.columns + column] - height)).toBeLessThan(0.001);
    }
  });
});
