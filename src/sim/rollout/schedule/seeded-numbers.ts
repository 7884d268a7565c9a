import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The generator's first numbers still resemble the seed. */
const warmUp = 24;

/** Random whole numbers from 0 until before `count`, at most 2^31; the same ones for the same seed. */
export function seededNumbers(seed: number): (count: number) => number {
  const random = xoroshiro128plus(seed | 0);
  for (let k = 0; k < warmUp; k += 1) random.next();
  return (count) => Math.floor(((random.next() >>> 0) / 4_294_967_296) * count);
}
