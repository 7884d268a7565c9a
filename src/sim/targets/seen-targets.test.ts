import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { houseMesh, meshCity, meshTable } from '../../../test/fixtures/mesh-city.ts';
import { box, randomCity, type SolidSketch, sceneOf } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { seenFrom } from '../visibility/segment.ts';
import { footprintContains } from '../visibility/solids.ts';
import { positionProblem, prepareVisibility, terrainOf } from '../visibility/visibility-scene.ts';
import { pointSeen, prepareTargets, seenTargets, type TargetScene } from './seen-targets.ts';
import type { TargetPoints } from './target-points.ts';

const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };

function prepared(scene: CoverageScene): TargetScene {
  return prepareTargets(prepareVisibility(scene, { ...plainSettings, treeCrowns: 'opaque' }));
}

function sketched(...sketches: SolidSketch[]): TargetScene {
  return prepared(sceneOf(sketches, { bounds }));
}

function points(list: readonly (readonly number[])[], normals: readonly number[] | null = null): TargetPoints {
  return {
    count: list.length,
    xyz: Float64Array.from(list.flat()),
    normals: normals === null ? null : Float32Array.from(normals),
  };
}

const all = (count: number) => Uint32Array.from({ length: count }, (_, k) => k);

describe('one point behind one building', () => {
  // 10 m high, from x 10 to 20, y −5 to 5; the centre is 5 m up at the origin.
  const scene = sketched({ rings: [box(10, -5, 20, 5)], base: 0, top: 10 });
  const seen = (x: number, y: number, z: number) => pointSeen(scene, 0, 0, 5, x, y, z);

  test('is hidden below the line over the roof edge and seen above it', () => {
    // Over the near edge the line from 5 to 10 m rises 5 m on 10 m: 15 m up at x = 20, 20 m at x = 30.
    expect(seen(30, 0, 19.99)).toBe(false);
    expect(seen(30, 0, 20)).toBe(true);
    expect(seen(30, 0, 20.01)).toBe(true);
  });

  test('is seen before the wall and hidden on it', () => {
    expect(seen(quantize(9.95), 0, 1)).toBe(true);
    expect(seen(10, 0, 1)).toBe(false);
    expect(seen(10, 0, 10)).toBe(true);
  });

  test('is hidden where the line touches a corner, and seen right beside it', () => {
    expect(seen(20, 10, 1)).toBe(false);
    expect(seen(20, 10 + 1 / 1024, 1)).toBe(true);
    expect(seen(20, -10, 1)).toBe(false);
  });

  test('is hidden where the line runs along a wall', () => {
    expect(pointSeen(scene, 0, 5, 5, 40, 5, 1)).toBe(false);
    expect(pointSeen(scene, 0, 5 + 1 / 1024, 5, 40, 5 + 1 / 1024, 1)).toBe(true);
  });

  test('straight above and below the centre is seen', () => {
    expect(seen(0, 0, 0)).toBe(true);
    expect(seen(0, 0, 500)).toBe(true);
  });

  test('that is not finite is not seen', () => {
    expect(seen(Number.NaN, 0, 1)).toBe(false);
    expect(seen(0, Number.POSITIVE_INFINITY, 1)).toBe(false);
    expect(seen(0, 3, Number.NEGATIVE_INFINITY)).toBe(false);
  });
});

describe('a point within a solid', () => {
  test('is not seen, through the roof neither', () => {
    const scene = sketched({ rings: [box(10, -5, 20, 5)], base: 0, top: 10 });
    expect(pointSeen(scene, 0, 0, 60, 19, 0, 9)).toBe(false);
    expect(pointSeen(scene, 0, 0, 60, 19, 0, 10)).toBe(true);
    expect(pointSeen(scene, 15, 0, 60, 15, 0, 9)).toBe(false);
  });

  test('is seen where it is a courtyard', () => {
    const scene = sketched({ rings: [box(10, -5, 20, 5), box(12, -3, 18, 3)], base: 0, top: 10 });
    expect(pointSeen(scene, 15, 0, 60, 15, 0, 1)).toBe(true);
  });
});

test('a point under a canopy is seen from its side and not from above', () => {
  const scene = sketched({ rings: [box(10, -5, 20, 5)], base: 4, top: 5, raised: true });
  expect(pointSeen(scene, 0, 0, 3, 15, 0, 1)).toBe(true);
  expect(pointSeen(scene, 0, 0, 30, 15, 0, 1)).toBe(false);
  expect(pointSeen(scene, 0, 0, 30, 15, 0, 5)).toBe(true);
});

test('a point behind a building that has a mesh is seen past its roof’s slope', () => {
  // Eaves at 3 m, the ridge at 6 m over x = 25; the prism goes up to the ridge everywhere.
  const ring = [20, -20, 30, -20, 30, 20, 20, 20];
  const prism = { rings: [box(20, -20, 30, 20)], base: 0, top: 6 };
  const meshes = meshTable([houseMesh(0, [ring], 0, 3, 6, 'gabled')]);
  const house = prepared({ ...sceneOf([prism], { bounds }), meshes });
  // From 8 m the line over the ridge falls 2 m in 25 m: 4 m up at 50 m, where that over the prism's far edge is 4.67 m up.
  expect(pointSeen(house, 0, 0.5, 8, 50, 0.5, 3.99)).toBe(false);
  expect(pointSeen(house, 0, 0.5, 8, 50, 0.5, 4.01)).toBe(true);
  expect(pointSeen(sketched(prism), 0, 0.5, 8, 50, 0.5, 4.6)).toBe(false);
  expect(pointSeen(house, 0, 0.5, 8, 25, 0.5, 2)).toBe(false);
});

test('a scene without solids hides nothing above its ground', () => {
  expect(pointSeen(sketched(), -50, 20, 6, 90, -90, 0)).toBe(true);
});

describe('targets with a side', () => {
  const scene = sketched();
  const three = points(
    [
      [10, 0, 2],
      [10, 0, 2],
      [10, 0, 2],
      [10, 0, 2],
    ],
    [-1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
  );

  test('are seen from that side only; those without one from all sides', () => {
    expect([...seenTargets(scene, 0, 0, 2, three, all(4))]).toEqual([1, 0, 0, 1]);
    expect([...seenTargets(scene, 0, 0, 2, three, Uint32Array.of(3, 1))]).toEqual([1, 0]);
  });
});

const side = 180;
const kinds: readonly (readonly [string, (seed: number) => CoverageScene])[] = [
  ['level ground', (seed) => randomCity(seed, { side, raisedShare: 0.15 })],
  ['hills', (seed) => randomCity(seed, { side, relief: 20, terrainSpacing: 8, raisedShare: 0.1 })],
  ['ground under trees in leaf', (seed) => randomCity(seed, { side, trees: 40, raisedShare: 0.4 })],
  ['ground among pitched roofs that are meshes', (seed) => meshCity(seed, { side, relief: 8, raisedShare: 0.1 })],
];

/** Metres, half of them whole or half metres, where corners and lines of cells are. */
const coordinate = fc.oneof(
  uniform(-90, 90).map(quantize),
  fc.integer({ min: -180, max: 180 }).map((halves) => halves / 2),
);

/** By the single segment, which knows targets outside solids only. */
function expectedOf({ scene }: TargetScene, x: number, y: number, z: number, tx: number, ty: number, tz: number) {
  const { solids } = scene;
  for (let solid = 0; solid < solids.count; solid += 1) {
    const within = tz < solids.topZ[solid] && (solids.raised[solid] === 0 || tz > solids.baseZ[solid]);
    if (within && footprintContains(solids, solid, tx, ty)) return false;
  }
  return seenFrom(scene, x, y, z, tx, ty, tz);
}

describe.each(kinds)('on %s every point', (_name, cityOf) => {
  const cities = [1, 2, 3, 4].map((seed) => {
    const city = cityOf(seed);
    return { city, prepared: prepared(city) };
  });

  test('agrees with the single segment, at any angle', () => {
    let hidden = 0;
    let asked = 0;
    fc.assert(
      fc.property(
        fc.nat(3),
        coordinate,
        coordinate,
        uniform(0.5, 40),
        fc.array(fc.tuple(coordinate, coordinate, uniform(0, 40)), { minLength: 20, maxLength: 40 }),
        (index, x, y, height, targets) => {
          const { city, prepared: target } = cities[index];
          const z = quantize(groundHeight(city.terrain, x, y) + height);
          if (positionProblem(target.scene, x, y, z) !== null) return;
          for (const [tx, ty, up] of targets) {
            const tz = groundHeight(city.terrain, tx, ty) + up;
            const expected = expectedOf(target, x, y, z, tx, ty, tz);
            asked += 1;
            if (!expected) hidden += 1;
            expect(pointSeen(target, x, y, z, tx, ty, tz)).toBe(expected);
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    );
    expect(hidden / asked).toBeGreaterThan(0.1);
    expect(hidden / asked).toBeLessThan(0.9);
  });

  test('agrees along axes, through corners and along walls', () => {
    let hidden = 0;
    let asked = 0;
    for (const { city, prepared: target } of cities) {
      const { walls } = target.scene;
      const terrain = terrainOf(target.scene);
      for (let wall = 0; wall < walls.count; wall += 3) {
        const ax = walls.ax[wall];
        const ay = walls.ay[wall];
        const dx = walls.bx[wall] - ax;
        const dy = walls.by[wall] - ay;
        // Centres on the wall's own line, on a row and on a column through its corner, at whole multiples of its run.
        for (const [x, y] of [
          [ax - 2 * dx, ay - 2 * dy],
          [ax - 20, ay],
          [ax, ay + 15],
        ]) {
          const z = quantize(groundHeight(city.terrain, x, y) + 6);
          if (positionProblem(target.scene, x, y, z) !== null) continue;
          for (const share of [1, 2, 3, 4]) {
            const tx = x + share * (ax - x);
            const ty = y + share * (ay - y);
            const tz = groundHeight(terrain, tx, ty) + 1.5;
            const expected = expectedOf(target, x, y, z, tx, ty, tz);
            asked += 1;
            if (!expected) hidden += 1;
            expect(pointSeen(target, x, y, z, tx, ty, tz)).toBe(expected);
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(hidden / asked).toBeGreaterThan(0.3);
  });
});
