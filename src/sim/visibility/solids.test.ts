import { expect, test } from 'vitest';
import { prismTable, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { createSolids, footprintContains } from './solids.ts';

const square = (half: number): [number, number][] => [
  [-half, -half],
  [half, -half],
  [half, half],
  [-half, half],
];

test('a footprint is closed, on its outer walls and on those of its courtyard', () => {
  const solids = createSolids(prismTable([{ rings: [square(10), square(5)], base: 0, top: 9 }]), [], null);
  const inside = ([x, y]: readonly [number, number]) => footprintContains(solids, 0, x, y);
  expect(
    [
      [7, 0],
      [10, 0],
      [10, 10],
      [5, 5],
      [5, 0],
      [-10, 3],
    ].map(([x, y]) => inside([x, y])),
  ).toEqual(new Array(6).fill(true));
  expect(
    [
      [0, 0],
      [4.999, 0],
      [10.001, 0],
      [11, 10],
      [-10.001, -10],
    ].map(([x, y]) => inside([x, y])),
  ).toEqual(new Array(5).fill(false));
});

test('boxes and convexity are those of the footprints', () => {
  const notched: [number, number][] = [
    [0, 0],
    [10, 0],
    [5, 2],
    [10, 10],
  ];
  const solids = createSolids(
    prismTable([
      { rings: [square(4)], base: 0, top: 9 },
      { rings: [square(4), square(1)], base: 0, top: 9 },
      { rings: [notched], base: 0, top: 9 },
    ]),
    [],
    null,
  );
  expect([...solids.convex]).toEqual([1, 0, 0]);
  expect([solids.minX[2], solids.minY[2], solids.maxX[2], solids.maxY[2]]).toEqual([0, 0, 10, 10]);
});

test('crowns are raised octagons from a third of the tree’s height, on the ground below them', () => {
  const terrain = terrainOfFunction({ minX: -64, minY: -64, maxX: 64, maxY: 64 }, 16, (x) => x / 8);
  const trees = [
    { id: 'sapling', x: 0, y: 0, heightMeters: 3, crownRadiusMeters: 0.01 },
    { id: 'oak', x: 32, y: 8, heightMeters: 12, crownRadiusMeters: 4 },
  ];
  const solids = createSolids(prismTable([{ rings: [square(4)], base: 0, top: 9 }]), trees, terrain);
  expect([solids.count, solids.prismCount]).toEqual([2, 1]);
  expect(trees[solids.crownTree[0]].id).toBe('oak');
  expect([solids.raised[1], solids.convex[1], solids.baseZ[1], solids.topZ[1]]).toEqual([1, 1, 8, 16]);
  const corners = Array.from(solids.xy.subarray(8));
  expect(corners).toHaveLength(16);
  for (let k = 0; k < 16; k += 2) expect(Math.hypot(corners[k] - 32, corners[k + 1] - 8)).toBeCloseTo(4, 2);
  for (const value of corners) expect(value * 1024).toBe(Math.round(value * 1024));
});
