import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { Outcome } from '#model/result.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import {
  box,
  prismTable,
  randomCity,
  type SolidSketch,
  terrainOfFunction,
} from '../../../test/fixtures/random-city.ts';
import { createSolids, footprintContains, type SolidTable } from '../visibility/solids.ts';
import { type FacadeOptions, type FacadeScene, type FacadeTargets, facadeTargets } from './facade-targets.ts';

const flat = { structure: 'building' as const, roofShape: null, roofHeightMeters: 0 };

function sceneOf(sketches: readonly SolidSketch[], parts: Partial<FacadeScene> = {}): FacadeScene {
  return {
    prisms: prismTable(sketches),
    buildings: sketches.map(() => flat),
    terrain: null,
    ...parts,
  };
}

function finished(steps: Generator<number, Outcome<FacadeTargets>, void>): Outcome<FacadeTargets> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function facades(scene: FacadeScene, options: Partial<FacadeOptions> = {}): FacadeTargets {
  const outcome = finished(facadeTargets(scene, options));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function area(targets: FacadeTargets, of: (panel: number) => boolean = () => true): number {
  let sum = 0;
  for (let k = 0; k < targets.count; k += 1) if (of(k)) sum += targets.width[k] * targets.height[k];
  return sum;
}

const tower: SolidSketch = { rings: [box(0, 0, 12, 9)], base: 0, top: 6 };

describe('a box of 12 × 9 × 6 m', () => {
  const targets = facades(sceneOf([tower]));

  test('has panels of 3 × 3 m on four walls', () => {
    expect(targets.count).toBe((4 + 3 + 4 + 3) * 2);
    expect([...targets.width].every((width) => width === 3)).toBe(true);
    expect([...targets.height].every((height) => height === 3)).toBe(true);
    expect(area(targets)).toBe(2 * (12 + 9) * 6);
  });

  test('has its first panel on the south wall, 5 cm off it, looking south', () => {
    expect([...targets.xyz.slice(0, 6)]).toEqual([1.5, -0.0498046875, 1.5, 1.5, -0.0498046875, 4.5]);
    expect([...targets.normals.slice(0, 3)]).toEqual([0, -1, 0]);
  });

  test('has normals that point away from its middle', () => {
    for (let k = 0; k < targets.count; k += 1) {
      const outward =
        targets.normals[3 * k] * (targets.xyz[3 * k] - 6) + targets.normals[3 * k + 1] * (targets.xyz[3 * k + 1] - 4.5);
      expect(outward).toBeGreaterThan(4.5);
    }
  });

  test('has equal panels where 3 m do not go into its walls', () => {
    const odd = facades(sceneOf([{ rings: [box(0, 0, 10, 10)], base: 0, top: 7 }]));
    expect(odd.count).toBe(4 * 4 * 3);
    expect(odd.width[0]).toBe(2.5);
    expect(odd.height[0]).toBeCloseTo(7 / 3, 6);
    expect(area(odd)).toBeCloseTo(4 * 10 * 7, 4);
  });
});

test('the walls of a courtyard are facades that look into it', () => {
  const targets = facades(sceneOf([{ rings: [box(0, 0, 30, 30), box(9, 9, 21, 21)], base: 0, top: 6 }]));
  expect(area(targets)).toBe(4 * 30 * 6 + 4 * 12 * 6);
  const inner = [...targets.vertex].findIndex((vertex) => vertex >= 4);
  const toMiddle = (axis: number) => 15 - targets.xyz[3 * inner + axis];
  expect(targets.normals[3 * inner] * toMiddle(0) + targets.normals[3 * inner + 1] * toMiddle(1)).toBeGreaterThan(5);
});

test('a shared wall has panels only above the lower neighbour', () => {
  const low: SolidSketch = { rings: [box(12, 0, 24, 9)], base: 0, top: 4 };
  const targets = facades(sceneOf([tower, low]));
  const ofTower = area(targets, (k) => targets.building[k] === 0);
  const ofLow = area(targets, (k) => targets.building[k] === 1);
  expect(ofTower).toBe((12 + 12 + 9) * 6 + 9 * 2);
  expect(ofLow).toBe((12 + 12 + 9) * 4);
});

describe('a tower of 12 × 12 × 30 m that is flush with three sides of its podium of 24 × 12 × 10 m', () => {
  const podium: SolidSketch = { rings: [box(0, 0, 24, 12)], base: 0, top: 10 };
  const free = 2 * (24 + 12) * 10 + 4 * 12 * 20;

  test('has each wall once where both stand on the ground, in any order', () => {
    const high: SolidSketch = { rings: [box(0, 0, 12, 12)], base: 0, top: 30 };
    expect(area(facades(sceneOf([high, podium])))).toBe(free);
    expect(area(facades(sceneOf([podium, high])))).toBeCloseTo(free, 3);
  });

  test('has each wall once where it stands on the podium, in any order', () => {
    const onTop: SolidSketch = { rings: [box(0, 0, 12, 12)], base: 10, top: 30 };
    expect(area(facades(sceneOf([onTop, podium])))).toBeCloseTo(free, 3);
    expect(area(facades(sceneOf([podium, onTop])))).toBeCloseTo(free, 3);
  });
});

test('walls, bridges and what is raised are no facades, but what a wall covers is', () => {
  const wall: SolidSketch = { rings: [box(12, 0, 13, 9)], base: 0, top: 3 };
  const roof: SolidSketch = { rings: [box(0, -5, 12, 0)], base: 3, top: 6, raised: true };
  const targets = facades(
    sceneOf([tower, wall, roof], {
      buildings: [flat, { ...flat, structure: 'wall' }, flat],
    }),
  );
  expect([...targets.building].every((building) => building === 0)).toBe(true);
  // East: the upper half; south: the lower half, below the canopy; north and west whole.
  expect(area(targets)).toBe(9 * 3 + 12 * 3 + 12 * 6 + 9 * 6);
});

test('walls below a pitched roof are facades up to its eaves', () => {
  const pitched = facades(sceneOf([tower], { buildings: [{ ...flat, roofShape: 'gabled', roofHeightMeters: 2 }] }));
  expect(area(pitched)).toBe(2 * (12 + 9) * 4);
  const named = facades(sceneOf([tower], { buildings: [{ ...flat, roofShape: 'flat', roofHeightMeters: 2 }] }));
  expect(area(named)).toBe(2 * (12 + 9) * 6);
  const allRoof = facades(sceneOf([tower], { buildings: [{ ...flat, roofShape: 'pyramidal', roofHeightMeters: 9 }] }));
  expect(allRoof.count).toBe(0);
});

test('what lies below the ground is cut off', () => {
  // The ground rises 1 in 4 to the east: 0 m at x = 0, 3 m at x = 12.
  const terrain = terrainOfFunction({ minX: -32, minY: -32, maxX: 64, maxY: 64 }, 4, (x) => Math.max(0, x / 4));
  const targets = facades(sceneOf([tower], { terrain }), { panelWidthMeters: 1, offsetMeters: 0.0625 });
  // Above a slope of 3 m in all the south and north walls lose half of 12 × 3 m; the east wall stands 3 m free.
  expect(area(targets, (k) => targets.normals[3 * k + 1] !== 0)).toBeCloseTo(2 * (12 * 6 - 18), 3);
  expect(area(targets, (k) => targets.normals[3 * k] === 1)).toBeCloseTo(9 * (3 - 0.0625 / 4), 1);
  expect(area(targets, (k) => targets.normals[3 * k] === -1)).toBeCloseTo(9 * 6, 3);
});

test('a building wholly below the ground has none', () => {
  const terrain = terrainOfFunction({ minX: -32, minY: -32, maxX: 64, maxY: 64 }, 4, () => 20);
  expect(facades(sceneOf([tower], { terrain })).count).toBe(0);
});

test('too many panels are made of twice the size, and the size is told', () => {
  const targets = facades(sceneOf([tower]), { mostPanels: 20 });
  expect(targets.panelWidthMeters).toBe(6);
  expect(targets.count).toBe(2 + 2 + 2 + 2);
  expect(area(targets)).toBe(2 * (12 + 9) * 6);
});

test('more walls than panels are refused with a sentence', () => {
  const outcome = finished(facadeTargets(sceneOf([tower]), { mostPanels: 3 }));
  expect(outcome.ok).toBe(false);
  expect(!outcome.ok && outcome.problem.sentence).toContain('more than 3 walls');
});

test('a city without prisms has no facades', () => {
  expect(facades(sceneOf([])).count).toBe(0);
});

test('on any city panels stand free above the ground, off the wall they name, and cover no more than its area', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.constantFrom(0, 12),
      fc.constantFrom(1, 3, 7),
      (seed, relief, size) => {
        const city = randomCity(seed, { side: 140, relief, raisedShare: 0.3 });
        const scene = { ...city, buildings: city.buildingIds.map(() => flat) };
        const targets = facades(scene, { panelWidthMeters: size, panelHeightMeters: size });
        const solids = createSolids(city.prisms, [], city.terrain);
        const { count, width, height } = targets;
        expect(count).toBeGreaterThan(0);
        expect(Math.max(...width)).toBeLessThanOrEqual(size * (1 + 1e-6));
        expect(Math.max(...height)).toBeLessThanOrEqual(size * (1 + 1e-6));
        const wrong = Array.from({ length: count }, (_, k) => k).filter((k) => !standsFree(city, solids, targets, k));
        expect(wrong).toEqual([]);
        expect(area(targets)).toBeLessThanOrEqual(wallArea(city) * (1 + 1e-6));
      },
    ),
    { numRuns: 30, seed: 5 },
  );
});

/** Is the panel above the ground, below its roof, in no solid and 5 cm off its wall? */
function standsFree(
  { prisms, terrain }: CoverageScene,
  solids: SolidTable,
  targets: FacadeTargets,
  k: number,
): boolean {
  const { xyz, normals, prism, vertex, height } = targets;
  const x = xyz[3 * k];
  const y = xyz[3 * k + 1];
  const z = xyz[3 * k + 2];
  const ax = prisms.xy[2 * vertex[k]];
  const ay = prisms.xy[2 * vertex[k] + 1];
  const off = (x - ax) * normals[3 * k] + (y - ay) * normals[3 * k + 1];
  if (Math.abs(off - 0.05) > 2 / 1024 || z <= groundHeight(terrain, x, y)) return false;
  if (z + height[k] / 2 > prisms.topZ[prism[k]] + 1e-3) return false;
  return !Array.from({ length: solids.count }, (_, solid) => solid).some(
    (solid) =>
      z < solids.topZ[solid] &&
      (solids.raised[solid] === 0 || z > solids.baseZ[solid]) &&
      footprintContains(solids, solid, x, y),
  );
}

/** All walls of standing prisms from the lower of the ground at their ends. */
function wallArea({ prisms, terrain }: CoverageScene): number {
  const { ringStart, vertexStart, xy, topZ, raised } = prisms;
  let sum = 0;
  for (let row = 0; row < prisms.count; row += 1) {
    if (raised[row] === 1) continue;
    for (let ring = ringStart[row]; ring < ringStart[row + 1]; ring += 1) {
      for (let a = vertexStart[ring]; a < vertexStart[ring + 1]; a += 1) {
        const b = a + 1 < vertexStart[ring + 1] ? a + 1 : vertexStart[ring];
        const low = Math.min(
          groundHeight(terrain, xy[2 * a], xy[2 * a + 1]),
          groundHeight(terrain, xy[2 * b], xy[2 * b + 1]),
        );
        sum += Math.hypot(xy[2 * b] - xy[2 * a], xy[2 * b + 1] - xy[2 * a + 1]) * (topZ[row] - low);
      }
    }
  }
  return sum;
}

test('sizes that are no sizes are a mistake of the caller', () => {
  for (const size of [0, -3, Number.NaN]) {
    expect(() => facades(sceneOf([tower]), { panelWidthMeters: size })).toThrow(RangeError);
  }
});
