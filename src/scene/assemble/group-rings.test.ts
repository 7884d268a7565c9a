import { describe, expect, it } from 'vitest';
import { groupRings } from './group-rings.ts';

function circle(radius: number, corners: number): Float64Array {
  const ring = new Float64Array(2 * corners);
  for (let i = 0; i < corners; i += 1) {
    const turn = (2 * Math.PI * i) / corners;
    ring.set([radius * Math.cos(turn), radius * Math.sin(turn)], 2 * i);
  }
  return ring;
}

describe('rings grouped into polygons', () => {
  it('gives a hole to the smallest outer ring around it', () => {
    const [large, small, hole, stray] = [circle(30, 8), circle(10, 8), circle(5, 8), circle(40, 8)];
    const { polygons, strayHoles } = groupRings([large, small], [hole, stray]);
    expect(polygons).toEqual([[large], [small, hole]]);
    expect(strayHoles).toBe(1);
  });

  it('is given up after so many corners, and the holes that are left are counted', () => {
    const outers = Array.from({ length: 40 }, (_, i) => circle(10 + i, 2_000));
    const inners = Array.from({ length: 40 }, (_, i) => circle(60 + i, 2_000));
    // None fits; 4 million steps a pair end in the second hole, and the last one, which would fit, is not looked at.
    expect(groupRings(outers, [...inners, circle(5, 2_000)]).strayHoles).toBe(41);
    expect(groupRings(outers, [circle(5, 2_000)]).strayHoles).toBe(0);
  });
});
