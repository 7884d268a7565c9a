import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import { defaultImportOptions, emptyMapping } from '#model/source-mapping.ts';
import { importFiles } from '#scene/import-files.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { meshTriangles } from '../fixtures/mesh-city.ts';
import { createRayOracle, solidTriangles } from '../fixtures/ray-oracle.ts';
import { cameraSpots, compareWithRays } from '../fixtures/visibility-comparison.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';
import { realData, realDataPresent } from '../real-data.ts';

const name = 'DH_01_subs.city.json';

async function cityOfParts(): Promise<City> {
  const blob = new Blob([readFileSync(realData(`cityjson_delft/${name}`))]);
  const mapping = { ...emptyMapping, role: 'buildings', coordinateSystem: 'EPSG:28992', measured: true } as const;
  const work = importFiles([{ name, blob }], { ...defaultImportOptions, mappings: { [name]: mapping } });
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

describe.skipIf(!realDataPresent)('buildings of CityJSON, LoD2', () => {
  test('hide what a public ray caster says their surfaces hide, and less than their prisms up to the ridge', async () => {
    const city = await cityOfParts();
    const source = coverageScene(city, 1);
    const scene = prepareVisibility(source, plainSettings);
    const oracle = createRayOracle([solidTriangles(scene.solids), meshTriangles(city.meshes)]);
    const spots = cameraSpots(scene, 30, 3);
    const result = compareWithRays(scene, oracle, spots, 100);
    expect(result.cells).toBeGreaterThan(300_000);
    expect(result.hidden / result.cells).toBeGreaterThan(0.2);
    expect(result.hidden / result.cells).toBeLessThan(0.8);
    expect(result.differing / result.cells).toBeLessThanOrEqual(1e-5);
    expect(result.farthestFromEdge).toBeLessThan(0.01);

    const { meshes: _, ...prismsOnly } = source;
    const prisms = prepareVisibility(prismsOnly, plainSettings);
    const solids = createRayOracle([solidTriangles(prisms.solids)]);
    expect(compareWithRays(prisms, solids, spots, 100).hidden).toBeGreaterThan(result.hidden);
  });
});
