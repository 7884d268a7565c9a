import { countBits, countSet } from '../visibility/bits.ts';
import type { Region } from './scope-regions.ts';

/** A region as the words that hold its cells: long thin ones take no memory for the land beside them. */
export interface SparseRegion {
  readonly rows: Uint32Array;
  readonly words: Uint32Array;
  readonly bits: Uint32Array;
  readonly cells: number;
}

export function sparseRegion({ window, bits }: Region): SparseRegion {
  let count = 0;
  for (const word of bits) if (word !== 0) count += 1;
  const region = { rows: new Uint32Array(count), words: new Uint32Array(count), bits: new Uint32Array(count) };
  let at = 0;
  for (let k = 0; k < bits.length; k += 1) {
    if (bits[k] === 0) continue;
    const row = Math.floor(k / window.words);
    region.rows[at] = window.firstRow + row;
    region.words[at] = window.firstWord + k - row * window.words;
    region.bits[at] = bits[k];
    at += 1;
  }
  return { ...region, cells: countSet(region.bits) };
}

/** Words of a slice. */
const sliceWords = 10_000;

/** A region in parts that can be looked at without a step in between; each with the region's own number of cells. */
export function* slicesOf({ rows, words, bits, cells }: SparseRegion): Generator<SparseRegion, void, void> {
  for (let from = 0; from < bits.length; from += sliceWords) {
    const to = from + sliceWords;
    yield { rows: rows.subarray(from, to), words: words.subarray(from, to), bits: bits.subarray(from, to), cells };
  }
}

/** Merged ground that can be asked word by word: the cells that at least `count` devices see at or above a class. */
export interface MergedWords {
  wordAtLeast(index: number, count: number, row: number, word: number): number;
}

/** Cells of a region that at least `count` devices see at or above a class. */
export function seenCells(region: SparseRegion, merged: MergedWords, index: number, count: number): number {
  let cells = 0;
  for (let k = 0; k < region.bits.length; k += 1) {
    const seen = merged.wordAtLeast(index, count, region.rows[k], region.words[k]);
    if (seen !== 0) cells += countBits(seen & region.bits[k]);
  }
  return cells;
}
