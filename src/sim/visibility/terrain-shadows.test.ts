import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { seededNumbers } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { createTerrainIndex, groundRange, highestInSquares } from './terrain-index.ts';
import { terrainHides } from './terrain-shadows.ts';

function rough(seed: number, columns: number, rows: number, spacing: number): TerrainGrid {
  const random = seededNumbers(seed);
  const heights = Float32Array.from({ length: columns * rows }, () => Math.round(random() * 20 * 1024) / 1024);
  return { originX: -16, originY: 32, spacing, columns, rows, heights };
}

const place = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  columns: fc.integer({ min: 2, max: 40 }),
  rows: fc.integer({ min: 2, max: 40 }),
  spacing: fc.constantFrom(1, 4, 16),
  from: fc.tuple(uniform(-0.3, 1.3), uniform(-0.3, 1.3)),
  to: fc.tuple(uniform(-0.3, 1.3), uniform(-0.3, 1.3)),
  above: fc.tuple(fc.constantFrom(0.1, 1, 3, 8, 18), fc.constantFrom(0, 0.1, 1.6, 5)),
});

test('a sight line dips below the ground iff it does so at one of many points along it', () => {
  let hidden = 0;
  fc.assert(
    fc.property(place, ({ seed, columns, rows, spacing, from, to, above }) => {
      const grid = rough(seed, columns, rows, spacing);
      const at = ([u, v]: readonly [number, number]) =>
        [
          Math.round((grid.originX + u * columns * spacing) * 1024) / 1024,
          Math.round((grid.originY + v * rows * spacing) * 1024) / 1024,
        ] as const;
      const [ox, oy] = at(from);
      const [tx, ty] = at(to);
      const oz = groundHeight(grid, ox, oy) + above[0];
      const tz = groundHeight(grid, tx, ty) + above[1];
      let lowest = Infinity;
      for (let k = 0; k <= 4000; k += 1) {
        const t = k / 4000;
        lowest = Math.min(lowest, oz + (tz - oz) * t - groundHeight(grid, ox + (tx - ox) * t, oy + (ty - oy) * t));
      }
      const answer = terrainHides(createTerrainIndex(grid), ox, oy, oz, tx, ty, tz);
      expect(terrainHides(createTerrainIndex(grid, 30), ox, oy, oz, tx, ty, tz)).toBe(answer);
      if (answer) hidden += 1;
      // Between two of the points the gap can shrink by a step times the steepest slope.
      const step = (Math.hypot(tx - ox, ty - oy) / 4000) * ((20 / spacing) * 2 + 1);
      if (lowest < -1e-9) expect(answer).toBe(true);
      if (lowest > step) expect(answer).toBe(false);
    }),
    { numRuns: 1500, seed: 20261127 },
  );
  expect(hidden).toBeGreaterThan(300);
  expect(hidden).toBeLessThan(1300);
});

test('the pyramid bounds the ground over any box, also beyond the grid and with coarse blocks', () => {
  fc.assert(
    fc.property(place, fc.constantFrom(1 << 22, 60), ({ seed, columns, rows, spacing, from, to }, blockLimit) => {
      const grid = rough(seed, columns, rows, spacing);
      const index = createTerrainIndex(grid, blockLimit);
      const [u0, u1] = [from[0] * columns, to[0] * columns].toSorted((a, b) => a - b);
      const [v0, v1] = [from[1] * rows, to[1] * rows].toSorted((a, b) => a - b);
      const x = (u: number) => grid.originX + u * spacing;
      const y = (v: number) => grid.originY + v * spacing;
      const [low, high] = groundRange(index, x(u0), y(v0), x(u1), y(v1));
      const ceiling = highestInSquares(index, u0, v0, u1, v1);
      for (let k = 0; k < 200; k += 1) {
        const u = u0 + ((k % 20) / 19) * (u1 - u0);
        const v = v0 + (Math.floor(k / 20) / 9) * (v1 - v0);
        const height = groundHeight(grid, x(u), y(v));
        expect(height).toBeGreaterThanOrEqual(low - 1e-9);
        expect(height).toBeLessThanOrEqual(high + 1e-9);
        expect(height).toBeLessThanOrEqual(ceiling + 1e-9);
      }
    }),
    { numRuns: 300 },
  );
});

test('the pyramid is not wider than need be', () => {
  const grid = rough(1, 33, 33, 4);
  const index = createTerrainIndex(grid);
  const [low, high] = groundRange(index, -16, 32, -16 + 128, 32 + 128);
  expect(low).toBe(Math.min(...grid.heights));
  expect(high).toBe(Math.max(...grid.heights));
  // One square: its own four corners.
  const corners = [0, 1, 33, 34].map((at) => grid.heights[at]);
  expect(groundRange(index, -15, 33, -14, 34)).toEqual([Math.min(...corners), Math.max(...corners)]);
});

test('a large terrain gets coarser blocks', () => {
  const grid = rough(2, 257, 129, 1);
  const index = createTerrainIndex(grid, 1000);
  expect(index.firstLevel).toBe(3);
  expect(index.levels[0].highest.length).toBeLessThanOrEqual(1000);
});
