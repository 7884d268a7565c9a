import type { WalkGrid } from '../walk/walk-grid.ts';
import { moveMeters } from './approach-cost.ts';
import { moveBetween } from './least-observed.ts';

/** Middle of a cell, local metres. */
export function cellMiddle({ grid, window, columns }: WalkGrid, cell: number): readonly [number, number] {
  const column = grid.firstColumn + 32 * window.firstWord + (cell % columns);
  const row = grid.firstRow + window.firstRow + Math.floor(cell / columns);
  return [(column + 0.5) * grid.cell, (row + 0.5) * grid.cell];
}

/** Metres of a path of cells. */
export function pathMeters(grid: WalkGrid, path: readonly number[]): number {
  let meters = 0;
  for (let k = 1; k < path.length; k += 1)
    meters += moveMeters(moveBetween(grid, path[k - 1], path[k]), grid.grid.cell);
  return meters;
}

/** Flat x, y of a path of cells, local metres: its ends and where it turns. */
export function pathLine(grid: WalkGrid, path: readonly number[]): number[] {
  const isTurn = (_: number, k: number) =>
    k === 0 ||
    k === path.length - 1 ||
    moveBetween(grid, path[k - 1], path[k]) !== moveBetween(grid, path[k], path[k + 1]);
  return path.filter(isTurn).flatMap((cell) => cellMiddle(grid, cell));
}
