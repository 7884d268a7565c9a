import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential, logarithm, power } from './exponential.ts';

function close(value: number, wanted: number, tolerance = 2e-15): void {
  const off = Math.max(Number.MIN_VALUE, tolerance * Math.max(1e-300, Math.abs(wanted)));
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(off);
}

describe('exponential', () => {
  it('is 1 at 0, e at 1, and e² at 2', () => {
    expect(exponential(0)).toBe(1);
    close(exponential(1), Math.E);
    close(exponential(2), Math.E * Math.E);
  });

  it('ends in infinity and in 0', () => {
    expect(exponential(710)).toBe(Infinity);
    expect(exponential(Infinity)).toBe(Infinity);
    expect(exponential(-746)).toBe(0);
    expect(exponential(-Infinity)).toBe(0);
    expect(exponential(Number.NaN)).toBeNaN();
    expect(exponential(-745)).toBeGreaterThan(0);
  });

  it('agrees with the engine’s own over the whole range', () => {
    fc.assert(fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => close(exponential(x), Math.exp(x))));
  });
});

describe('logarithm', () => {
  it('is 0 at 1, and −∞ at 0', () => {
    expect(logarithm(1)).toBe(0);
    expect(logarithm(0)).toBe(-Infinity);
    expect(logarithm(-1)).toBeNaN();
    expect(logarithm(Infinity)).toBe(Infinity);
    close(logarithm(Number.MIN_VALUE), Math.log(Number.MIN_VALUE));
  });

  it('agrees with the engine’s own', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (x) =>
        close(logarithm(x), Math.log(x)),
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => close(logarithm(x), Math.log(x), 4e-15)),
    );
  });

  it('undoes the exponential', () => {
    fc.assert(
      fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
        expect(Math.abs(logarithm(exponential(x)) - x)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('power', () => {
  it('has the powers of 2 and the roots of squares', () => {
    close(power(2, 10), 1024, 1e-13);
    close(power(9, 0.5), 3, 1e-13);
    expect(power(5, 0)).toBe(1);
    expect(power(0, 2)).toBe(0);
    expect(power(0, -1)).toBe(Infinity);
    expect(power(0, Number.NaN)).toBeNaN();
    expect(power(-2, 2)).toBeNaN();
    expect(power(Infinity, -1)).toBe(0);
  });
});
