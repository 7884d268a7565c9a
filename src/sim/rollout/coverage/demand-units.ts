/** Units that the whole demand of a goal is divided into: sums of whole units are exact, in whatever order they are made. 2⁵². */
export const demandUnits = 4_503_599_627_370_496;

/** What is not covered below this share of the whole is left by the rounding of sums. */
const nothing = 1e-12;

/**
 * Weights as whole units of `whole`, rounded so that the sum of the first n is at most half a unit off; all of it is all units.
 * `weights` may have holes, which are 0; of a whole of 0 there are no units.
 */
export function demandWeights(weights: readonly (number | undefined)[], whole: number): number[] {
  let total = 0;
  for (const weight of weights) total += weight ?? 0;
  if (!(whole > 0)) return Array.from(weights, () => 0);
  const scale = total >= whole * (1 - nothing) ? total : whole;
  let [sum, told] = [0, 0];
  return Array.from(weights, (weight) => {
    sum += weight ?? 0;
    const units = Math.min(demandUnits, Math.round((sum / scale) * demandUnits));
    const own = units - told;
    told = units;
    return own;
  });
}
