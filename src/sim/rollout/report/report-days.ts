import type { DayBand } from '#model/results/rollout/rollout-report.ts';
import { isoDate } from '#model/rollout/calendar-days.ts';
import { type Project, ticksPerDay } from '../project.ts';
import { dayQuantile, quantile } from '../runs/quantiles.ts';

/** Ticks and days of a project as dates. */
export interface ReportDays {
  /** Of the day that a tick lies in. */
  starts(tick: number): string;
  /** Of the day that ends, or goes on, just before a tick. */
  ends(tick: number): string;
  /** Day from the start. */
  date(day: number): string;
  /** Of ticks at which something is done, one per run; −1: never. */
  bandOfEnds(ticks: Int32Array): DayBand;
  bandOfStarts(ticks: Int32Array): DayBand;
  /** Of runs counted by day. */
  bandOfCounts(counts: Uint16Array, runs: number): DayBand;
}

export function reportDays({ startDay }: Pick<Project, 'startDay'>): ReportDays {
  const date = (day: number): string => isoDate(startDay + day);
  const starts = (tick: number): string => date(Math.floor(tick / ticksPerDay));
  const ends = (tick: number): string => date(Math.max(0, Math.floor((tick - 1) / ticksPerDay)));
  const band = (ticks: Int32Array, name: (tick: number) => string): DayBand => {
    const done = ticks.filter((tick) => tick >= 0).sort();
    // Those that never come to it stand behind all others.
    const at = (q: number): string | null => {
      const place = Math.max(0, Math.ceil(q * ticks.length) - 1);
      const tick = done[place];
      return tick === undefined ? null : name(tick);
    };
    return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
  };
  return {
    starts,
    ends,
    date,
    bandOfEnds: (ticks) => band(ticks, ends),
    bandOfStarts: (ticks) => band(ticks, starts),
    bandOfCounts(counts, runs) {
      const at = (q: number): string | null => {
        const day = dayQuantile(counts, q, runs);
        return day === null ? null : date(day);
      };
      return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
    },
  };
}

export interface Spread {
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Mean and quantiles of one value per run; the values are sorted in a copy. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    mean: sorted.length === 0 ? 0 : sum / sorted.length,
    p10: quantile(sorted, 0.1),
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
  };
}
