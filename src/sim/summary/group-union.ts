import type { CellGrid } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { countSet } from '../visibility/bits.ts';

/** Devices between two steps. */
const devicesPerStep = 64;

/** Cells that any of the devices sees at or above each class. */
export function* unionCells(
  grid: CellGrid,
  grounds: readonly GroundBits[],
  classes: number,
): Generator<void, number[], void> {
  const [row0, row1] = [
    grounds.reduce((least, { firstRow, rows }) => (rows > 0 ? Math.min(least, firstRow) : least), grid.rows),
    grounds.reduce((most, { firstRow, rows }) => (rows > 0 ? Math.max(most, firstRow + rows) : most), 0),
  ];
  const cells = new Array<number>(classes).fill(0);
  if (row0 >= row1) return cells;
  const union = new Uint32Array((row1 - row0) * grid.words);
  for (let index = 0; index < classes; index += 1) {
    union.fill(0);
    for (const [k, ground] of grounds.entries()) {
      if ((ground.cells[index] ?? 0) > 0) addClass(union, grid.words, row0, ground, index);
      if (k % devicesPerStep === devicesPerStep - 1) yield;
    }
    cells[index] = countSet(union);
    yield;
  }
  return cells;
}

function addClass(
  union: Uint32Array,
  gridWords: number,
  row0: number,
  { firstRow, rows, firstWord, words, bits }: GroundBits,
  index: number,
): void {
  for (let row = 0; row < rows; row += 1) {
    const to = (firstRow - row0 + row) * gridWords + firstWord;
    const from = (index * rows + row) * words;
    for (let word = 0; word < words; word += 1) union[to + word] |= bits[from + word];
  }
}
