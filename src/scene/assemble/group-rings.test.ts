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

  it('finds the islands of a lake with thousands of corners, all of them', () => {
    const lake = circle(1_000, 20_000);
    const islands = Array.from({ length: 500 }, (_, i) => circle(10 + i, 40));
    const beyond = [circle(1_010, 40), circle(5, 40).map((value) => value + 900)];
    const { polygons, strayHoles } = groupRings([lake], [...islands, ...beyond]);
    expect(polygons[0]).toHaveLength(501);
    expect(strayHoles).toBe(2);
  });

  it('is given up after so many edges, and the holes that are left are counted', () => {
    // Teeth from side to side: every line up or down through the comb meets thousands of edges.
    const teeth = (shift: number) =>
      Float64Array.from({ length: 2 * 4_000 }, (_, i) => {
        const corner = i >> 1;
        if (i % 2 === 0) return corner + shift;
        return corner % 2 === 0 ? 0 : 1_000 + corner;
      });
    const outers = Array.from({ length: 20 }, (_, i) => teeth(i / 8));
    // Within the box of the combs and beside them: whether the last hole is found depends on the work before it only.
    const beside = circle(100, 2_000).map((value, i) => (i % 2 === 0 ? value + 200 : value + 4_500));
    const square = Float64Array.of(-9_000, -9_000, 9_000, -9_000, 9_000, 9_000, -9_000, 9_000);
    const fits = Float64Array.of(-100, -100, -50, -100, -50, -50);
    expect(groupRings([...outers, square], [fits]).strayHoles).toBe(0);
    const heap = Array.from({ length: 60 }, () => beside);
    expect(groupRings(outers, heap).strayHoles).toBe(60);
    // As large as the last: every hole is looked for in the square after all combs, until the work is given up.
    const { polygons, strayHoles } = groupRings([...outers, square], [...heap, fits]);
    expect(polygons.at(-1)).not.toContain(fits);
    expect(strayHoles).toBeGreaterThan(0);
  });
});
