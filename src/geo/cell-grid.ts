import type { Bounds } from '#model/scene.ts';

/**
 * The cells that coverage is counted in. Cell (column, row) is the square of side `cell` whose centre is
 * ((firstColumn + column + ½)·cell, (firstRow + row + ½)·cell), local metres. Anchored at the frame's origin, so two runs
 * on the same scene share cells. Bitsets hold one row after the other, 32 cells a word, lowest bit west; firstColumn and
 * columns are multiples of 32, so windows of whole words need no shifting.
 */
export interface CellGrid {
  readonly cell: number;
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly columns: number;
  readonly rows: number;
  /** columns / 32. */
  readonly words: number;
}

/** Cell sizes are powers of two, so that centres are exact. */
export const cellSizes = [0.25, 0.5, 1, 2, 4, 8] as const;

export function createCellGrid(bounds: Bounds, cell: number): CellGrid {
  const span = 32 * cell;
  const firstColumn = Math.floor(bounds.minX / span) * 32;
  const lastColumn = Math.ceil(bounds.maxX / span) * 32;
  const firstRow = Math.floor(bounds.minY / cell);
  const lastRow = Math.ceil(bounds.maxY / cell);
  const columns = Math.max(32, lastColumn - firstColumn);
  return { cell, firstColumn, firstRow, columns, rows: Math.max(1, lastRow - firstRow), words: columns / 32 };
}

/** A rectangle of whole words in a {@link CellGrid}. */
export interface WordWindow {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstWord: number;
  readonly words: number;
}
