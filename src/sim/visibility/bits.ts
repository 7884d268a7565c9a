import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';

/** A bitset over a window of whole words: rows × words, row 0 south, lowest bit west. */
export interface BitWindow {
  readonly window: WordWindow;
  readonly bits: Uint32Array<ArrayBuffer>;
}

/** Number of set bits in a word. */
export function countBits(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Number of set bits in words from … to − 1. */
export function countSet(bits: Uint32Array, from = 0, to = bits.length): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) if (bits[i] !== 0) sum += countBits(bits[i]);
  return sum;
}

/** Index of the lowest set bit; the word must not be 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Bits `from` … `to` of a row, both included, are cleared; `rowStart` is the index of the row's first word. */
export function clearSpan(bits: Uint32Array, rowStart: number, from: number, to: number): void {
  const first = rowStart + (from >> 5);
  const last = rowStart + (to >> 5);
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - (to & 31));
  if (first === last) {
    bits[first] &= ~(head & tail);
    return;
  }
  bits[first] &= ~head;
  for (let word = first + 1; word < last; word += 1) bits[word] = 0;
  bits[last] &= ~tail;
}

/** Sets the bits `from` … `to` of a row, both included. */
export function setSpan(bits: Uint32Array, rowStart: number, from: number, to: number): void {
  const first = rowStart + (from >> 5);
  const last = rowStart + (to >> 5);
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - (to & 31));
  if (first === last) {
    bits[first] |= head & tail;
    return;
  }
  bits[first] |= head;
  bits.fill(0xffffffff, first + 1, last);
  bits[last] |= tail;
}

/** Local x of the centre of a window's first column. */
export function windowX(grid: CellGrid, window: WordWindow): number {
  return (grid.firstColumn + 32 * window.firstWord + 0.5) * grid.cell;
}

/** Local y of the centre of a window's first row. */
export function windowY(grid: CellGrid, window: WordWindow): number {
  return (grid.firstRow + window.firstRow + 0.5) * grid.cell;
}

/** The whole words and rows of the grid whose centres can lie in a box, local metres; 0 rows where there are none. */
export function windowOfBox(grid: CellGrid, minX: number, minY: number, maxX: number, maxY: number): WordWindow {
  const firstRow = Math.max(0, Math.ceil(minY / grid.cell - 0.5) - grid.firstRow);
  const lastRow = Math.min(grid.rows - 1, Math.floor(maxY / grid.cell - 0.5) - grid.firstRow);
  const firstColumn = Math.max(0, Math.ceil(minX / grid.cell - 0.5) - grid.firstColumn);
  const lastColumn = Math.min(grid.columns - 1, Math.floor(maxX / grid.cell - 0.5) - grid.firstColumn);
  if (!(firstRow <= lastRow) || !(firstColumn <= lastColumn)) return { firstRow: 0, rows: 0, firstWord: 0, words: 0 };
  const firstWord = firstColumn >> 5;
  return { firstRow, rows: lastRow - firstRow + 1, firstWord, words: (lastColumn >> 5) - firstWord + 1 };
}

/** Copies the part of `from` that lies in `window`; the rest of `window` is empty. */
export function copyWindow(from: BitWindow, window: WordWindow): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(window.rows * window.words);
  const firstWord = Math.max(window.firstWord, from.window.firstWord);
  const endWord = Math.min(window.firstWord + window.words, from.window.firstWord + from.window.words);
  const firstRow = Math.max(window.firstRow, from.window.firstRow);
  const endRow = Math.min(window.firstRow + window.rows, from.window.firstRow + from.window.rows);
  if (firstWord >= endWord) return bits;
  const source = from.bits;
  const width = endWord - firstWord;
  for (let row = firstRow; row < endRow; row += 1) {
    const at = (row - from.window.firstRow) * from.window.words + firstWord - from.window.firstWord;
    const to = (row - window.firstRow) * window.words + firstWord - window.firstWord;
    // Rows are short as a rule: two calls would take longer than their words.
    for (let word = 0; word < width; word += 1) bits[to + word] = source[at + word];
  }
  return bits;
}
