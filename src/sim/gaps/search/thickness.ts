import type { SimulationStep } from '../../simulation-step.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { MoveCosts, type Travel, watchingStep } from './approach-cost.ts';
import { CostQueue } from './cost-queue.ts';
import { passedCells } from './least-observed.ts';
import type { WatchSets } from './watch-sets.ts';

const cellsInStep = 4096;

/** Fewest entries into regions on any way, with one such way, among them a shortest. */
export interface ThinnestWay {
  /** Entries into regions, those that contain the entry itself among them. */
  readonly regions: number;
  /** Cells from an entry to a target. */
  readonly path: readonly number[];
  /** Devices in the order in which the path enters their regions, and the cells where it does. */
  readonly crossings: readonly { readonly device: number; readonly cell: number }[];
}

/**
 * The way from an entry to a target that enters fewest regions of devices; coming back into one counts again. Exact, by a search
 * whose moves cost the devices that watch the cells they pass and not the cell before. Null: there is no way.
 */
export function* thinnestWaySteps(
  grid: WalkGrid,
  sets: WatchSets,
  targets: ArrayLike<number>,
  travel: Travel,
  entries: ArrayLike<number> = grid.entryCells,
): Generator<SimulationStep, ThinnestWay | null, void> {
  const search = new ThinnestSearch(grid, sets, targets, travel, entries);
  for (let done = 0; search.settle(cellsInStep); ) {
    done += cellsInStep;
    yield { step: 'Counting regions to cross', fraction: Math.min(1, done / grid.moves.length) };
  }
  return search.way();
}

/** {@link thinnestWaySteps} in one go. */
export function thinnestWay(...parameters: Parameters<typeof thinnestWaySteps>): ThinnestWay | null {
  const steps = thinnestWaySteps(...parameters);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

class ThinnestSearch {
  readonly #grid: WalkGrid;
  readonly #sets: WatchSets;
  readonly #moves: MoveCosts;
  readonly #costs: Float64Array;
  readonly #queue: CostQueue;
  readonly #isTarget: Uint8Array;
  readonly #targets: ArrayLike<number>;
  readonly #entries: ReadonlySet<number>;
  #best = Number.POSITIVE_INFINITY;

  constructor(grid: WalkGrid, sets: WatchSets, targets: ArrayLike<number>, travel: Travel, entries: ArrayLike<number>) {
    this.#grid = grid;
    this.#sets = sets;
    this.#moves = new MoveCosts(grid, new Int32Array(grid.moves.length), travel);
    this.#costs = new Float64Array(grid.moves.length).fill(Number.POSITIVE_INFINITY);
    this.#queue = new CostQueue(this.#costs, this.#moves);
    this.#isTarget = new Uint8Array(grid.moves.length);
    this.#targets = targets;
    this.#entries = new Set(Array.from(entries));
    for (let k = 0; k < targets.length; k += 1) this.#isTarget[targets[k]] = 1;
    for (const entry of this.#entries) this.#lower(entry, sets.count(entry) * watchingStep);
  }

  #lower(cell: number, cost: number): void {
    if (!(cost < this.#costs[cell]) || cost > this.#best) return;
    this.#costs[cell] = cost;
    if (this.#isTarget[cell] === 1) this.#best = cost;
    this.#queue.push(cell, cost);
  }

  /** Settles so many cells; false: the answer is there. */
  settle(cells: number): boolean {
    const { ends, lengths } = this.#moves;
    for (let count = 0; count < cells; count += 1) {
      const cell = this.#queue.take();
      if (cell < 0) return false;
      const cost = this.#costs[cell];
      if (cost > this.#best) continue;
      for (let left = this.#moves.moves(cell); left !== 0; left &= left - 1) {
        const move = 31 - Math.clz32(left & -left);
        const end = cell + ends[move];
        if (this.#costs[end] <= cost + lengths[move]) continue;
        this.#lower(end, cost + this.#step(cell, move));
      }
    }
    return true;
  }

  #step(cell: number, move: number): number {
    const { ends, firsts, seconds, lengths } = this.#moves;
    const end = cell + ends[move];
    if (move % 2 === 0) return this.#sets.entered(cell, end) * watchingStep + lengths[move];
    // The way passes the straight neighbour first, then the diagonal one.
    const [first, second] =
      move % 4 === 1 ? [cell + firsts[move], cell + seconds[move]] : [cell + seconds[move], cell + firsts[move]];
    return this.#knight(cell, first, second, end) * watchingStep + lengths[move];
  }

  #knight(cell: number, first: number, second: number, end: number): number {
    return this.#sets.entered(cell, first) + this.#sets.entered(first, second) + this.#sets.entered(second, end);
  }

  way(): ThinnestWay | null {
    let cell = -1;
    for (let k = 0; k < this.#targets.length; k += 1) {
      const target = this.#targets[k];
      if (this.#costs[target] < (cell < 0 ? Number.POSITIVE_INFINITY : this.#costs[cell])) cell = target;
    }
    if (cell < 0) return null;
    const back = [cell];
    let move = -1;
    while (!this.#isStart(cell)) {
      move = this.#moveBefore(cell, move);
      cell += this.#moves.ends[move];
      back.push(cell);
    }
    const path = back.reverse();
    const crossings = this.#crossings(path);
    return { regions: crossings.length, path, crossings };
  }

  #isStart(cell: number): boolean {
    return this.#entries.has(cell) && this.#costs[cell] === this.#sets.count(cell) * watchingStep;
  }

  /** Move to the cell from which the way came: the same as after it where that is as good. */
  #moveBefore(cell: number, after: number): number {
    const all = this.#moves.moves(cell);
    const isBest = (move: number): boolean => {
      const before = cell + this.#moves.ends[move];
      return this.#costs[before] + this.#step(before, (move + 8) % 16) === this.#costs[cell];
    };
    if (after >= 0 && (all >>> after) & 1 && isBest(after)) return after;
    for (let move = 0; move < 16; move += 1) if ((all >>> move) & 1 && isBest(move)) return move;
    throw new Error('A settled cell has a cell before it.');
  }

  #crossings(path: readonly number[]): ThinnestWay['crossings'] {
    let before: readonly number[] = [];
    return passedCells(this.#grid, path).flatMap((cell) => {
      const devices = this.#sets.devices(cell);
      const known = new Set(before);
      before = devices;
      return devices.filter((device) => !known.has(device)).map((device) => ({ device, cell }));
    });
  }
}
