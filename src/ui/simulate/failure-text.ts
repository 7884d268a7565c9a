import type { AvailabilityMetric } from '#model/results/gaps/availability.ts';
import type { FailedPart, FailureMetric } from '#model/results/gaps/failures.ts';
import { formatNumber } from '../format.ts';
import { formatBitrate, formatMoney } from '../text/amounts.ts';
import { formatChance } from './gap-text.ts';

/** Losses and figures of failures in words. */

/** How much worse a metric gets without a part, in its own unit, never below 0; null where it cannot be measured. */
export function failedLoss(part: FailedPart, metric: FailureMetric | null, index: number): number | null {
  if (metric === null) return part.loss;
  const without = part.values[index] ?? null;
  if (metric.value === null || without === null) return null;
  const worse = metric.better === 'more' ? metric.value - without : without - metric.value;
  return Math.max(0, worse);
}

/** `−9.4 pp` for what falls, `+0.06` for what should be small and rises; `0.0 pp` where nothing is lost. */
export function lossText(part: FailedPart, metric: FailureMetric | null, index: number): string {
  const loss = failedLoss(part, metric, index);
  if (loss === null) return '–';
  const sign = loss === 0 ? '' : metric === null || metric.better === 'more' ? '−' : '+';
  switch (metric?.unit) {
    case undefined:
    case 'percent':
      return `${sign}${formatNumber(loss, 1)} pp`;
    case 'share':
      return `${sign}${formatNumber(loss * 100, 1)} pp`;
    case 'points':
      return `${sign}${formatNumber(loss, 1)}`;
    case 'money':
    case 'mbps':
      return `${sign}${formatNumber(loss)}`;
  }
}

/** A metric's value in its unit. */
export function metricText(value: number | null, { unit }: Pick<FailureMetric, 'unit'>, currency: string): string {
  if (value === null) return '–';
  switch (unit) {
    case 'percent':
      return `${formatNumber(value, 1)} %`;
    case 'share':
      return formatChance(value);
    case 'points':
      return formatNumber(value, 1);
    case 'money':
      return formatMoney(value, currency);
    case 'mbps':
      return formatBitrate(value);
  }
}

/** P10, P50 and P90 of a metric, its unit only once where it is per cent: `75.9 · 81.8 · 84.3 %`. */
export function spreadText(
  { p10, p50, p90, unit }: Pick<AvailabilityMetric, 'p10' | 'p50' | 'p90' | 'unit'>,
  currency: string,
): string {
  const texts = [p10, p50, p90].map((value) => metricText(value, { unit }, currency));
  const joined = texts.join(' · ');
  return unit === 'percent' ? joined.replaceAll(' % ·', ' ·') : joined;
}
