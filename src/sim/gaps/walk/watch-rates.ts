import { power } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { CoverageLayer } from '#model/results/coverage-bits.ts';
import { cellRate } from '../search/approach-cost.ts';

type RateAssumptions = Pick<Assumptions, 'watchRateLow' | 'watchRateHigh'>;

/**
 * How often per second somebody is noticed by one device, by class: index 0 none, then the categories, lowest first. The two
 * highest have the assumption `watchRateHigh`, the lowest has `watchRateLow`, those between lie between in equal ratios.
 */
export function watchRates(classes: number, { watchRateLow, watchRateHigh }: RateAssumptions): readonly number[] {
  const rates = [0];
  for (let at = 1; at <= classes; at += 1) {
    if (at >= classes - 1) rates.push(watchRateHigh);
    else if (at === 1 || !(watchRateLow > 0 && watchRateHigh > 0)) rates.push(watchRateLow);
    else rates.push(watchRateLow * power(watchRateHigh / watchRateLow, (at - 1) / (classes - 2)));
  }
  return rates;
}

/**
 * Rates of a device's classes as cells hold them, 2⁻¹⁶ per second: of visible-light cameras as {@link watchRates} tells, of thermal
 * ones the lowest. Null for devices that watch nobody.
 */
export function classRates(
  layer: CoverageLayer | null,
  classes: number,
  assumptions: RateAssumptions,
): readonly number[] | null {
  if (layer === 'density') return watchRates(classes, assumptions).map(cellRate);
  if (layer === 'thermal') return [0, ...new Array<number>(classes).fill(cellRate(assumptions.watchRateLow))];
  return null;
}
