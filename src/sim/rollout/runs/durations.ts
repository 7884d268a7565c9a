import { exponential, logarithm } from '#geo/exponential.ts';
import type { Duration } from '#model/rollout/task-template.ts';
import { ticksPerDay } from '../project.ts';
import { normalQuantile } from './normal-quantile.ts';
import { pertQuantile } from './pert-quantile.ts';

/** Days that no single task takes more than, whatever was drawn: the most that a plan may give a task. */
export const longestTaskDays = 3650;

const ninetieth = normalQuantile(0.9);

/**
 * The duration in days that a share u in (0, 1) of cases stays below, as a function of u. Not falling in u; a log-normal one is cut
 * at {@link longestTaskDays}. Shapes as in DOMAIN.md (PERT: beta with α = 1 + 4(m − a)/(b − a), β = 1 + 4(b − m)/(b − a)).
 */
export function durationQuantile(duration: Duration): (u: number) => number {
  switch (duration.kind) {
    case 'fixed': {
      const { days } = duration;
      return () => days;
    }
    case 'triangular':
      return triangularQuantile(duration.low, duration.mode, duration.high);
    case 'pert': {
      const { low, mode, high } = duration;
      const range = high - low;
      if (range === 0) return () => low;
      const quantile = pertQuantile((mode - low) / range);
      return (u) => low + range * quantile(u);
    }
    case 'lognormal': {
      const { p50 } = duration;
      const spread = logarithm(duration.p90 / p50) / ninetieth;
      if (spread === 0) return () => p50;
      return (u) => Math.min(longestTaskDays, p50 * exponential(spread * normalQuantile(u)));
    }
  }
}

function triangularQuantile(low: number, mode: number, high: number): (u: number) => number {
  const range = high - low;
  if (range === 0) return () => low;
  const turn = (mode - low) / range;
  const rising = range * (mode - low);
  const falling = range * (high - mode);
  return (u) => (u < turn ? low + Math.sqrt(u * rising) : high - Math.sqrt((1 - u) * falling));
}

/** The duration in days of its calendar that a share `u` in (0, 1) of cases stays below. */
export function durationDays(duration: Duration, u: number): number {
  return durationQuantile(duration)(u);
}

/** Days as whole ticks: the nearest, and at least 1 where there is any work. */
export function ticksOfDays(days: number): number {
  return days > 0 ? Math.max(1, Math.round(days * ticksPerDay)) : 0;
}

/** {@link durationDays} as whole ticks of work; half of the cases stay below that of u = 0.5. */
export function durationTicks(duration: Duration, u: number): number {
  return ticksOfDays(durationDays(duration, u));
}

/** Mean in days of its calendar (of a log-normal one without the cut). */
export function durationMeanDays(duration: Duration): number {
  switch (duration.kind) {
    case 'fixed':
      return duration.days;
    case 'triangular':
      return (duration.low + duration.mode + duration.high) / 3;
    case 'pert':
      return (duration.low + 4 * duration.mode + duration.high) / 6;
    case 'lognormal': {
      const spread = logarithm(duration.p90 / duration.p50) / ninetieth;
      return duration.p50 * exponential((spread * spread) / 2);
    }
  }
}
