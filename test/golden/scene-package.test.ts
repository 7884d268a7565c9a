import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { solidTriangles } from '#scene/glb/solid-triangles.ts';
import { importFiles } from '#scene/import-files.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { footprintArea, unmetEdges, volumeOf } from '../fixtures/solid-measures.ts';
import { realData, realDataPresent } from '../real-data.ts';

const scenes = fileURLToPath(new URL('../../scenes', import.meta.url));

async function opened(bytes: Uint8Array): Promise<City> {
  const outcome = await readScenePackage(bytes);
  if (!outcome.ok) throw new Error(`${outcome.problem.place}: ${outcome.problem.sentence}`);
  return outcome.value;
}

async function imported(paths: readonly string[]): Promise<City> {
  const work = importFiles(
    paths.map((path) => ({ name: basename(path), blob: new Blob([readFileSync(realData(path))]) })),
  );
  for (;;) {
    const step = await work.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.problem.sentence);
    return step.value.city;
  }
}

function expectClosedSolids(city: City): void {
  const solids = solidTriangles(city);
  expect(unmetEdges(solids)).toBe(0);
  let wanted = 0;
  for (let row = 0; row < city.prisms.count; row += 1) {
    wanted += footprintArea(city.prisms, row) * (city.prisms.topZ[row] - city.prisms.baseZ[row]);
  }
  expect(wanted).toBeGreaterThan(0);
  expect(volumeOf(solids, 0, solids.indices.length) / wanted).toBeCloseTo(1, 9);
}

describe('shipped scenes', () => {
  const names = readdirSync(scenes).filter((name) => name.endsWith('.zip'));

  it('are there', () => expect(names.length).toBeGreaterThan(0));

  it.each(names)('%s opens, is written again as the same bytes, and its solids are closed', async (name) => {
    const bytes = new Uint8Array(readFileSync(`${scenes}/${name}`));
    const city = await opened(bytes);
    expect(writeScenePackage(city)).toEqual(bytes);
    expectClosedSolids(city);
  });
});

describe.skipIf(!realDataPresent)('real cities', () => {
  it.each([
    ['osm_helsinki/helsinki_centre_2019.osm.pbf'],
    ['osm_monaco/monaco-250101.osm.pbf', 'osm_monaco/monaco_srtm.tif'],
    ['osm_badhersfeld/osm_bbox.osm.xml.gz'],
  ])('%s goes into a package and comes back, array for array, with closed solids', async (...paths) => {
    const city = await imported(paths.filter((path) => typeof path === 'string'));
    const bytes = writeScenePackage(city);
    const back = await opened(bytes);
    const { manifest, ...layers } = back;
    const { manifest: written, ...expected } = city;
    expect(layers).toStrictEqual(expected);
    expect(manifest).toStrictEqual({ ...written, layers: [] });
    expect(writeScenePackage(back)).toEqual(bytes);
    expectClosedSolids(back);
  });
});
