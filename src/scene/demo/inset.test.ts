import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insetRing } from './inset.ts';
import { type Point, point, regularRing, ringArea, ringWithin } from './plane.ts';

const rectangle: Point[] = [
  { x: 0, y: 0 },
  { x: 40, y: 0 },
  { x: 40, y: 20 },
  { x: 0, y: 20 },
];

describe('insetRing', () => {
  it('moves every edge by its own distance', () => {
    expect(insetRing(rectangle, [1, 2, 3, 4])).toEqual([point(4, 1), point(38, 1), point(38, 17), point(4, 17)]);
  });

  it('moves edges outwards by negative distances', () => {
    const grown = insetRing(rectangle, [-5, -5, -5, -5]);
    expect(ringArea(grown ?? [])).toBe(50 * 30);
  });

  it('lets an edge that shrinks to nothing vanish', () => {
    const cut: Point[] = [
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 40, y: 18 },
      { x: 38, y: 20 },
      { x: 0, y: 20 },
    ];
    const inner = insetRing(cut, [6, 6, 6, 6, 6]);
    expect(inner).toEqual([point(6, 6), point(34, 6), point(34, 14), point(6, 14)]);
  });

  it('gives nothing where nothing is left', () => {
    expect(insetRing(rectangle, [11, 11, 11, 11])).toBe(null);
  });

  it('leaves a ring inside the ring, as far off as asked, for any regular outline', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 24 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (n, r, d) => {
          const ring = regularRing({ x: 5, y: -3 }, r, n);
          const inner = insetRing(
            ring,
            ring.map(() => d),
          );
          if (inner === null) throw new Error('a ring of this size has room');
          expect(ringWithin(ring, inner)).toBe(true);
          const apothem = r * Math.cos(Math.PI / n);
          const scale = (apothem - d) / apothem;
          expect(ringArea(inner) / (ringArea(ring) * scale * scale)).toBeCloseTo(1, 2);
        },
      ),
    );
  });
});
