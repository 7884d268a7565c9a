import { describe, expect, it } from 'vitest';
import { clockwiseCorners, nearestOnBorder, shorterCorners } from './border-path.ts';
import { clipLine } from './clip-line.ts';

const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 };
const clip = (...xy: number[]) => clipLine(Float64Array.from(xy), box).map((piece) => [...piece]);

describe('clipLine', () => {
  it('keeps a line inside as it is', () => {
    expect(clip(1, 1, 5, 5, 9, 1)).toEqual([[1, 1, 5, 5, 9, 1]]);
  });

  it('cuts at the border and splits where the line leaves and comes back', () => {
    expect(clip(-5, 5, 5, 5, 15, 5)).toEqual([[0, 5, 5, 5, 10, 5]]);
    expect(clip(2, 8, 2, 12, 8, 12, 8, 8)).toEqual([
      [2, 8, 2, 10],
      [8, 10, 8, 8],
    ]);
  });

  it('has nothing of a line outside, or of a single point', () => {
    expect(clip(-5, 0, -5, 10)).toEqual([]);
    expect(clip(-3, 8, 3, 14)).toEqual([]);
    expect(clip(5, 5)).toEqual([]);
  });
});

describe('the way along a border', () => {
  it('finds the nearest side', () => {
    expect(nearestOnBorder(9, 4, box)).toMatchObject({ x: 10, y: 4, distance: 1, along: 16 });
    expect(nearestOnBorder(4, 1, box)).toMatchObject({ x: 4, y: 0, along: 26 });
  });

  it('passes the corners clockwise, and by the shorter way', () => {
    const north = nearestOnBorder(8, 10, box);
    const east = nearestOnBorder(10, 7, box);
    const west = nearestOnBorder(0, 5, box);
    expect(clockwiseCorners(north, east, box)).toEqual([10, 10]);
    expect(clockwiseCorners(east, north, box)).toEqual([10, 0, 0, 0, 0, 10]);
    expect(shorterCorners(east, north, box)).toEqual([10, 10]);
    expect(shorterCorners(north, west, box)).toEqual([0, 10]);
    expect(clockwiseCorners(north, north, box)).toEqual([]);
  });
});
