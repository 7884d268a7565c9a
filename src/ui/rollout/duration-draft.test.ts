import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Duration, durationSchema } from '#model/rollout/task-template.ts';
import { type DurationKind, figuresOf, readDuration, withKind } from './duration-draft.ts';

const days = fc.double({ min: 0, max: 3650, noNaN: true });
const rising = fc.tuple(days, days, days).map((three) => three.sort((a, b) => a - b) as [number, number, number]);
const durations: fc.Arbitrary<Duration> = fc.oneof(
  days.map((value): Duration => ({ kind: 'fixed', days: value })),
  rising.map(([low, mode, high]): Duration => ({ kind: 'triangular', low, mode, high })),
  rising.map(([low, mode, high]): Duration => ({ kind: 'pert', low, mode, high })),
  rising.map(
    ([, p50, p90]): Duration => ({
      kind: 'lognormal',
      p50: p50 + 0.1 > 3650 ? 3650 : p50 + 0.1,
      p90: Math.min(3650, p90 + 0.1),
    }),
  ),
);
const kinds: fc.Arbitrary<DurationKind> = fc.constantFrom('fixed', 'triangular', 'pert', 'lognormal');

it('gives a duration that the plan takes, whatever the law is changed to', () => {
  fc.assert(
    fc.property(durations, kinds, (duration, kind) => {
      const changed = withKind(duration, kind);
      expect(changed.kind).toBe(kind);
      expect(durationSchema.safeParse(changed).success).toBe(true);
    }),
  );
});

it('keeps the likeliest length when the law changes', () => {
  expect(withKind({ kind: 'pert', low: 2, mode: 5, high: 12 }, 'fixed')).toEqual({ kind: 'fixed', days: 5 });
  expect(withKind({ kind: 'pert', low: 2, mode: 5, high: 12 }, 'lognormal')).toEqual({
    kind: 'lognormal',
    p50: 5,
    p90: 12,
  });
  expect(withKind({ kind: 'lognormal', p50: 35, p90: 75 }, 'pert')).toEqual({
    kind: 'pert',
    low: 35,
    mode: 35,
    high: 75,
  });
});

it('reads back what it shows', () => {
  fc.assert(
    fc.property(durations, (duration) => {
      expect(readDuration(duration.kind, figuresOf(duration))).toEqual({ ok: true, duration });
    }),
  );
});

it('says what is wrong with figures that do not go together', () => {
  const wrong = (kind: DurationKind, figures: Record<string, number>): string => {
    const read = readDuration(kind, figures);
    return read.ok ? '' : read.sentence;
  };
  expect(wrong('pert', { low: 5, mode: 4, high: 9 })).toBe('The figures must rise: at least, most likely, at most.');
  expect(wrong('lognormal', { p50: 0, p90: 4 })).toBe('The usual length must be more than 0 days.');
  expect(wrong('lognormal', { p50: 5, p90: 4 })).toBe('Nine of ten cannot be done sooner than half of them.');
  expect(wrong('fixed', { days: 4000 })).toBe('Each figure is between 0 and 3,650 days.');
  expect(wrong('fixed', { days: Number.NaN })).toBe('Each figure is between 0 and 3,650 days.');
});
