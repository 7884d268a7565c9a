import type { RolloutReport, ValueBand } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';

/** Bands over time as a chart draws them. */

/** A band with the dates it is told at. Values of a date are those at the end of that day. */
export interface DatedBand extends Pick<RolloutReport, 'dates'> {
  readonly band: ValueBand;
}

export interface ChartColumns {
  /** Moments, ascending: the end of a day is the number of the next. */
  readonly moments: readonly number[];
  /** Per band: P10, P50, P90 at each moment; null where it is not told. */
  readonly bands: readonly (readonly [
    p10: readonly (number | null)[],
    p50: readonly (number | null)[],
    p90: readonly (number | null)[],
  ])[];
}

/** Bands of different dates on the moments of all of them; between its own dates a band is drawn straight. */
export function chartColumns(bands: readonly DatedBand[]): ChartColumns {
  const own = bands.map(({ dates }) => dates.map((date) => dayNumber(date) + 1));
  const moments = [...new Set(own.flat())].sort((a, b) => a - b);
  return {
    moments,
    bands: bands.map(({ band }, index) => {
      const at = own[index] ?? [];
      return [
        resampled(at, band.p10, moments),
        resampled(at, band.p50, moments),
        resampled(at, band.p90, moments),
      ] as const;
    }),
  };
}

function resampled(
  own: readonly number[],
  values: readonly number[],
  moments: readonly number[],
): readonly (number | null)[] {
  let next = 0;
  return moments.map((moment) => {
    while (next < own.length && (own[next] ?? Infinity) < moment) next += 1;
    const after = own[next];
    const value = values[next];
    if (after === undefined || value === undefined) return null;
    if (after === moment) return value;
    const before = own[next - 1];
    const earlier = values[next - 1];
    if (before === undefined || earlier === undefined) return null;
    return earlier + ((value - earlier) * (moment - before)) / (after - before);
  });
}

/** Value of a column at a moment, along the line that is drawn; null beyond its ends. */
export function valueAt(moments: readonly number[], values: readonly (number | null)[], moment: number): number | null {
  const next = moments.findIndex((at) => at >= moment);
  const after = values[next] ?? null;
  if (next < 0 || after === null) return null;
  const until = moments[next] ?? moment;
  if (until === moment) return after;
  const before = values[next - 1] ?? null;
  const from = moments[next - 1];
  if (before === null || from === undefined) return null;
  return before + ((after - before) * (moment - from)) / (until - from);
}

/** Top of an axis from 0 that holds a value: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten. */
export function niceTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => value <= step * power * 1.0000001) ?? 10;
  return factor * power;
}

/** Highest value of columns and levels that are finite. */
export function highest(columns: ChartColumns, levels: readonly number[]): number {
  let most = 0;
  const look = (value: number | null): void => {
    if (value !== null && Number.isFinite(value) && value > most) most = value;
  };
  for (const band of columns.bands) for (const values of band) values.forEach(look);
  levels.forEach(look);
  return most;
}
