import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Duration } from '#model/rollout/task-template.ts';
import { durationDays, durationMeanDays, durationQuantile, durationTicks, longestTaskDays } from './durations.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Mean and variance from the quantiles at the middles of equal shares. */
function moments(duration: Duration, shares = 20_000): { mean: number; variance: number } {
  const quantile = durationQuantile(duration);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < shares; i += 1) {
    const days = quantile((i + 0.5) / shares);
    sum += days;
    squares += days * days;
  }
  const mean = sum / shares;
  return { mean, variance: squares / shares - mean * mean };
}

/** Share of a beta distribution with whole α and β below x: the chance that at least α of α + β − 1 draws are below it. */
function betaShare(alpha: number, beta: number, x: number): number {
  const draws = alpha + beta - 1;
  let sum = 0;
  let choose = 1;
  for (let k = 0; k <= draws; k += 1) {
    if (k >= alpha) sum += choose * x ** k * (1 - x) ** (draws - k);
    choose = (choose * (draws - k)) / (k + 1);
  }
  return sum;
}

/** Share of Beta(1 + 4p, 5 − 4p) below x, by the midpoint rule over a parameter in which the ends are smooth. */
function betaShareByMidpoints(p: number, x: number): number {
  const parts = 20_000;
  const sumTo = (end: number): number => {
    let sum = 0;
    for (let i = 0; i < parts; i += 1) {
      const t = ((i + 0.5) / parts) * end;
      const value = t * t * (3 - 2 * t);
      sum += value ** (4 * p) * (1 - value) ** (4 - 4 * p) * 6 * t * (1 - t) * (end / parts);
    }
    return sum;
  };
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i += 1) {
    const t = (low + high) / 2;
    if (t * t * (3 - 2 * t) < x) low = t;
    else high = t;
  }
  return sumTo(low) / sumTo(1);
}

const days = fc.double({ min: 0, max: 400, noNaN: true });
const anyDuration: fc.Arbitrary<Duration> = fc.oneof(
  days.map((value): Duration => ({ kind: 'fixed', days: value })),
  fc
    .tuple(fc.constantFrom('triangular' as const, 'pert' as const), days, days, days)
    .map(([kind, ...values]): Duration => {
      const [low, mode, high] = values.sort((a, b) => a - b);
      return { kind, low, mode, high };
    }),
  fc
    .tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: 1, max: 10, noNaN: true }))
    .map(([p50, times]): Duration => ({ kind: 'lognormal', p50, p90: p50 * times })),
);

describe('normalQuantile', () => {
  it('gives the values of the published tables', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14);
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 14);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 13);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.26234008979841, 12);
  });
});

describe('durations', () => {
  it('of a fixed length are that length', () => {
    expect(durationDays({ kind: 'fixed', days: 2.5 }, 0.01)).toBe(2.5);
    expect(durationTicks({ kind: 'fixed', days: 2.5 }, 0.99)).toBe(20);
    expect(durationTicks({ kind: 'fixed', days: 0 }, 0.5)).toBe(0);
    expect(durationTicks({ kind: 'fixed', days: 0.01 }, 0.5)).toBe(1);
  });

  it('that are triangular have their closed-form quantiles and moments', () => {
    const duration: Duration = { kind: 'triangular', low: 2, mode: 3, high: 8 };
    expect(durationDays(duration, 1 / 6)).toBeCloseTo(3, 12);
    expect(durationDays(duration, 1 / 24)).toBeCloseTo(2.5, 12);
    expect(durationDays(duration, 1 - 1 / 30)).toBeCloseTo(7, 12);
    const { mean, variance } = moments(duration);
    expect(mean).toBeCloseTo(13 / 3, 6);
    expect(variance).toBeCloseTo((4 + 9 + 64 - 6 - 16 - 24) / 18, 5);
  });

  it.each([
    [0, 1, 5],
    [0.25, 2, 4],
    [0.5, 3, 3],
    [0.75, 4, 2],
    [1, 5, 1],
  ])('of PERT with the most likely value at %d are Beta(%d, %d)', (mode, alpha, beta) => {
    const quantile = durationQuantile({ kind: 'pert', low: 0, mode, high: 1 });
    for (const u of [0.0001, 0.01, 0.1, 0.35, 0.5, 0.8, 0.9, 0.99, 0.9999]) {
      expect(Math.abs(betaShare(alpha, beta, quantile(u)) - u)).toBeLessThan(2e-6);
    }
  });

  it('of PERT with other shapes are within 1e-4 of the range of independent integration', () => {
    for (const mode of [0.003, 0.107, 0.4142, 0.6181, 0.996]) {
      const quantile = durationQuantile({ kind: 'pert', low: 0, mode, high: 1 });
      for (const u of [0.001, 0.05, 0.5, 0.9, 0.999]) {
        const x = quantile(u);
        expect(betaShareByMidpoints(mode, x - 1e-4)).toBeLessThan(u);
        expect(betaShareByMidpoints(mode, x + 1e-4)).toBeGreaterThan(u);
      }
    }
  });

  it('of PERT have the mean and variance of their beta distribution', () => {
    for (const mode of [3, 3.7, 6, 10.9]) {
      const duration: Duration = { kind: 'pert', low: 3, mode, high: 11 };
      const { mean, variance } = moments(duration);
      const wanted = (3 + 4 * mode + 11) / 6;
      expect(durationMeanDays(duration)).toBeCloseTo(wanted, 12);
      expect(mean).toBeCloseTo(wanted, 4);
      expect(variance).toBeCloseTo(((wanted - 3) * (11 - wanted)) / 7, 3);
    }
  });

  it('that are log-normal have half of the cases below P50 and nine tenths below P90', () => {
    const duration: Duration = { kind: 'lognormal', p50: 20, p90: 45 };
    expect(durationDays(duration, 0.5)).toBe(20);
    expect(durationDays(duration, 0.9)).toBeCloseTo(45, 10);
    expect(durationDays(duration, 0.1)).toBeCloseTo(400 / 45, 10);
    expect(moments(duration, 200_000).mean).toBeCloseTo(durationMeanDays(duration), 2);
  });

  it('never fall as u rises, and stay within their bounds', () => {
    fc.assert(
      fc.property(anyDuration, fc.array(fc.double({ min: 1e-16, max: 1 - 1e-16, noNaN: true })), (duration, shares) => {
        const quantile = durationQuantile(duration);
        let last = 0;
        for (const u of shares.sort((a, b) => a - b)) {
          const value = quantile(u);
          // Rounding of the last digit is not a fall.
          expect(value).toBeGreaterThanOrEqual(last - 1e-12 * (1 + last));
          expect(value).toBeLessThanOrEqual(longestTaskDays);
          if (duration.kind === 'triangular' || duration.kind === 'pert') {
            expect(value).toBeGreaterThanOrEqual(duration.low - 1e-9);
            expect(value).toBeLessThanOrEqual(duration.high + 1e-9);
          }
          last = value;
        }
      }),
    );
  });

  it('that can be endless are cut', () => {
    expect(durationDays({ kind: 'lognormal', p50: 0.001, p90: 3650 }, 1 - 2 ** -53)).toBe(longestTaskDays);
  });
});
