import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { createCellGrid } from './cell-grid.ts';
import { groundHeight } from './terrain.ts';

const grid = (heights: readonly number[], columns: number): TerrainGrid => ({
  originX: -16,
  originY: 32,
  spacing: 16,
  columns,
  rows: heights.length / columns,
  heights: Float32Array.from(heights),
});

describe('ground height', () => {
  it('is zero where there is no terrain', () => {
    expect(groundHeight(null, 12, 7)).toBe(0);
  });

  it('is the stored height at every vertex, the border included', () => {
    const terrain = grid([1, 2, 3, 4, 5, 6], 3);
    for (let row = 0; row < 2; row++) {
      for (let column = 0; column < 3; column++) {
        expect(groundHeight(terrain, -16 + 16 * column, 32 + 16 * row)).toBe(1 + row * 3 + column);
      }
    }
  });

  it('is the mean of the south-west and north-east corners in the middle of a cell: the diagonal is fixed', () => {
    const terrain = grid([0, 100, -50, 10], 2);
    expect(groundHeight(terrain, -8, 40)).toBe(5);
  });

  it('goes on level beyond the border', () => {
    const terrain = grid([0, 10, 0, 10], 2);
    expect(groundHeight(terrain, 500, 40)).toBe(10);
    expect(groundHeight(terrain, -500, -500)).toBe(0);
  });

  it('is exact on a plane', () => {
    const plane = (x: number, y: number) => 0.25 * x - 0.5 * y + 3;
    const heights = Array.from({ length: 12 }, (_, i) => plane(-16 + 16 * (i % 4), 32 + 16 * Math.floor(i / 4)));
    const terrain = grid(heights, 4);
    fc.assert(
      fc.property(fc.integer({ min: -16, max: 32 }), fc.integer({ min: 32, max: 64 }), (x, y) => {
        expect(groundHeight(terrain, x, y)).toBe(plane(x, y));
      }),
    );
  });
});

describe('cell grid', () => {
  it('covers the bounds with whole words, anchored at the frame origin', () => {
    const cells = createCellGrid({ minX: -100.3, minY: -7.2, maxX: 70, maxY: 90 }, 0.5);
    expect(Math.abs(cells.firstColumn % 32)).toBe(0);
    expect(cells.firstColumn * 0.5).toBeLessThanOrEqual(-100.3);
    expect((cells.firstColumn + cells.columns) * 0.5).toBeGreaterThanOrEqual(70);
    expect(cells.firstRow).toBe(-15);
    expect(cells.rows).toBe(195);
    expect(cells.words * 32).toBe(cells.columns);
  });
});
