import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import { fillRings, fillStrip, patchContains, patchOfGrid } from '../devices/cell-raster.ts';
import { distanceToLine, distanceToSegment, insideRings } from './places.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 64, maxY: 64 }, 1);
const corner = fc.tuple(fc.integer({ min: -10, max: 138 }), fc.integer({ min: -10, max: 138 }));
/** Rings whose corners lie on whole and half metres, so that many lie on centres of cells; they may cross themselves. */
const ring = fc.array(corner, { minLength: 3, maxLength: 9 }).map((list) => list.flatMap(([x, y]) => [x / 2, y / 2]));

function eachCentre(visit: (x: number, y: number) => void): void {
  for (let y = 0.5; y < 64; y += 1) for (let x = 0.5; x < 64; x += 1) visit(x, y);
}

describe('a place’s rings', () => {
  test('hold the very cells whose centres are inside, borders as well', () => {
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
        const patch = patchOfGrid(grid);
        fillRings(grid, patch, rings);
        eachCentre((x, y) => {
          if (patchContains(grid, patch, x, y) !== insideRings(rings, x, y)) throw new Error(`differs at ${x} ${y}`);
        });
      }),
      { numRuns: 60, seed: 14 },
    );
  });
});

describe('a strip', () => {
  test('holds the cells whose centres are at most half its width off the line', () => {
    fc.assert(
      fc.property(ring, fc.integer({ min: 0, max: 24 }), (line, quarters) => {
        const half = quarters / 4 + 0.01;
        const patch = patchOfGrid(grid);
        fillStrip(grid, patch, line, half);
        eachCentre((x, y) => {
          const distance = distanceToLine(line, false, x, y);
          if (Math.abs(distance - half) < 1e-9) return;
          if (patchContains(grid, patch, x, y) !== distance < half) throw new Error(`differs at ${x} ${y}`);
        });
      }),
      { numRuns: 60, seed: 15 },
    );
  });
});

test('the distance to a segment is that to its line between its ends, else to the nearer end', () => {
  expect(distanceToSegment(0, 0, 10, 0, 5, 3)).toBe(3);
  expect(distanceToSegment(0, 0, 10, 0, 13, 4)).toBe(5);
  expect(distanceToSegment(2, 2, 2, 2, 5, 6)).toBe(5);
  expect(distanceToLine([0, 0, 10, 0, 10, 10], true, 4, 6)).toBeCloseTo(Math.SQRT2, 12);
  expect(distanceToLine([], false, 0, 0)).toBe(Number.POSITIVE_INFINITY);
});
