import type { SimulationStep } from '../../simulation-step.ts';
import { type WalkGrid, walkMoves } from '../walk/walk-grid.ts';
import { MoveCosts, type Travel, watchingStep } from './approach-cost.ts';
import { CostQueue } from './cost-queue.ts';

/** Cells settled between two yields: some milliseconds. */
const cellsInStep = 8192;

/** The answer of {@link leastObserved}: what the way from every cell to the nearest target costs. */
export interface LeastObserved {
  readonly grid: WalkGrid;
  readonly moves: MoveCosts;
  readonly targets: Uint32Array;
  /** Cell → cost of its best way to a target ({@link watchingOf}, {@link metersOf}); infinite where there is none. */
  readonly costs: Float64Array;
  /** Spare queue over {@link costs}, for searches that change them. */
  readonly queue: CostQueue;
}

/**
 * Least-observed ways from every cell to the nearest of the targets: least ∫ rate dt, and among those the shortest, so that with
 * no device it is the shortest way.
 *
 * @param rates cell → watch rate of all devices together, {@link cellRate}.
 */
export function* leastObservedSteps(
  grid: WalkGrid,
  rates: ArrayLike<number>,
  targets: ArrayLike<number>,
  travel: Travel,
): Generator<SimulationStep, LeastObserved, void> {
  const moves = new MoveCosts(grid, rates, travel);
  yield { step: 'Searching the approach', fraction: 0 };
  const costs = new Float64Array(rates.length).fill(Number.POSITIVE_INFINITY);
  const queue = new CostQueue(costs, moves);
  const search = { grid, moves, targets: Uint32Array.from(targets), costs, queue };
  for (const target of search.targets) {
    if (costs[target] === 0) continue;
    costs[target] = 0;
    queue.push(target, 0);
  }
  for (let done = 0; settle(search, cellsInStep); ) {
    done += cellsInStep;
    yield { step: 'Searching the approach', fraction: Math.min(1, done / rates.length) };
  }
  return search;
}

/** {@link leastObservedSteps} in one go. */
export function leastObserved(
  grid: WalkGrid,
  rates: ArrayLike<number>,
  targets: ArrayLike<number>,
  travel: Travel,
): LeastObserved {
  const steps = leastObservedSteps(grid, rates, targets, travel);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Settles so many cells; false: all are settled. */
function settle({ grid, moves, costs, queue }: LeastObserved, cells: number): boolean {
  const { rates, margin, ends, firsts, seconds, quarters, lengths } = moves;
  const open = grid.moves;
  for (let count = 0; count < cells; count += 1) {
    const cell = queue.take();
    if (cell < 0) return false;
    const cost = costs[cell];
    const at = cell + margin;
    const rate = rates[at];
    for (let left = open[cell]; left !== 0; left &= left - 1) {
      const move = 31 - Math.clz32(left & -left);
      const end = cell + ends[move];
      if (costs[end] <= cost) continue;
      const sum = rate + rates[at + firsts[move]] + rates[at + seconds[move]] + rates[at + ends[move]];
      const next = cost + (Math.floor(sum * quarters[move]) * watchingStep + lengths[move]);
      if (next >= costs[end]) continue;
      costs[end] = next;
      queue.push(end, next);
    }
    if (moves.travel.forced && grid.forcedMoves[cell] !== 0) settleForced(moves, costs, queue, cell);
  }
  return true;
}

function settleForced(moves: MoveCosts, costs: Float64Array, queue: CostQueue, cell: number): void {
  for (let left = moves.grid.forcedMoves[cell]; left !== 0; left &= left - 1) {
    const move = 31 - Math.clz32(left & -left);
    const end = cell + moves.ends[move];
    const next = costs[cell] + moves.forced(cell, move);
    if (next >= costs[end]) continue;
    costs[end] = next;
    queue.push(end, next);
  }
}

/** The entry with the best way, the lowest cell among equals; -1: no entry has a way. */
export function bestEntry(costs: Float64Array, entries: ArrayLike<number>): number {
  let best = -1;
  for (let k = 0; k < entries.length; k += 1) {
    const entry = entries[k];
    if (costs[entry] < (best < 0 ? Number.POSITIVE_INFINITY : costs[best])) best = entry;
  }
  return best;
}

/** First move of the best way from a cell, the one before it where that is as good; -1: at a target, or there is no way. */
export function nextMove({ moves, costs }: Pick<LeastObserved, 'moves' | 'costs'>, cell: number, before = -1): number {
  const cost = costs[cell];
  if (!(cost > 0) || cost === Number.POSITIVE_INFINITY) return -1;
  const isBest = (move: number) => costs[cell + moves.ends[move]] + moves.cost(cell, move) === cost;
  const all = moves.moves(cell);
  if (before >= 0 && (all >>> before) & 1 && isBest(before)) return before;
  for (let move = 0; move < 16; move += 1) if ((all >>> move) & 1 && isBest(move)) return move;
  return -1;
}

/** Cells of the best way from a cell to a target, both among them; empty where there is none. */
export function pathFrom(search: Pick<LeastObserved, 'moves' | 'costs'>, cell: number): number[] {
  if (!(search.costs[cell] < Number.POSITIVE_INFINITY)) return [];
  const path = [cell];
  for (let move = nextMove(search, cell); move >= 0; move = nextMove(search, path[path.length - 1], move)) {
    path.push(path[path.length - 1] + search.moves.ends[move]);
  }
  return path;
}

/** Every cell that a path passes, in order: with those on the way of its knight's moves. */
export function passedCells(grid: WalkGrid, path: readonly number[]): number[] {
  const passed = path.slice(0, 1);
  for (let k = 1; k < path.length; k += 1) {
    const move = moveBetween(grid, path[k - 1], path[k]);
    if (move % 2 === 1) {
      const [before, after] = [walkMoves[move - 1], walkMoves[(move + 1) % 16]];
      for (const [x, y] of move % 4 === 1 ? [before, after] : [after, before]) {
        passed.push(path[k - 1] + y * grid.columns + x);
      }
    }
    passed.push(path[k]);
  }
  return passed;
}

/** The move from one cell to another; -1 where no single move leads there. */
export function moveBetween({ columns }: WalkGrid, from: number, to: number): number {
  const x = (to % columns) - (from % columns);
  const y = Math.floor(to / columns) - Math.floor(from / columns);
  return walkMoves.findIndex(([column, row]) => column === x && row === y);
}
