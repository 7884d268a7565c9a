/**
 * Exponential and logarithm from sums and products alone, the same on every machine: the language leaves it to the engine how it
 * rounds `Math.exp`.
 */

/** ln 2 in two parts; the first has so few digits that its product with a whole number up to 2,000 is exact. */
const logTwoHigh = 0.69314718036912381649;
const logTwoLow = 1.90821492927058770002e-10;
const inverseLogTwo = 1.4426950408889634;
/** Largest and smallest argument of {@link exponential} with a result between infinity and 0. */
const mostExponent = 709.782712893384;
const leastExponent = -745.1332191019412;
const exponentialTerms = 14;
const logarithmTerms = 12;
const rootOfHalf = 0.7071067811865476;

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
doubles[0] = 1;
/** Which of the two words holds the exponent. */
const highWord = words[1] === 0 ? 0 : 1;

/** 2 to the power of a whole number from −1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words[1 - highWord] = 0;
  words[highWord] = (exponent + 1023) << 20;
  return doubles[0];
}

/** e^x; within 1e-15 of the value. 0 and infinity where it leaves the range; NaN of NaN. */
export function exponential(x: number): number {
  if (!(x <= mostExponent)) return x > mostExponent ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x < leastExponent) return 0;
  const twos = Math.round(x * inverseLogTwo);
  const rest = x - twos * logTwoHigh - twos * logTwoLow;
  let sum = 1;
  for (let term = exponentialTerms; term > 0; term -= 1) sum = 1 + (rest * sum) / term;
  // In two steps, so that neither leaves the range before the product does.
  const half = Math.trunc(twos / 2);
  return sum * powerOfTwo(half) * powerOfTwo(twos - half);
}

/** ln x; within 1e-15 of the value, of its size or of 1, whichever is larger. −∞ at 0, NaN below. */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isSmall = x < 2.2250738585072014e-308;
  doubles[0] = isSmall ? x * 18_014_398_509_481_984 : x;
  let twos = (words[highWord] >>> 20) - 1023 - (isSmall ? 54 : 0);
  words[highWord] = (words[highWord] & 0x000f_ffff) | (1023 << 20);
  let mantissa = doubles[0];
  if (mantissa > 2 * rootOfHalf) {
    mantissa /= 2;
    twos += 1;
  }
  // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1), at most 0.172.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let term = logarithmTerms; term > 0; term -= 1) sum = square * (1 / (2 * term + 1) + sum);
  return twos * logTwoHigh + (twos * logTwoLow + 2 * s * (1 + sum));
}

/** base^exponent for a base that is not negative (else NaN); within |exponent · ln base| · 1e-15 of the value. */
export function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Number.isNaN(exponent)) return Number.NaN;
  if (base === 0) return exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
  return exponential(exponent * logarithm(base));
}
