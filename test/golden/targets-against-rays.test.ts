import { describe, expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding } from '#model/plain-features.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { facadeTargets } from '#sim/targets/facade-targets.ts';
import { laneTargets } from '#sim/targets/lane-targets.ts';
import { portalTargets } from '#sim/targets/portal-targets.ts';
import { prepareTargets, seenTargets } from '#sim/targets/seen-targets.ts';
import { createTargetIndex, targetsInRange } from '#sim/targets/target-index.ts';
import type { TargetPoints } from '#sim/targets/target-points.ts';
import { footprintContains } from '#sim/visibility/solids.ts';
import { prepareVisibility, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { exportedMeshes } from '../fixtures/exported-city.ts';
import { importCity } from '../fixtures/import-city.ts';
import { meshCity, meshTriangles } from '../fixtures/mesh-city.ts';
import { randomCity } from '../fixtures/random-city.ts';
import {
  createRayOracle,
  distanceToNearestEdge,
  type RayOracle,
  solidTriangles,
  terrainTriangles,
  unindexed,
} from '../fixtures/ray-oracle.ts';
import { cameraSpots } from '../fixtures/visibility-comparison.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';
import { realData, realDataPresent } from '../real-data.ts';

const range = 120;

function finished<T>(steps: Generator<number, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Rays that end on a roof meet it; by our definition a point exactly at the height of a roof is not within it. */
function liesOnRoof({ solids }: VisibilityScene, [x, y, z]: readonly [number, number, number]): boolean {
  return solids.topZ.some((top, solid) => z === top && footprintContains(solids, solid, x, y));
}

/** Each target in range of each spot, by the kernel and by rays; all differences pass within 1 cm of an edge. */
function expectAgreement(
  scene: VisibilityScene,
  oracle: RayOracle,
  targets: TargetPoints,
  spots: number,
  least: number,
  mostDiffering = 1e-5,
) {
  const prepared = prepareTargets(scene);
  const index = createTargetIndex(targets);
  const count = { asked: 0, hidden: 0, differing: 0 };
  for (const spot of cameraSpots(scene, spots, 5)) {
    const asked = targetsInRange(index, ...spot, range);
    const seen = seenTargets(prepared, ...spot, targets, asked);
    asked.forEach((target, k) => {
      const at = [targets.xyz[3 * target], targets.xyz[3 * target + 1], targets.xyz[3 * target + 2]] as const;
      const hidden = oracle.hides(...spot, ...at);
      if (hidden && seen[k] === 1 && liesOnRoof(scene, at)) return;
      count.asked += 1;
      if (hidden) count.hidden += 1;
      if (hidden !== (seen[k] === 1)) return;
      count.differing += 1;
      expect(distanceToNearestEdge(scene, spot, at)).toBeLessThan(0.01);
    });
  }
  expect(count.asked).toBeGreaterThan(least);
  expect(count.hidden / count.asked).toBeGreaterThan(0.2);
  expect(count.hidden / count.asked).toBeLessThan(0.9);
  expect(count.differing / count.asked).toBeLessThanOrEqual(mostDiffering);
}

function facadesOf(city: Pick<City, 'prisms' | 'buildings' | 'terrain'>): TargetPoints {
  const facades = finished(facadeTargets(city));
  if (!facades.ok) throw new Error(facades.problem.sentence);
  return facades.value;
}

describe('facades of generated cities', () => {
  const settings = { ...plainSettings, treeCrowns: 'opaque' } as const;
  const cities: readonly (readonly [string, CoverageScene])[] = [
    ['on level ground with courtyards and canopies', randomCity(31, { side: 500, raisedShare: 0.12 })],
    ['on hills', randomCity(32, { side: 500, relief: 24, terrainSpacing: 8, raisedShare: 0.08 })],
    ['under trees in leaf', randomCity(33, { side: 500, trees: 150 })],
    ['with pitched roofs that are meshes', meshCity(34, { side: 500, raisedShare: 0.05 })],
  ];

  test.each(cities)('%s', (_name, city) => {
    const scene = prepareVisibility(city, settings);
    const terrain = city.terrain === null ? [] : [terrainTriangles(city.terrain)];
    const meshes = city.meshes === undefined ? [] : [meshTriangles(city.meshes)];
    const oracle = createRayOracle([solidTriangles(scene.solids), ...meshes, ...terrain]);
    const buildings = city.buildingIds.map((id) => ({ ...plainBuilding, id }));
    expectAgreement(scene, oracle, facadesOf({ ...emptyLayers, ...city, buildings }), 90, 60_000);
  });
});

/** Facades, lanes and doors, on the solids that `sightline export --glb` writes. */
function expectCityAgrees(city: City): void {
  const scene = prepareVisibility(coverageScene(city, 1), plainSettings);
  const oracle = createRayOracle(exportedMeshes(city).map(unindexed));
  const lanes = finished(laneTargets(city));
  if (!lanes.ok) throw new Error(lanes.problem.sentence);
  expectAgreement(scene, oracle, facadesOf(city), 90, 60_000);
  expectAgreement(scene, oracle, lanes.value, 90, 20_000);
  // Some doors lie exactly on a wall that two buildings share: few targets, each a case of its own.
  expectAgreement(scene, oracle, portalTargets(city), 900, 3_000, 1e-3);
}

describe('facades, lanes and doors of cities as they are exported', () => {
  test('the demo city on its hill', () => {
    expectCityAgrees(generateDemoCity());
  });

  test.skipIf(!realDataPresent)('the centre of Helsinki', async () => {
    expectCityAgrees(await importCity([realData('osm_helsinki/helsinki_centre_2019.osm.pbf')]));
  });

  test.skipIf(!realDataPresent)('Monaco on its slope', async () => {
    const files = ['osm_monaco/monaco-250101.osm.pbf', 'osm_monaco/monaco_srtm.tif'].map(realData);
    expectCityAgrees(await importCity(files));
  });
});
