import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMoreContacts, ringContact } from './ring-crossings.ts';
import { simplePolygons } from './simple-polygons.ts';

/** A zigzag of `count` (even) edges, most of whose boxes meet, and none of which meets another but at their corners. */
function zigzag(count: number): Float64Array {
  const ring: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const along = i % 2 === 0 ? 0 : 20_000;
    ring.push(along + i, along - i);
  }
  return Float64Array.of(...ring, count + 5, -count - 5, count - 5, -count - 15, -10, -10);
}

describe('contacts of many edges', () => {
  it('are the same with and without an index', () => {
    // Copies far away make a list long enough to be indexed.
    const far = Array.from({ length: 60 }, (_, i) => {
      const x = 1000 + 10 * i;
      return Float64Array.of(x, 0, x + 5, 0, x + 5, 5, x, 5);
    });
    const corner = fc.integer({ min: 0, max: 6 });
    const ring = fc
      .uniqueArray(fc.tuple(corner, corner), { minLength: 3, maxLength: 7, selector: ([x, y]) => 7 * x + y })
      .map((corners) => Float64Array.from(corners.flat()));
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 8 }), (rings, limit) => {
        expect(ringContact([...rings, ...far])).toBe(ringContact(rings));
        expect(hasMoreContacts([...rings, ...far], limit)).toBe(hasMoreContacts(rings, limit));
      }),
    );
  });

  it('are given up where thousands of edges lie in one place, and the outline is then not trusted', () => {
    expect(ringContact([zigzag(300)])).not.toBe('crossing');
    expect(ringContact([zigzag(9_000)])).toBe('crossing');
    expect(hasMoreContacts([zigzag(9_000)], 1e9)).toBe(true);
    expect(simplePolygons([zigzag(9_000)])).toBeNull();
  });

  it('tells holes within an outline from holes beyond it and in each other', () => {
    const square = (x: number, y: number, side: number) =>
      Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side);
    const holes = Array.from({ length: 100 }, (_, i) => square(1 + 3 * (i % 10), 1 + 3 * Math.floor(i / 10), 2));
    expect(simplePolygons([square(0, 0, 40), ...holes])).toMatchObject({ repaired: false });
    expect(simplePolygons([square(0, 0, 40), ...holes, square(50, 50, 2)])).toMatchObject({ repaired: true });
    expect(simplePolygons([square(0, 0, 40), ...holes, square(1.5, 1.5, 1)])).toMatchObject({ repaired: true });
  });
});
