import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { lowestGround } from './lowest-ground.ts';
import { insideRing } from './ring.ts';

function grid(columns: number, rows: number, spacing: number, heights: number[]): TerrainGrid {
  return { originX: 0, originY: 0, spacing, columns, rows, heights: Float32Array.from(heights) };
}

const square = (x0: number, y0: number, x1: number, y1: number) => [x0, y0, x1, y0, x1, y1, x0, y1];

describe('lowestGround', () => {
  it('is zero without terrain', () => {
    expect(lowestGround(null, [square(0, 0, 1, 1)])).toBe(0);
  });

  it('finds a pit at a grid vertex inside the footprint', () => {
    const pit = grid(3, 3, 8, [0, 0, 0, 0, -5, 0, 0, 0, 0]);
    expect(lowestGround(pit, [square(1, 1, 15, 15)])).toBe(-5);
  });

  it('does not look into a hole of the footprint', () => {
    const pit = grid(3, 3, 8, [0, 0, 0, 0, -8, 0, 0, 0, 0]);
    // The hole's rim is one metre from the pit on the grid lines: seven eighths of the depth.
    expect(lowestGround(pit, [square(0, 0, 16, 16), square(7, 7, 9, 9)])).toBe(-7);
  });

  it('finds the valley along the diagonal of a cell between two corners of the footprint', () => {
    const valley = grid(2, 2, 4, [0, 4, 4, 0]);
    // Edge from (1, 3) to (3, 1) crosses the diagonal at (2, 2), which is on the floor.
    expect(lowestGround(valley, [[1, 3, 3, 1, 3.5, 3]])).toBe(0);
  });

  it('goes on level beyond the border of the grid', () => {
    const slope = grid(2, 2, 4, [1, 3, 1, 3]);
    expect(lowestGround(slope, [square(-10, 1, -8, 2)])).toBe(1);
    expect(lowestGround(slope, [square(8, 1, 10, 2)])).toBe(3);
  });

  it('is never above any sampled point of the footprint, and is attained', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 25, maxLength: 25 }),
        fc.array(fc.tuple(fc.integer({ min: -4, max: 36 }), fc.integer({ min: -4, max: 36 })), {
          minLength: 3,
          maxLength: 3,
        }),
        (heights, corners) => {
          const terrain = grid(5, 5, 8, heights);
          const ring = corners.flat();
          const lowest = lowestGround(terrain, [ring]);
          let sampled = Infinity;
          for (let x = -4; x <= 36; x += 0.5) {
            for (let y = -4; y <= 36; y += 0.5) {
              if (!insideRing(ring, x, y)) continue;
              sampled = Math.min(sampled, groundHeight(terrain, x, y));
            }
          }
          expect(lowest).toBeLessThanOrEqual(sampled + 1e-9);
          expect(lowest).toBeGreaterThanOrEqual(Math.min(...heights));
        },
      ),
      { numRuns: 200 },
    );
  });
});
