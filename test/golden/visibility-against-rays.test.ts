import { describe, expect, test } from 'vitest';
import { prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { type RandomCityOptions, randomCity } from '../fixtures/random-city.ts';
import { createRayOracle, solidTriangles, terrainTriangles } from '../fixtures/ray-oracle.ts';
import { cameraSpots, compareWithRays } from '../fixtures/visibility-comparison.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';

/** Shared with bench/visibility-against-rays.ts, which does the same at length. */
const scenes: readonly (readonly [string, number, RandomCityOptions])[] = [
  ['level ground, courtyards, notches and canopies', 11, { side: 400, raisedShare: 0.15 }],
  ['hills', 12, { side: 400, relief: 24, terrainSpacing: 8, raisedShare: 0.1 }],
  ['rough ground at half-metre cells', 13, { side: 160, relief: 8, terrainSpacing: 2, cell: 0.5 }],
  ['trees in leaf', 14, { side: 300, trees: 60 }],
];

describe('the kernel agrees with a public ray caster on triangles', () => {
  test.each(scenes)('%s', (_name, seed, options) => {
    const scene = prepareVisibility(randomCity(seed, options), { ...plainSettings, treeCrowns: 'opaque' });
    const terrain = scene.terrain === null ? [] : [terrainTriangles(scene.terrain.grid)];
    const oracle = createRayOracle([solidTriangles(scene.solids), ...terrain]);
    const result = compareWithRays(scene, oracle, cameraSpots(scene, 60, seed), 90, 2);
    expect(result.cells).toBeGreaterThan(200_000);
    expect(result.hidden / result.cells).toBeGreaterThan(0.2);
    expect(result.hidden / result.cells).toBeLessThan(0.8);
    expect(result.differing / result.cells).toBeLessThanOrEqual(1e-5);
    expect(result.farthestFromEdge).toBeLessThan(0.01);
  });
});
