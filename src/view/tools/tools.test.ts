import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClosed, measure } from './measuring.ts';
import { isWithin, outlineArea, type PlanePoint, rectangle } from './outline-test.ts';

const square: readonly PlanePoint[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

describe('an outline', () => {
  it('holds what lies in it, however it is drawn', () => {
    expect(isWithin(square, [5, 5])).toBe(true);
    expect(isWithin([...square].reverse(), [5, 5])).toBe(true);
    expect(isWithin(square, [11, 5])).toBe(false);
    expect(isWithin(square.slice(0, 2), [5, 0])).toBe(false);
  });

  it('does not hold its notch', () => {
    const notched: readonly PlanePoint[] = [...square.slice(0, 3), [5, 2], [0, 10]];
    expect(isWithin(notched, [5, 6])).toBe(false);
    expect(isWithin(notched, [1, 5])).toBe(true);
  });

  it('is a rectangle between any two corners', () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(number, number, number, number, number, number, (ax, ay, bx, by, x, y) => {
        const [px, py] = [x + 0.5, y + 0.5];
        const within = px > Math.min(ax, bx) && px < Math.max(ax, bx) && py > Math.min(ay, by) && py < Math.max(ay, by);
        expect(isWithin(rectangle([ax, ay], [bx, by]), [px, py])).toBe(within);
        expect(outlineArea(rectangle([ax, ay], [bx, by]))).toBe(Math.abs((bx - ax) * (by - ay)));
      }),
    );
  });
});

describe('measuring', () => {
  /** One metre up for each ten to the east. */
  const slope = (x: number) => x / 10;

  it('adds up lengths in plan and along the slope, and tells the rise', () => {
    const line: readonly PlanePoint[] = [
      [0, 0],
      [30, 0],
      [30, 40],
    ];
    const result = measure(line, slope);
    expect(result.runningMeters).toEqual([0, 30, 70]);
    expect(result.lengthMeters).toBe(70);
    expect(result.slopeMeters).toBeCloseTo(Math.hypot(30, 3) + 40, 9);
    expect(result.riseMeters).toBeCloseTo(3, 9);
    expect(result.areaSquareMeters).toBeNull();
  });

  it('has an area once it is closed', () => {
    const ring = [...square, square[0]];
    expect(isClosed(ring)).toBe(true);
    expect(measure(ring, slope)).toMatchObject({ lengthMeters: 40, riseMeters: 0, areaSquareMeters: 100 });
    expect(isClosed([square[0], square[1], square[0]])).toBe(false);
  });

  it('of nothing is nothing', () => {
    expect(measure([], slope)).toMatchObject({ lengthMeters: 0, riseMeters: 0, areaSquareMeters: null });
  });
});
