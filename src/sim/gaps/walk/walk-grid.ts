import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';

/**
 * The 16 moves of a walker, by angle, counter-clockwise from east: columns and rows. Move m + 8 (mod 16) is the way back.
 * With them the shortest way is at most 2.8 % longer than the straight one.
 */
export const walkMoves: readonly (readonly [number, number])[] = [
  [1, 0],
  [2, 1],
  [1, 1],
  [1, 2],
  [0, 1],
  [-1, 2],
  [-1, 1],
  [-2, 1],
  [-1, 0],
  [-2, -1],
  [-1, -1],
  [-1, -2],
  [0, -1],
  [1, -2],
  [1, -1],
  [2, -1],
];

/**
 * Where people can walk, as square cells of a window of a {@link CellGrid}; cell (column, row) of the window has the index
 * row × columns + column. Made once per scene and study area; what is watched comes on top of it.
 */
export interface WalkGrid {
  readonly grid: CellGrid;
  readonly window: WordWindow;
  /** Cells of the window: 32 × window.words and window.rows. */
  readonly columns: number;
  readonly rows: number;
  /** Cell → bit m: move m of {@link walkMoves} is open. Symmetric; 0 where nobody can stand. */
  readonly moves: Uint16Array;
  /**
   * Cell → bit m: move m crosses a barrier that can be overcome (fence, wall, closed gate) and is open only to who forces a way.
   * Symmetric, and disjoint from {@link moves}.
   */
  readonly forcedMoves: Uint16Array;
  /** cell × 16 + move → seconds that the crossing takes, for every bit of {@link forcedMoves}. */
  readonly forcedSeconds: ReadonlyMap<number, number>;
  /** Cells on which an outsider can appear: walkable cells at the border of the study area. Ascending. */
  readonly entryCells: Uint32Array;
}
