/**
 * Smallest of the values that a share `q` (0 to 1) of them doesn't exceed: the inverse of their step function (type 1 of R. J.
 * Hyndman, Y. Fan, “Sample quantiles in statistical packages”, 1996), so that it is always one of them. NaN without values.
 *
 * @param values ascending
 */
export function quantile(values: ArrayLike<number>, q: number): number {
  return values.length === 0 ? Number.NaN : values[rankOf(q, values.length) - 1];
}

/**
 * First day by which a share `q` of all runs have come to it; null where fewer ever do.
 *
 * @param counts runs by day
 */
export function dayQuantile(counts: ArrayLike<number>, q: number, runs: number): number | null {
  const wanted = rankOf(q, runs);
  let sum = 0;
  for (let day = 0; day < counts.length; day += 1) {
    sum += counts[day];
    if (sum >= wanted) return day;
  }
  return null;
}

/** From 1. A whole number of values is not rounded up for the last digit of the product. */
function rankOf(q: number, count: number): number {
  return Math.min(Math.max(1, count), Math.max(1, Math.ceil(q * count - 1e-9)));
}
