import { cellX, cellY } from '../walk/study-area.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { moveMeters, rateScale, type Travel } from './approach-cost.ts';
import { moveBetween, passedCells } from './least-observed.ts';

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
  return path.filter(isTurn).flatMap((cell) => [cellX(grid, cell), cellY(grid, cell)]);
}

/** ∫ rate dt along a path of cells, without the rounding of search costs; at barriers both ends watch for half of the time. */
export function pathWatching(
  grid: WalkGrid,
  rates: ArrayLike<number>,
  path: readonly number[],
  { metersPerSecond }: Travel,
): number {
  let [watching, waiting] = [0, 0];
  for (let k = 1; k < path.length; k += 1) {
    const [from, to] = [path[k - 1], path[k]];
    const move = moveBetween(grid, from, to);
    const both = rates[from] + rates[to];
    const passed = move % 2 === 1 ? passedCells(grid, [from, to]).slice(1, 3) : [from, to];
    const four = passed.reduce((sum, cell) => sum + rates[cell], both);
    watching += (four / 4) * moveMeters(move, grid.grid.cell);
    if (((grid.moves[from] >>> move) & 1) === 0)
      waiting += (both / 2) * (grid.forcedSeconds.get(from * 16 + move) ?? 0);
  }
  return (watching / metersPerSecond + waiting) / rateScale;
}
