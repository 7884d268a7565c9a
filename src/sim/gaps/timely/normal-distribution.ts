import { exponential } from '#geo/exponential.ts';

/** √(2π). */
const rootOfTwoPi = 2.5066282746310002;
/** Beyond this the tail is a continued fraction, below it a series: both within 1e-13 there. */
const tailFrom = 3.5;
const tailTerms = 120;

/** Φ(z), the share of a normal distribution below z standard deviations; within 1e-13. */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < 0) return z < -tailFrom ? tail(-z) : 1 - normalDistribution(-z);
  if (z > tailFrom) return 1 - tail(z);
  // Φ(z) = ½ + φ(z) · (z + z³/3 + z⁵/(3·5) + …)
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

function density(z: number): number {
  return exponential((-z * z) / 2) / rootOfTwoPi;
}

/** 1 − Φ(z) for a large z: φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))). */
function tail(z: number): number {
  if (z > 40) return 0;
  let fraction = z;
  for (let term = tailTerms; term > 0; term -= 1) fraction = z + term / fraction;
  return density(z) / fraction;
}
