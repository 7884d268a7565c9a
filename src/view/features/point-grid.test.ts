import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPointGrid, pointsAround } from './point-grid.ts';

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 60 });

describe('grid of points', () => {
  it('holds each point once', () => {
    fc.assert(
      fc.property(points, (all) => {
        const { items } = createPointGrid(all);
        expect([...items].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
      }),
    );
  });

  it('finds every point of a rectangle', () => {
    fc.assert(
      fc.property(points, coordinate, coordinate, fc.double({ min: 0, max: 900, noNaN: true }), (all, x, y, side) => {
        const found = new Set(pointsAround(createPointGrid(all), x, y, x + side, y + side));
        all.forEach((point, i) => {
          if (point.x >= x && point.x <= x + side && point.y >= y && point.y <= y + side)
            expect(found.has(i)).toBe(true);
        });
      }),
    );
  });

  it('keeps the number of cells bounded however far the points are apart', () => {
    const { columns, rows } = createPointGrid([
      { x: 0, y: 0 },
      { x: 1e7, y: 1e7 },
    ]);
    expect(columns * rows).toBeLessThan(70_000);
  });
});
