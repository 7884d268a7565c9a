import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../../test/fixtures/uniform.ts';
import { cosineOfDegrees, sineOfDegrees } from './degrees.ts';

test('multiples of 90° are exact and carry no negative zero', () => {
  const quarters = [-360, -270, -180, -90, 0, 90, 180, 270, 360];
  expect(quarters.map(sineOfDegrees)).toEqual([0, 1, 0, -1, 0, 1, 0, -1, 0]);
  expect(quarters.map(cosineOfDegrees)).toEqual([1, 0, -1, 0, 1, 0, -1, 0, 1]);
});

test('sine and cosine are within 1e-15 of the built-in ones', () => {
  fc.assert(
    fc.property(uniform(-3600, 3600), (degrees) => {
      // The built-in functions take radians, so the angle is brought near 0 first, where the conversion is accurate.
      const near = degrees - 360 * Math.round(degrees / 360);
      const radians = (near * Math.PI) / 180;
      expect(Math.abs(sineOfDegrees(degrees) - Math.sin(radians))).toBeLessThan(1e-15);
      expect(Math.abs(cosineOfDegrees(degrees) - Math.cos(radians))).toBeLessThan(1e-15);
    }),
    { numRuns: 2000 },
  );
});

test('known angles', () => {
  expect(sineOfDegrees(30)).toBeCloseTo(0.5, 15);
  expect(cosineOfDegrees(60)).toBeCloseTo(0.5, 15);
  expect(sineOfDegrees(45)).toBeCloseTo(Math.SQRT1_2, 15);
  expect(cosineOfDegrees(-135)).toBeCloseTo(-Math.SQRT1_2, 15);
});
