import { createHasher } from '#geo/hash.ts';

/**
 * Random numbers without a state: each is a function of the seed, the run, what it is drawn for and which draw it is. So a run is
 * the same whoever makes it and after whichever others, and two variants of a plan that share a task draw the same for it, whatever
 * else differs between them (common random numbers), which lets their difference be told from few runs.
 *
 * The function is Threefry-2x32 with 20 rounds, a counter-based generator made for this use: J. K. Salmon, M. A. Moraes, R. O.
 * Dror, D. E. Shaw, “Parallel random numbers: as easy as 1, 2, 3”, SC'11 (2011). Its key is seed and run, its counter what is drawn
 * for. It needs additions, shifts and exclusive ors of 32-bit integers alone, which are the same on every machine.
 */
const parity = 0x1bd11bda;

/** Draws of one key. */
export const mostDraws = 65_536;
/** Keys are whole numbers below this: 48 bits, so that 50,000 tasks share one by chance once in 200,000 plans. */
export const keyLimit = 281_474_976_710_656;

/** The two words that Threefry-2x32 with 20 rounds gives for a counter under a key, put into `block`. */
export function threefry(k0: number, k1: number, c0: number, c1: number, block: Int32Array): void {
  // The rounds written out: this is drawn a thousand times a run.
  const k2 = parity ^ k0 ^ k1;
  let x = (c0 + k0) | 0;
  let y = (c1 + k1) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 1) | 0;
  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k2) | 0;
  y = (y + k0 + 2) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k0) | 0;
  y = (y + k1 + 3) | 0;
  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 4) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k2) | 0;
  y = (y + k0 + 5) | 0;
  block[0] = x;
  block[1] = y;
}

const words = new Int32Array(2);
const scale = 1 / 4_503_599_627_370_496;

/**
 * A number in (0, 1), neither end included, on a grid of 2^52 places.
 *
 * @param seed, run whole numbers of 32 bits
 * @param key of {@link streamKey}
 * @param draw below {@link mostDraws}
 */
export function uniform(seed: number, run: number, key: number, draw: number): number {
  return uniformOf(seed, run, key | 0, Math.floor(key / 4_294_967_296), draw);
}

/** {@link uniform} of a key whose 32 low and 16 high bits are at hand. */
export function uniformOf(seed: number, run: number, keyLow: number, keyHigh: number, draw: number): number {
  threefry(seed | 0, run | 0, keyLow, (keyHigh << 16) | draw, words);
  // Half a step keeps it off 0 and 1; 52 bits and the half are what a double holds.
  return ((words[0] >>> 6) * 67_108_864 + (words[1] >>> 6) + 0.5) * scale;
}

/** Key of what is drawn for, by its name: the first 48 bits of the name's SHA-256. */
export function streamKey(name: string): number {
  return Number.parseInt(createHasher().text(name).digest().slice(0, 12), 16);
}
