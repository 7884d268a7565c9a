import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportResult, SourceFile } from '#model/import-job.ts';
import { defaultImportOptions, emptyMapping, type ImportOptions } from '#model/source-mapping.ts';
import { importFiles, inspectFiles } from '../import-files.ts';

function file(name: string, content: BlobPart): SourceFile {
  return { name, blob: new Blob([content]) };
}

async function imported(
  files: readonly SourceFile[],
  options: ImportOptions = defaultImportOptions,
): Promise<ImportResult> {
  const work = importFiles(files, options);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

const houses = file(
  'houses.geojson',
  readFileSync(new URL('../../../test/fixtures/tables/houses.geojson', import.meta.url)),
);
const metres = file(
  'metres.geojson',
  '{"type":"Polygon","coordinates":[[[549255,5635600],[549265,5635600],[549265,5635610],[549255,5635600]]]}',
);

describe('tables as sources of a city', () => {
  it('make one city of footprints, stops and points by columns', async () => {
    const stops = file('stops.txt', 'stop_id,stop_name,stop_lat,stop_lon\nA,Market,50.8701,9.7013\n');
    const trees = file('trees.csv', 'lon;lat;height\n9,7005;50,8701;12,5\n9,7006;50,8702;9\n');
    const result = await imported([houses, stops, trees]);
    if (!result.ok) throw new Error(result.problem.sentence);
    const { buildings, prisms, sites, trees: planted } = result.city;
    expect(buildings.map(({ heightMeters, heightSource }) => [heightMeters, heightSource])).toEqual([
      [12.5, 'height'],
      [6, 'levels'],
      [7, 'height'],
    ]);
    expect(prisms.count).toBe(4);
    expect(sites).toMatchObject([{ id: 'stops/A', kind: 'stop', name: 'Market' }]);
    expect(planted.map(({ heightMeters }) => heightMeters)).toEqual([12.5, 9]);
  });

  it('are asked for their system where coordinates are no degrees, and refused without an answer', async () => {
    const questions = await inspectFiles([metres]);
    expect(questions.ok && questions.value[0].reasons[0]).toMatch(/are no degrees.*UTM zone/);
    const refused = await imported([metres]);
    expect(refused.ok ? null : refused.problem.code).toBe('coordinates-not-of-system');
    const mapping = { ...emptyMapping, role: 'buildings' as const, coordinateSystem: 'EPSG:25832' };
    const placed = await imported([metres], { ...defaultImportOptions, mappings: { 'metres.geojson': mapping } });
    if (!placed.ok) throw new Error(placed.problem.sentence);
    expect(placed.city.manifest.origin.longitude).toBeCloseTo(9.7, 3);
    expect(placed.city.manifest.origin.latitude).toBeCloseTo(50.87, 3);
  });
});
