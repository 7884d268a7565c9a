import type { ValueBand } from '#model/results/rollout/rollout-report.ts';
import type { RunChunk } from '../run-chunk.ts';
import { quantile } from '../runs/quantiles.ts';

/** Places of the series behind those of the meters. */
export const furtherSeries = ['installed', 'live', 'spent'] as const;

/**
 * Quantiles by date of one series of all runs.
 *
 * @param place Of the series: a meter, or behind the meters one of {@link furtherSeries}.
 * @param stride Number of series.
 */
export function seriesBand(
  chunk: RunChunk,
  planned: RunChunk,
  dates: number,
  place: number,
  stride: number,
): ValueBand {
  const runs = chunk.until - chunk.from;
  const values = new Float32Array(runs);
  const band = {
    plan: new Array<number>(dates),
    p10: new Array<number>(dates),
    p50: new Array<number>(dates),
    p90: new Array<number>(dates),
  };
  for (let date = 0; date < dates; date += 1) {
    for (let run = 0; run < runs; run += 1) values[run] = chunk.series[(run * dates + date) * stride + place] ?? 0;
    // Most of the time most series stand still: equal values need no order.
    const [first] = values;
    if (values.some((value) => value !== first)) values.sort();
    band.plan[date] = told(planned.series[date * stride + place] ?? 0);
    band.p10[date] = told(quantile(values, 0.1));
    band.p50[date] = told(quantile(values, 0.5));
    band.p90[date] = told(quantile(values, 0.9));
  }
  return band;
}

/** Seven digits are what 32 bits hold: further ones would only lengthen files. */
function told(value: number): number {
  return Number(value.toPrecision(7));
}
