import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOfPoints, createBoxIndex } from './box-index.ts';

describe('box index', () => {
  it('answers with nothing when it is empty', () => {
    const index = createBoxIndex(new Float64Array(0));
    expect(index.search(-1, -1, 1, 1)).toEqual([]);
    expect(index.nearest(0, 0, 5, 100)).toEqual([]);
  });

  it('takes the box of a run of points', () => {
    const target = new Float64Array(8);
    boxOfPoints([9, 9, 1, 5, -2, 7, 3, 4], 1, 4, target, 1);
    expect([...target.subarray(4)]).toEqual([-2, 4, 3, 7]);
  });

  it('finds the same nearest point as a scan over all of them', () => {
    const coordinate = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }),
        coordinate,
        coordinate,
        (points, x, y) => {
          const index = createBoxIndex(Float64Array.from(points.flatMap(([px, py]) => [px, py, px, py])));
          const distance = (i: number) => Math.hypot(points[i][0] - x, points[i][1] - y);
          const [found] = index.nearest(x, y, 1, Number.POSITIVE_INFINITY);
          expect(distance(found)).toBe(Math.min(...points.map((_, i) => distance(i))));
        },
      ),
    );
  });
});
