import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hidingSpan } from './hiding-span.ts';

describe('a line from 10 m down to the ground', () => {
  test('is between 4 m and 6 m from 0.4 to 0.6 of its way', () => {
    const span = hidingSpan(10, 4, 6, 0, 0);
    expect([span.from, span.to]).toEqual([expect.closeTo(0.4, 5), expect.closeTo(0.6, 5)]);
    expect(span.from).toBeLessThan(0.4);
    expect(span.sureFrom).toBeGreaterThan(0.4);
    expect(span.sureTo).toBeLessThan(0.6);
    expect(span.to).toBeGreaterThan(0.6);
  });

  test('is below 12 m from its start, and above −1 m to its end', () => {
    const span = hidingSpan(10, -1, 12, 0, 0);
    expect(span).toEqual({ from: 0, to: 1, sureFrom: 0, sureTo: 1 });
  });

  test('never rises above 11 m', () => {
    const span = hidingSpan(10, 11, 12, 0, 0);
    expect(span.from).toBeGreaterThan(span.to);
    expect(span.sureFrom).toBeGreaterThan(span.sureTo);
  });
});

test('a level line is in between all the way or never, and undecided exactly at the underside', () => {
  expect(hidingSpan(5, 4, 6, 5, 5)).toEqual({ from: 0, to: 1, sureFrom: 0, sureTo: 1 });
  const above = hidingSpan(7, 4, 6, 7, 7);
  expect(above.from).toBeGreaterThan(above.to);
  const touching = hidingSpan(4, 4, 6, 4, 4);
  expect(touching.from).toBeLessThan(touching.to);
  expect(touching.sureFrom).toBeGreaterThan(touching.sureTo);
});

test('between the bounds, some line is in between outside the sure share, and none outside the wide one', () => {
  const metres = fc.integer({ min: -40, max: 60 });
  fc.assert(
    fc.property(
      metres,
      metres,
      fc.integer({ min: 1, max: 20 }),
      metres,
      fc.integer({ min: 0, max: 15 }),
      fc.constantFrom(0, 0.3),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (z, base, thickness, lowest, range, tall, share, part) => {
        const top = base + thickness;
        const span = hidingSpan(z, base, top, lowest, lowest + range, tall);
        const target = lowest + part * range;
        // The stretch above the target, seen at this share of the way, meets the open interval from underside to top.
        const isBetween = z + (target + tall - z) * share > base && z + (target - z) * share < top;
        if (share > span.sureFrom && share < span.sureTo) expect(isBetween).toBe(true);
        if (share < span.from || share > span.to) expect(isBetween).toBe(false);
      },
    ),
    { numRuns: 3000, seed: 8 },
  );
});
