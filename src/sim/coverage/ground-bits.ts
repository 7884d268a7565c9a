import type { WordWindow } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { countSet } from '../visibility/bits.ts';

/** No cells in any class. */
export function emptyGround(classes: number): GroundBits {
  return {
    firstRow: 0,
    rows: 0,
    firstWord: 0,
    words: 0,
    bits: new Uint32Array(0),
    cells: new Array<number>(classes).fill(0),
  };
}

/** Bits of one class over some rows of a window, all of its words. */
export interface ClassMask {
  /** Row of the window. */
  readonly firstRow: number;
  readonly rows: number;
  readonly bits: Uint32Array<ArrayBuffer>;
  /** Index of the first row's first word. */
  readonly start: number;
}

/**
 * Bits of several classes over one window, cut down to the smallest window that holds the first class, which spans all rows and
 * holds the others. Equal coverage has equal bytes.
 *
 * @param common Over the whole window; taken into every class by “and”.
 */
export function trimmedGround(window: WordWindow, classes: readonly ClassMask[], common: Uint32Array): GroundBits {
  const box = setBox(window, classes[0], common);
  if (box === null) return emptyGround(classes.length);
  const { row0, row1, word0, word1 } = box;
  const rows = row1 - row0 + 1;
  const words = word1 - word0 + 1;
  const size = rows * words;
  const bits = new Uint32Array(classes.length * size);
  const cells = classes.map((mask, k) => {
    const end = Math.min(row1 + 1, mask.firstRow + mask.rows);
    const first = Math.max(row0, mask.firstRow);
    for (let row = first; row < end; row += 1) {
      const from = row * window.words + word0;
      const own = mask.start + (row - mask.firstRow) * window.words + word0;
      const to = k * size + (row - row0) * words;
      for (let word = 0; word < words; word += 1) bits[to + word] = common[from + word] & mask.bits[own + word];
    }
    return countSet(bits, k * size + Math.max(0, first - row0) * words, k * size + Math.max(0, end - row0) * words);
  });
  return { firstRow: window.firstRow + row0, rows, firstWord: window.firstWord + word0, words, bits, cells };
}

interface WordBox {
  readonly row0: number;
  readonly row1: number;
  readonly word0: number;
  readonly word1: number;
}

/** The rows and words in which a class and `common` have a bit in common; null where there is none. */
function setBox({ rows, words }: WordWindow, { bits, start }: ClassMask, common: Uint32Array): WordBox | null {
  let row0 = rows;
  let row1 = -1;
  let word0 = words;
  let word1 = -1;
  for (let row = 0; row < rows; row += 1) {
    for (let word = 0, at = row * words; word < words; word += 1, at += 1) {
      if ((bits[start + at] & common[at]) === 0) continue;
      if (row < row0) row0 = row;
      row1 = row;
      if (word < word0) word0 = word;
      if (word > word1) word1 = word;
    }
  }
  return row1 < 0 ? null : { row0, row1, word0, word1 };
}

/** The cells of `ground` that `keep` (over the same window, rows × words) holds. */
export function maskedGround(ground: GroundBits, keep: Uint32Array): GroundBits {
  const { rows, words, bits } = ground;
  const classes = ground.cells.map((_, k) => ({ firstRow: 0, rows, bits, start: k * rows * words }));
  return trimmedGround(ground, classes, keep);
}

/** The word of a class at a place of the grid; 0 outside the window. */
export function groundWord(ground: GroundBits, index: number, row: number, word: number): number {
  const r = row - ground.firstRow;
  const w = word - ground.firstWord;
  if (r < 0 || r >= ground.rows || w < 0 || w >= ground.words) return 0;
  return ground.bits[(index * ground.rows + r) * ground.words + w];
}
