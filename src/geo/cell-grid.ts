import { failure, type Outcome, success } from '#model/result.ts';
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

/** Words of the bitset of a whole scene, of which every thread holds some: 256 MB, 2.1 billion cells. */
export const gridWordLimit = 67_108_864;

/**
 * Whether a scene can be counted in cells of this side; a failure whose sentence names the smallest side that can. Most scenes
 * can at any: a city of 10 km at 0.25 m has 1.6 billion cells.
 */
export function checkCellSize(bounds: Bounds, cell: number): Outcome<null> {
  const fits = (side: number) => {
    const { rows, words } = createCellGrid(bounds, side);
    return rows * words <= gridWordLimit;
  };
  if (fits(cell)) return success(null);
  const smallest = cellSizes.find((side) => side > cell && fits(side));
  const kilometres = (meters: number) => (meters / 1000).toFixed(0);
  const size = `${kilometres(bounds.maxX - bounds.minX)} × ${kilometres(bounds.maxY - bounds.minY)} km`;
  return failure(
    'too-many-cells',
    `A scene of ${size} has too many cells of ${cell} m to be held in memory; ${smallest === undefined ? 'cut it to the city' : `take cells of ${smallest} m or cut it to the city`}.`,
    '--cell',
  );
}
