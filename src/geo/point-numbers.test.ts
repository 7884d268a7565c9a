import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPointNumbers } from './point-numbers.ts';

describe('point numbers', () => {
  it('agree with a map, however many points there are and whichever they are', () => {
    const coordinate = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 3000 }), (points) => {
        const numbers = createPointNumbers();
        const known = new Map<string, number>();
        for (const [x, y] of points) {
          // A map of strings tells −0 from 0 no more than === does.
          const key = `${x + 0} ${y + 0}`;
          expect(numbers.find(x, y)).toBe(known.get(key) ?? -1);
          if (!known.has(key)) known.set(key, known.size);
          expect(numbers.number(x, y)).toBe(known.get(key));
        }
        expect(numbers.count()).toBe(known.size);
      }),
      { numRuns: 30 },
    );
  });
});
