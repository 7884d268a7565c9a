import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyLimit, mostDraws, streamKey, threefry, uniform } from './random-stream.ts';

function block(key: [number, number], counter: [number, number]): number[] {
  const words = new Int32Array(2);
  threefry(key[0], key[1], counter[0], counter[1], words);
  return [...words].map((word) => word >>> 0);
}

/** Chi-square statistic of counts that should all be alike, as standard deviations from its mean. */
function excess(counts: Uint32Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  const wanted = sum / counts.length;
  let square = 0;
  for (const count of counts) square += (count - wanted) ** 2 / wanted;
  return (square - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return (12 * sum) / a.length;
}

const seed = fc.integer({ min: 0, max: 4_294_967_295 });
const key = fc.nat({ max: keyLimit - 1 });
const count = 100_000;
const anyKey = streamKey('mount:C-01');

/** The number as a function of one of its four coordinates, the others left as they are. */
const along: readonly [string, (n: number) => number][] = [
  ['runs', (n) => uniform(1, n, anyKey, 0)],
  ['seeds', (n) => uniform(n, 0, anyKey, 0)],
  ['keys', (n) => uniform(1, 0, n, 0)],
  ['high parts of keys', (n) => uniform(1, 0, (n % 65_536) * 4_294_967_296, n >> 16)],
  ['draws', (n) => uniform(1, n >> 16, anyKey, n % mostDraws)],
];

describe('random streams', () => {
  it('give the published values of Threefry-2x32 with 20 rounds', () => {
    const all = 0xffffffff;
    expect(block([0, 0], [0, 0])).toEqual([0x6b200159, 0x99ba4efe]);
    expect(block([all, all], [all, all])).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(block([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([0xc4923a9c, 0x483df7a0]);
  });

  it('are that function, with seed and run as its key', () => {
    fc.assert(
      fc.property(seed, seed, key, fc.nat({ max: mostDraws - 1 }), (first, run, name, draw) => {
        const high = Math.floor(name / 4_294_967_296) * 65_536 + draw;
        const [x, y] = block([first, run], [name % 4_294_967_296, high]);
        const value = uniform(first, run, name, draw);
        expect(value).toBe(((x >>> 6) * 2 ** 26 + (y >>> 6) + 0.5) / 2 ** 52);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1);
      }),
    );
  });

  it.each(along)('are spread evenly over neighbouring %s', (_, at) => {
    const counts = new Uint32Array(1000);
    for (let n = 0; n < count; n += 1) counts[Math.floor(at(n) * 1000)] += 1;
    expect(Math.abs(excess(counts))).toBeLessThan(4);
  });

  it.each(along)('are spread evenly over pairs of neighbouring %s', (_, at) => {
    const counts = new Uint32Array(1024);
    for (let n = 0; n < count; n += 1) counts[Math.floor(at(2 * n) * 32) * 32 + Math.floor(at(2 * n + 1) * 32)] += 1;
    expect(Math.abs(excess(counts))).toBeLessThan(4);
  });

  it.each(along)('are not correlated over %s', (_, at) => {
    const values = Float64Array.from({ length: count + 7 }, (__, n) => at(n));
    for (const lag of [1, 2, 7])
      expect(Math.abs(correlation(values.subarray(0, count), values.subarray(lag, lag + count)))).toBeLessThan(
        4 / Math.sqrt(count),
      );
  });

  it('of the same task in neighbouring runs and of neighbouring tasks in one run have nothing to do with each other', () => {
    const keys = Array.from({ length: 40 }, (_, n) => streamKey(`mount:C-${n}`));
    const columns = keys.map((name) => Float64Array.from({ length: 10_000 }, (_, run) => uniform(7, run, name, 0)));
    let worst = 0;
    for (let a = 0; a < columns.length; a += 1)
      for (let b = 0; b < a; b += 1) worst = Math.max(worst, Math.abs(correlation(columns[a], columns[b])));
    // Of 780 pairs of independent columns, one beyond 4.5 standard deviations is met once in 200 times.
    expect(worst).toBeLessThan(4.5 / 100);
  });

  it('hang on nothing that was drawn before', () => {
    const forward = Array.from({ length: 100 }, (_, n) => uniform(3, n, anyKey, n));
    const backward = Array.from({ length: 100 }, (_, n) => uniform(3, 99 - n, anyKey, 99 - n)).reverse();
    expect(backward).toEqual(forward);
  });

  it('have keys of 48 bits that differ by name', () => {
    const keys = Array.from({ length: 20_000 }, (_, n) => streamKey(`accept:C-${n}`));
    expect(new Set(keys).size).toBe(keys.length);
    for (const value of keys) expect(value >= 0 && value < keyLimit && Number.isInteger(value)).toBe(true);
  });
});
