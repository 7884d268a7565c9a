import type { CellRuns } from '#model/results/gaps/breach.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { cellX, cellY } from '../walk/study-area.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { gridWithinSteps } from './allowed-grid.ts';
import type { Travel } from './approach-cost.ts';
import { bestEntry, leastObservedSteps, pathFrom } from './least-observed.ts';

/** Ground that can be reached from outside over unobserved cells only. */
export interface UnobservedGround {
  /** Cell → 1: part of it. */
  readonly isPart: Uint8Array;
  readonly cells: number;
  readonly openEntries: number;
  /** Shortest way through it, from an entry to a target; null where it reaches none. */
  readonly path: readonly number[] | null;
}

/** @param isUnobserved cell → 1: below the category. */
export function* unobservedGroundSteps(
  grid: WalkGrid,
  isUnobserved: Uint8Array,
  targets: ArrayLike<number>,
  travel: Travel,
  entries: ArrayLike<number> = grid.entryCells,
): Generator<SimulationStep, UnobservedGround, void> {
  const unobserved = (cells: ArrayLike<number>) => Array.from(cells).filter((cell) => isUnobserved[cell] === 1);
  const openEntries = unobserved(entries);
  const within = yield* gridWithinSteps(grid, isUnobserved);
  const search = yield* leastObservedSteps(within, new Int32Array(isUnobserved.length), openEntries, travel);
  const isPart = new Uint8Array(isUnobserved.length);
  let cells = 0;
  for (let cell = 0; cell < isPart.length; cell += 1) {
    if (search.costs[cell] === Number.POSITIVE_INFINITY) continue;
    isPart[cell] = 1;
    cells += 1;
  }
  const target = bestEntry(search.costs, unobserved(targets));
  return {
    isPart,
    cells,
    openEntries: openEntries.length,
    path: target < 0 ? null : pathFrom(search, target).reverse(),
  };
}

/** Marked cells as runs, row by row. */
export function cellRuns(grid: WalkGrid, isPart: Uint8Array): CellRuns {
  const runs: number[] = [];
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      if (isPart[row * grid.columns + column] === 0) continue;
      const first = column;
      while (column < grid.columns && isPart[row * grid.columns + column] === 1) column += 1;
      runs.push(row, first, column - first);
    }
  }
  const cellMeters = grid.grid.cell;
  return { cellMeters, minX: cellX(grid, 0) - cellMeters / 2, minY: cellY(grid, 0) - cellMeters / 2, runs };
}
