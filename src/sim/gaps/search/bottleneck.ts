import type { SimulationStep } from '../../simulation-step.ts';
import { StateHeap } from '../traffic/state-heap.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { gridWithinSteps } from './allowed-grid.ts';
import { MoveCosts, type Travel } from './approach-cost.ts';
import { bestEntry, leastObservedSteps, passedCells, pathFrom } from './least-observed.ts';

const cellsInStep = 4096;

/** The way on which the highest rate that has to be endured is least, and among those the shortest. */
export interface BottleneckWay {
  /** That rate, as cells hold it (2⁻¹⁶ per second). */
  readonly rate: number;
  /** Cells from the entry to a target. */
  readonly path: readonly number[];
  /** The first cell passed where it is endured. */
  readonly worst: number;
}

/**
 * Maximal breach path [Meguerdichian et al., “Coverage problems in wireless ad-hoc sensor networks”, 2001] of rates instead of
 * distances, in two passes: the rate by a search for the bottleneck, then the shortest way over cells within it. Null: there is no
 * way.
 *
 * @param rates cell → watch rate of all devices together.
 */
export function* bottleneckWaySteps(
  grid: WalkGrid,
  rates: ArrayLike<number>,
  targets: ArrayLike<number>,
  travel: Travel,
  entries: ArrayLike<number> = grid.entryCells,
): Generator<SimulationStep, BottleneckWay | null, void> {
  const rate = yield* bottleneckSteps(grid, rates, targets, travel, entries);
  if (rate === null) return null;
  const isAllowed = new Uint8Array(grid.moves.length);
  for (let cell = 0; cell < isAllowed.length; cell += 1) isAllowed[cell] = rates[cell] <= rate ? 1 : 0;
  const path = yield* shortestWithinSteps(grid, isAllowed, targets, travel, entries);
  if (path === null) return null;
  const worst = passedCells(grid, path).find((cell) => rates[cell] === rate);
  return { rate, path, worst: worst ?? path[0] };
}

/** The shortest way from an entry to a target that stays on allowed cells; null: there is none. */
export function* shortestWithinSteps(
  grid: WalkGrid,
  isAllowed: Uint8Array,
  targets: ArrayLike<number>,
  travel: Travel,
  entries: ArrayLike<number>,
): Generator<SimulationStep, number[] | null, void> {
  const allowed = (cells: ArrayLike<number>) => Array.from(cells).filter((cell) => isAllowed[cell] === 1);
  const within = yield* gridWithinSteps(grid, isAllowed);
  const search = yield* leastObservedSteps(within, new Int32Array(isAllowed.length), allowed(targets), travel);
  const entry = bestEntry(search.costs, allowed(entries));
  return entry < 0 ? null : pathFrom(search, entry);
}

/** Least highest rate from any entry to a target. */
function* bottleneckSteps(
  grid: WalkGrid,
  rates: ArrayLike<number>,
  targets: ArrayLike<number>,
  travel: Travel,
  entries: ArrayLike<number>,
): Generator<SimulationStep, number | null, void> {
  const moves = new MoveCosts(grid, rates, travel);
  const flood = new BottleneckFlood(moves, rates, targets);
  const isEntry = new Set(Array.from(entries));
  for (let count = 0; ; count += 1) {
    if (count % cellsInStep === 0) yield { step: 'Searching the bottleneck', fraction: count / grid.moves.length };
    const cell = flood.take();
    if (cell < 0) return null;
    if (isEntry.has(cell)) return flood.level;
  }
}

/** Visits cells by the highest rate that has to be endured on the way to a target. */
class BottleneckFlood {
  readonly #moves: MoveCosts;
  readonly #rates: ArrayLike<number>;
  readonly #levels: Float64Array;
  readonly #higher: StateHeap;
  /** Cells that are reached at the present level. */
  readonly #reached: number[] = [];
  readonly #isDone: Uint8Array;
  /** Highest rate endured to the cell taken last. */
  level = 0;

  constructor(moves: MoveCosts, rates: ArrayLike<number>, targets: ArrayLike<number>) {
    this.#moves = moves;
    this.#rates = rates;
    this.#levels = new Float64Array(rates.length).fill(Number.POSITIVE_INFINITY);
    this.#higher = new StateHeap(this.#levels);
    this.#isDone = new Uint8Array(rates.length);
    for (let k = 0; k < targets.length; k += 1) this.#offer(targets[k], rates[targets[k]]);
  }

  #offer(cell: number, level: number): void {
    const before = this.#levels[cell];
    if (level >= before) return;
    this.#levels[cell] = level;
    if (level <= this.level) this.#reached.push(cell);
    // One that had been put off moves up among those put off, whose order hangs on its level.
    if (level > this.level || before !== Number.POSITIVE_INFINITY) this.#higher.lower(cell);
  }

  take(): number {
    let cell = this.#reached.pop() ?? this.#higher.pop();
    // A cell that was reached at the present level after it had been put off is still among those put off.
    while (cell >= 0 && this.#isDone[cell] === 1) cell = this.#reached.pop() ?? this.#higher.pop();
    if (cell < 0) return -1;
    this.#isDone[cell] = 1;
    this.level = Math.max(this.level, this.#levels[cell]);
    const { ends, firsts, seconds } = this.#moves;
    for (let left = this.#moves.moves(cell); left !== 0; left &= left - 1) {
      const move = 31 - Math.clz32(left & -left);
      const end = cell + ends[move];
      if (this.#isDone[end] === 1) continue;
      const onWay = Math.max(this.#rates[cell + firsts[move]], this.#rates[cell + seconds[move]]);
      this.#offer(end, Math.max(this.level, onWay, this.#rates[end]));
    }
    return cell;
  }
}
