import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Seeded random numbers of the demo city. Every quarter and every layer draws from its own stream (see
 * {@link Random.split}), so a change in one of them does not reshuffle the others.
 */
export interface Random {
  /** Uniform in [low, high), 32 bits of resolution. */
  between(low: number, high: number): number;
  /** Uniform whole number in [low, high], both included. */
  whole(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** An independent stream that depends only on this stream's seed and the label. */
  split(label: string): Random;
}

/** FNV-1a over the characters of the label, started from the seed (public domain hash, 32 bits). */
function mix(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** The generator's first outputs still resemble the seed; neighbouring seeds must not give neighbouring towns. */
const warmUp = 24;

/** Streams from a 32-bit seed; the same seed gives the same numbers on every machine. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  for (let i = 0; i < warmUp; i++) generator.next();
  const unit = () => (generator.next() >>> 0) / 0x100000000;
  return {
    between: (low, high) => low + unit() * (high - low),
    whole: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (probability) => unit() < probability,
    pick: (items) => items[Math.floor(unit() * items.length)],
    split: (label) => createRandom(mix(seed, label)),
  };
}
