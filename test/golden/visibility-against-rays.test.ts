import { describe, expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { cityOfScene, exportedMeshes } from '../fixtures/exported-city.ts';
import { importCity } from '../fixtures/import-city.ts';
import { meshCity } from '../fixtures/mesh-city.ts';
import { type RandomCityOptions, randomCity } from '../fixtures/random-city.ts';
import { createRayOracle, solidTriangles, terrainTriangles, unindexed } from '../fixtures/ray-oracle.ts';
import { withTowers } from '../fixtures/towers.ts';
import { type Comparison, cameraSpots, compareWithRays } from '../fixtures/visibility-comparison.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';
import { realData, realDataPresent } from '../real-data.ts';

/** Shared with bench/visibility-against-rays.ts, which does the same at length. */
const scenes: readonly (readonly [string, number, RandomCityOptions])[] = [
  ['level ground, courtyards, notches and canopies', 11, { side: 400, raisedShare: 0.15 }],
  ['hills', 12, { side: 400, relief: 24, terrainSpacing: 8, raisedShare: 0.1 }],
  ['rough ground at half-metre cells', 13, { side: 160, relief: 8, terrainSpacing: 2, cell: 0.5 }],
  ['trees in leaf', 14, { side: 300, trees: 60 }],
];

function expectAgreement(result: Comparison, leastCells: number): void {
  expect(result.cells).toBeGreaterThan(leastCells);
  expect(result.hidden / result.cells).toBeGreaterThan(0.2);
  expect(result.hidden / result.cells).toBeLessThan(0.8);
  expect(result.differing / result.cells).toBeLessThanOrEqual(1e-5);
  expect(result.farthestFromEdge).toBeLessThan(0.01);
}

function expectInventedAgrees(city: CoverageScene, seed: number): void {
  const scene = prepareVisibility(city, { ...plainSettings, treeCrowns: 'opaque' });
  const terrain = scene.terrain === null ? [] : [terrainTriangles(scene.terrain.grid)];
  const oracle = createRayOracle([solidTriangles(scene.solids), ...terrain]);
  expectAgreement(compareWithRays(scene, oracle, cameraSpots(scene, 60, seed), 90, 2), 200_000);
}

describe('the kernel agrees with a public ray caster on triangles', () => {
  test.each(scenes)('%s', (_name, seed, options) => {
    expectInventedAgrees(randomCity(seed, options), seed);
  });

  test.each([
    ['towers on level ground', 15, 0],
    ['towers on a slope', 16, 24],
  ])('%s', (_name, seed, relief) => {
    expectInventedAgrees(withTowers(randomCity(seed, { side: 400, relief, raisedShare: 0.05 })), seed);
  });
});

/** On the solids that `sightline export --glb` writes. */
function expectCityAgrees(city: City): void {
  const scene = prepareVisibility(coverageScene(city, 1), plainSettings);
  const oracle = createRayOracle(exportedMeshes(city).map(unindexed));
  expectAgreement(compareWithRays(scene, oracle, cameraSpots(scene, 30, 3), 120, 2), 150_000);
}

describe('and on cities as they are exported', () => {
  test('the demo city', () => {
    expectCityAgrees(generateDemoCity());
  });

  test('the demo city on level ground', () => {
    expectCityAgrees(generateDemoCity(undefined, 'level'));
  });

  test('a generated city with pitched roofs that are meshes', () => {
    expectCityAgrees(cityOfScene(meshCity(17, { side: 500, raisedShare: 0.05 })));
  });

  test.skipIf(!realDataPresent)('the centre of Helsinki', async () => {
    expectCityAgrees(await importCity([realData('osm_helsinki/helsinki_centre_2019.osm.pbf')]));
  });

  test.skipIf(!realDataPresent)('Monaco on its slope', async () => {
    const files = ['osm_monaco/monaco-250101.osm.pbf', 'osm_monaco/monaco_srtm.tif'].map(realData);
    expectCityAgrees(await importCity(files));
  });
});
