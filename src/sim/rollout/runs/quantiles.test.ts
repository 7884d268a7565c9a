import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayQuantile, quantile } from './quantiles.ts';

describe('quantile', () => {
  it('is the smallest value that the share does not exceed', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0, 0.1, 0.11, 0.5, 0.9, 0.91, 1].map((q) => quantile(values, q))).toEqual([1, 1, 2, 5, 9, 10, 10]);
    expect(quantile([4], 0.1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('has its share of the values at or below it and less than that below', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 30 }), { minLength: 1 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (list, q) => {
          const value = quantile(
            list.sort((a, b) => a - b),
            q,
          );
          expect(list.filter((other) => other <= value).length).toBeGreaterThanOrEqual(q * list.length - 1e-6);
          expect(list.filter((other) => other < value).length).toBeLessThan(q * list.length);
        },
      ),
    );
  });
});

describe('dayQuantile', () => {
  it('is the quantile of the days that were counted, those that never come behind all others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 20 }), { minLength: 1 }),
        fc.nat({ max: 9 }),
        fc.nat({ max: 100 }),
        (list, never, percent) => {
          const counts = new Uint16Array(21);
          for (const day of list) counts[day] += 1;
          const days = [
            ...list.sort((a, b) => a - b),
            ...Array.from({ length: never }, () => Number.POSITIVE_INFINITY),
          ];
          const wanted = quantile(days, percent / 100);
          expect(dayQuantile(counts, percent / 100, days.length) ?? Number.POSITIVE_INFINITY).toBe(wanted);
        },
      ),
    );
  });
});
