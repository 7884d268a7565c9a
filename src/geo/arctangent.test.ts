import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degreesOfTangent, degreesOfVector } from './arctangent.ts';

describe('the angle of a vector', () => {
  test('is exact on the axes', () => {
    expect(degreesOfVector(0, 3)).toBe(0);
    expect(degreesOfVector(2, 0)).toBe(90);
    expect(degreesOfVector(0, -1)).toBe(180);
    expect(degreesOfVector(-5, 0)).toBe(-90);
    expect(degreesOfVector(0, 0)).toBe(0);
  });

  test('is that of the tables', () => {
    expect(degreesOfVector(1, 1)).toBeCloseTo(45, 12);
    expect(degreesOfTangent(Math.sqrt(3))).toBeCloseTo(60, 12);
    expect(degreesOfTangent(-1 / Math.sqrt(3))).toBeCloseTo(-30, 12);
    expect(degreesOfTangent(Number.POSITIVE_INFINITY)).toBe(90);
  });

  test('agrees with the engine’s own arctangent', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, (y, x) => {
        fc.pre(y !== 0 || x !== 0);
        const expected = (Math.atan2(y + 0, x + 0) * 180) / Math.PI;
        const turn = Math.abs(degreesOfVector(y, x) - expected);
        expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-12);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
