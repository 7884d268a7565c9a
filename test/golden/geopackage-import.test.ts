import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/scene/import-files.ts';
import { openGeopackage } from '../../src/scene/tables/open-geopackage.ts';
import { realData, realDataPresent } from '../real-data.ts';

const grid = 'dem_helsinki/helsinki_population_grid_2020.gpkg';
const extract = 'osm_helsinki/helsinki_centre_2019.osm.pbf';

function file(path: string, bytes = readFileSync(realData(path))) {
  return { name: basename(path), blob: new Blob([bytes]) };
}

async function settle<T>(work: AsyncGenerator<unknown, T>): Promise<T> {
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

describe.skipIf(!realDataPresent)('the population grid of Helsinki, GeoPackage', () => {
  it('has the cells and the coordinate system that ogrinfo tells', async () => {
    const table = await settle(openGeopackage({ name: 'grid.gpkg', files: [file(grid)] }));
    if (!table.ok) throw new Error(table.problem.sentence);
    expect(table.value.features).toHaveLength(92);
    expect(table.value.coordinateSystem).toBe('EPSG:4326');
    expect(table.value.features.every(({ geometry }) => geometry?.type === 'Polygon')).toBe(true);
    expect(Object.keys(table.value.features[0].properties)).toEqual(['fid', 'id', 'population']);
  });

  it('becomes demand of people beside the city of an extract', async () => {
    const result = await settle(importFiles([file(extract), file(grid)]));
    if (!result.ok) throw new Error(result.problem.sentence);
    const people = result.city.demand.filter(({ kind }) => kind === 'population');
    expect(people.length).toBeGreaterThan(20);
    expect(people.every(({ rings, weight }) => rings.length > 0 && weight > 0)).toBe(true);
  });

  it('cut anywhere is a table or a sentence', async () => {
    const bytes = readFileSync(realData(grid));
    for (const share of [0, 0.01, 0.2, 0.5, 0.9, 0.99]) {
      const cut = file(grid, bytes.subarray(0, Math.floor(bytes.length * share)));
      const table = await settle(openGeopackage({ name: 'grid.gpkg', files: [cut] }));
      expect(table.ok || table.problem.sentence).toBeTruthy();
    }
  });
});
