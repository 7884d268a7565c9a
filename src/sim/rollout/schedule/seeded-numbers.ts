import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The generator's first numbers still resemble the seed. */
const warmUp = 24;

/** A random whole number from 0 until before `count`, which is at most 2^31. */
export type RandomWhole = (count: number) => number;

/** The same numbers for the same seed. */
export function seededNumbers(seed: number): RandomWhole {
  const random = xoroshiro128plus(seed | 0);
  for (let k = 0; k < warmUp; k += 1) random.next();
  return (count) => Math.floor(((random.next() >>> 0) / 4_294_967_296) * count);
}
