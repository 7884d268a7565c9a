import { watchingStep } from './approach-cost.ts';
import type { LeastObserved } from './least-observed.ts';

/** Cells settled between two yields. */
const cellsInStep = 4096;

/** Cells with the rates that they get; each cell once. */
export interface RateChange {
  readonly cells: ArrayLike<number>;
  readonly rates: ArrayLike<number>;
}

const isLogged = 1;
const isCandidate = 2;
const isReopened = 4;

/**
 * A finished search whose rates change, for a device lost or added: does again only what changes, and gives back what was there
 * before. Changes the search that it was made from; while a change is applied, its costs are those of the changed rates.
 */
export class ChangedSearch {
  readonly search: LeastObserved;
  readonly #marks: Uint8Array;
  #cells = new Int32Array(1024);
  #costs = new Float64Array(1024);
  #logged = 0;
  /** Cells whose best way may change because one of their moves does. */
  #candidates: number[] = [];
  #rateCells: number[] = [];
  #rateValues: number[] = [];

  constructor(search: LeastObserved) {
    this.search = search;
    this.#marks = new Uint8Array(search.costs.length);
  }

  /** {@link changeSteps} in one go. */
  change(change: RateChange, entries: ArrayLike<number> | null = null): void {
    for (const _ of this.changeSteps(change, entries));
  }

  /**
   * Applies a change on top of those before. Without `entries` all costs are then those of a search from nothing. With them only those
   * on best ways from the best of these entries are, so that the best entry and its path are; that saves most where rates only fall. Yields the cells
   * settled so far. If stopped between two yields, {@link restore} is still right.
   */
  *changeSteps(change: RateChange, entries: ArrayLike<number> | null = null): Generator<number, void, void> {
    const { queue } = this.search;
    queue.clear();
    const rose = yield* this.#setRates(change);
    const candidates = this.#candidates;
    if (rose) yield* this.#reopen();
    const bound = rose ? null : entries;
    const best = bound === null ? Number.POSITIVE_INFINITY : this.#leastOf(bound);
    for (let k = 0; k < candidates.length; k += 1) {
      if (k % cellsInStep === cellsInStep - 1) yield k;
      this.#pull(candidates[k], best);
    }
    this.#forgetCandidates();
    yield* this.#settle(best, bound);
  }

  /** Takes back all changes since the search was finished or last kept. */
  restore(): void {
    this.search.queue.clear();
    this.#forgetCandidates();
    for (let k = 0; k < this.#logged; k += 1) {
      this.search.costs[this.#cells[k]] = this.#costs[k];
      this.#marks[this.#cells[k]] = 0;
    }
    for (let k = this.#rateCells.length - 1; k >= 0; k -= 1) {
      this.search.moves.setRate(this.#rateCells[k], this.#rateValues[k]);
    }
    this.#forget();
  }

  /** Makes the changes so far what {@link restore} goes back to; only after changes without entries. */
  keep(): void {
    for (let k = 0; k < this.#logged; k += 1) this.#marks[this.#cells[k]] = 0;
    this.#forget();
  }

  #forgetCandidates(): void {
    for (const cell of this.#candidates) this.#marks[cell] &= ~isCandidate;
    this.#candidates = [];
  }

  #forget(): void {
    this.#logged = 0;
    this.#rateCells = [];
    this.#rateValues = [];
  }

  #leastOf(entries: ArrayLike<number>): number {
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < entries.length; k += 1) best = Math.min(best, this.search.costs[entries[k]]);
    return best;
  }

  /** Sets rates and notes the cells of which some move changes, each once; whether a rate rose. */
  *#setRates({ cells, rates }: RateChange): Generator<number, boolean, void> {
    const { moves, grid } = this.search;
    let rose = false;
    const add = (cell: number): void => {
      if (!(cell >= 0 && cell < grid.moves.length) || this.#marks[cell] & isCandidate) return;
      if (moves.moves(cell) === 0) return;
      this.#marks[cell] |= isCandidate;
      this.#candidates.push(cell);
    };
    for (let k = 0; k < cells.length; k += 1) {
      if (k % cellsInStep === cellsInStep - 1) yield k;
      const [cell, before] = [cells[k], moves.rate(cells[k])];
      moves.setRate(cell, rates[k]);
      const after = moves.rate(cell);
      if (after === before) continue;
      rose ||= after > before;
      this.#rateCells.push(cell);
      this.#rateValues.push(before);
      add(cell);
      // Both ends of a move that passes the cell are among the cells around it.
      for (let move = 0; move < 16; move += 1) add(cell + moves.ends[move]);
    }
    return rose;
  }

  #lower(cell: number, cost: number): void {
    this.#log(cell);
    this.search.costs[cell] = cost;
    this.search.queue.push(cell, cost);
  }

  #log(cell: number): void {
    if (this.#marks[cell] & isLogged) return;
    this.#marks[cell] |= isLogged;
    if (this.#logged === this.#cells.length) {
      const [cells, costs] = [new Int32Array(2 * this.#logged), new Float64Array(2 * this.#logged)];
      cells.set(this.#cells);
      costs.set(this.#costs);
      this.#cells = cells;
      this.#costs = costs;
    }
    this.#cells[this.#logged] = cell;
    this.#costs[this.#logged] = this.search.costs[cell];
    this.#logged += 1;
  }

  /** Takes for a cell the best that its neighbours offer. */
  #pull(cell: number, best: number): void {
    const { moves, costs } = this.search;
    let least = costs[cell];
    for (let left = moves.moves(cell); left !== 0; left &= left - 1) {
      const move = 31 - Math.clz32(left & -left);
      const before = costs[cell + moves.ends[move]];
      if (before < least) least = Math.min(least, before + moves.cost(cell, move));
    }
    if (least < costs[cell] && least <= best) this.#lower(cell, least);
  }

  /**
   * Where rates rose: cells whose cost no neighbour bears any more become unreached, and then what only they bore [Ramalingam and
   * Reps, “On the computational complexity of dynamic graph problems”, 1996]. They are added to the candidates.
   */
  *#reopen(): Generator<number, void, void> {
    const { moves, costs, targets } = this.search;
    const isTarget = new Set(targets);
    const reopened: number[] = [];
    const check = (cell: number): void => {
      if (this.#marks[cell] & isReopened || costs[cell] === Number.POSITIVE_INFINITY || isTarget.has(cell)) return;
      if (this.#isBorne(cell)) return;
      this.#log(cell);
      this.#marks[cell] |= isReopened;
      reopened.push(cell);
    };
    for (const cell of this.#candidates) check(cell);
    for (let k = 0; k < reopened.length; k += 1) {
      if (k % cellsInStep === cellsInStep - 1) yield k;
      const cell = reopened[k];
      for (let left = moves.moves(cell); left !== 0; left &= left - 1) {
        const move = 31 - Math.clz32(left & -left);
        const end = cell + moves.ends[move];
        if (costs[end] > costs[cell] && costs[cell] + moves.cost(cell, move) <= costs[end]) check(end);
      }
    }
    for (const cell of reopened) {
      costs[cell] = Number.POSITIVE_INFINITY;
      this.#marks[cell] &= ~isReopened;
      if ((this.#marks[cell] & isCandidate) === 0) this.#candidates.push(cell);
    }
  }

  /** Whether some neighbour that is not reopened gives this cell the cost that it has, or a lower one. */
  #isBorne(cell: number): boolean {
    const { moves, costs } = this.search;
    const cost = costs[cell];
    for (let left = moves.moves(cell); left !== 0; left &= left - 1) {
      const move = 31 - Math.clz32(left & -left);
      const end = cell + moves.ends[move];
      if (costs[end] >= cost || this.#marks[end] & isReopened) continue;
      if (costs[end] + moves.cost(cell, move) <= cost) return true;
    }
    return false;
  }

  *#settle(bestBefore: number, onlyBestOf: ArrayLike<number> | null): Generator<number, void, void> {
    const { grid, moves, costs, queue } = this.search;
    const { rates, margin, ends, firsts, seconds, quarters, lengths } = moves;
    const entries = onlyBestOf === null ? null : new Set(Array.from(onlyBestOf));
    let best = bestBefore;
    for (let count = 1; ; count += 1) {
      if (count % cellsInStep === 0) yield count;
      const cell = queue.take();
      if (cell < 0) return;
      const cost = costs[cell];
      if (cost > best) continue;
      if (entries?.has(cell) === true && cost < best) best = cost;
      const at = cell + margin;
      const open = grid.moves[cell];
      for (let left = moves.moves(cell); left !== 0; left &= left - 1) {
        const move = 31 - Math.clz32(left & -left);
        const end = cell + ends[move];
        if (costs[end] <= cost) continue;
        let next = cost;
        if ((open >>> move) & 1) {
          const sum = rates[at] + rates[at + firsts[move]] + rates[at + seconds[move]] + rates[at + ends[move]];
          next += Math.floor(sum * quarters[move]) * watchingStep + lengths[move];
        } else next += moves.forced(cell, move);
        if (next >= costs[end] || next > best) continue;
        this.#lower(end, next);
      }
    }
  }
}
