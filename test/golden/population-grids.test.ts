import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { growBounds } from '../../src/scene/assemble/clip-line.ts';
import { ImportNotes } from '../../src/scene/assemble/import-notes.ts';
import { placeScene } from '../../src/scene/assemble/place-scene.ts';
import type { SourceReader } from '../../src/scene/sources/source-reader.ts';
import { openGeopackage } from '../../src/scene/tables/open-geopackage.ts';
import { populationRasterReader } from '../../src/scene/tables/population-raster.ts';
import { tableReader } from '../../src/scene/tables/table-source.ts';
import { realData, realDataPresent } from '../real-data.ts';

const box = { west: 24.905, south: 60.154, east: 24.96, north: 60.177 };
const grid = () => realData('dem_helsinki/helsinki_population_grid_2020.gpkg');

async function read(reader: SourceReader, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const input = { name, files: [{ name, blob: new Blob([bytes]) }] };
  const probe = await reader.probe(input, null);
  if (!probe.ok) throw new Error(probe.problem.sentence);
  const scene = placeScene(box, 100, 'The box');
  if (!scene.ok) throw new Error(scene.problem.sentence);
  const { frame, bounds } = scene.value;
  const placement = { frame, reach: growBounds(bounds, 250), terrain: null, source: 0, localOrigin: null };
  const work = reader.read(input, probe.value.question?.guess ?? null, placement, new ImportNotes());
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return { ...probe.value, demand: next.value.value.layers.demand };
}

const people = (demand: readonly { readonly weight: number }[]) => demand.reduce((sum, { weight }) => sum + weight, 0);

describe.skipIf(!realDataPresent)('population grids of a real city', () => {
  it('reads the 92 cells of the GeoPackage of Helsinki as people', async () => {
    const { question, demand } = await read(
      tableReader('GeoPackage', openGeopackage),
      'helsinki_population_grid_2020.gpkg',
      new Uint8Array(readFileSync(grid())),
    );
    expect(question?.guess).toMatchObject({ role: 'demand', weight: 'population' });
    expect(demand).toHaveLength(92);
    expect(new Set(demand.map(({ kind }) => kind))).toEqual(new Set(['population']));
    expect(people(demand)).toBe(71_724);
  });

  it('refuses a GeoPackage that ends too early with a sentence', async () => {
    const bytes = new Uint8Array(readFileSync(grid()));
    for (const share of [0.01, 0.3, 0.7]) {
      const name = 'cut.gpkg';
      const blob = new Blob([bytes.slice(0, Math.floor(bytes.length * share))]);
      const work = openGeopackage({ name, files: [{ name, blob }] });
      let next = await work.next();
      while (next.done !== true) next = await work.next();
      expect(next.value).toMatchObject({ ok: false, problem: { code: 'geopackage-damaged' } });
    }
  });

  it('reads the same grid as a GeoTIFF: a cell for each pixel with people', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'population-'));
    try {
      const tif = join(folder, 'population.tif');
      const options = [
        '-q',
        '-a',
        'population',
        '-tr',
        '0.0045',
        '0.00225',
        '-a_nodata',
        '-1',
        '-init',
        '-1',
        '-ot',
        'Float32',
      ];
      execFileSync('gdal_rasterize', [...options, grid(), tif]);
      const { extent, question, demand } = await read(
        populationRasterReader,
        'population.tif',
        new Uint8Array(readFileSync(tif)),
      );
      expect(question?.guess.role).toBe('demand');
      // gdal_rasterize sets the grid half a cell off the data's corner.
      expect(Math.abs((extent?.west ?? 0) - 24.905_448)).toBeLessThan(0.0046);
      expect(Math.abs((extent?.north ?? 0) - 60.1766)).toBeLessThan(0.0023);
      expect(demand.length).toBeGreaterThan(80);
      expect(Math.abs(people(demand) / 71_724 - 1)).toBeLessThan(0.15);
      const [{ rings }] = demand;
      expect(rings[0]).toHaveLength(8);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes a raster that speaks of no people as elevation', async () => {
    const name = 'elevation_model_2021_lapinlahti.tif';
    const blob = new Blob([readFileSync(realData(`dem_helsinki/${name}`))]);
    const probe = await populationRasterReader.probe({ name, files: [{ name, blob }] }, null);
    expect(probe).toMatchObject({ ok: true, value: { extent: null, question: { guess: { role: 'elevation' } } } });
  });
});
