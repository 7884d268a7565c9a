import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import { groundHeight } from '#geo/terrain.ts';
import { randomCity, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { TargetLines } from './target-lines.ts';

const bounds = { minX: -70, minY: -50, maxX: 60, maxY: 80 };

test('every target stands within the bounds along the line of its word, also beyond the terrain', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 1e6 }),
        spacing: fc.constantFrom(1, 8, 32),
        cell: fc.constantFrom(0.5, 1, 4),
        lift: fc.constantFrom(0, -400, 8000),
        limit: fc.constantFrom(1, 100),
      }),
      ({ seed, spacing, cell, lift, limit }) => {
        const { terrain } = randomCity(seed, { side: 100, relief: 40, terrainSpacing: spacing });
        if (terrain === null) throw new Error('a city with relief has terrain');
        const raised = { ...terrain, heights: terrain.heights.map((z) => z + lift) };
        const grid = createCellGrid(bounds, cell);
        const lines = new TargetLines(grid, raised, 1.6, limit);
        for (let row = 0; row < grid.rows; row += 7) {
          for (let word = 0; word < grid.words; word += 1) {
            const at = lines.locate(row, word);
            const [a, b, low, high] = lines.data.subarray(at, at + 4);
            for (let k = 0; k < 32; k += 1) {
              const x = (grid.firstColumn + 32 * word + k + 0.5) * cell;
              const rest = groundHeight(raised, x, (grid.firstRow + row + 0.5) * cell) + 1.6 - (a + b * k);
              expect(rest).toBeGreaterThan(low);
              expect(rest).toBeLessThan(high);
            }
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('on a plane the bounds are as close as single precision allows', () => {
  const terrain = terrainOfFunction({ minX: -200, minY: -200, maxX: 200, maxY: 200 }, 8, (x, y) => x / 4 + y / 8);
  const lines = new TargetLines(createCellGrid(bounds, 1), terrain, 1.6);
  const at = lines.locate(3, 1);
  expect(lines.data[at + 1]).toBe(0.25);
  expect(lines.data[at + 3] - lines.data[at + 2]).toBeLessThan(0.001);
});
