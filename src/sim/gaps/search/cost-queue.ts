import { type MoveCosts, shortestMove, watchingStep } from './approach-cost.ts';

const floatWord = new Float64Array(1);
const words = new Uint32Array(floatWord.buffer);
const [highWord, lowWord] = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? [1, 0] : [0, 1];

const bucketCount = 64;
const nowhere = 255;

/**
 * Queue of cells by cost for searches whose costs never fall below what was taken last: a radix heap, in which a cell whose cost
 * cannot fall any more, as no move into it is cheap enough, leaves the order at once [Goldberg, “A simple shortest path algorithm
 * with linear average time”, 2001]. Cells come out final, but not strictly by cost. Costs are doubles ≥ 0, sorted by the bits that
 * they are made of.
 */
export class CostQueue {
  readonly #costs: Float64Array;
  readonly #rates: Int32Array;
  readonly #margin: number;
  readonly #half: number;
  /** No cost that still comes is lower. */
  #floor = 0;
  #floorHigh = 0;
  #floorLow = 0;
  readonly #buckets: Int32Array[] = Array.from({ length: bucketCount }, () => new Int32Array(64));
  readonly #sizes = new Int32Array(bucketCount);
  /** Cell → bucket; entries of other buckets are out of date. */
  readonly #where: Uint8Array;
  #ready: Int32Array = new Int32Array(1024);
  #readyCount = 0;

  /** `costs`: cell → least cost known, which the owner lowers before each {@link push}. `moves`: what moves cost. */
  constructor(costs: Float64Array, moves: Pick<MoveCosts, 'rates' | 'margin' | 'quarters'>) {
    this.#costs = costs;
    this.#rates = moves.rates;
    this.#margin = moves.margin;
    this.#half = 2 * moves.quarters[0];
    this.#where = new Uint8Array(costs.length).fill(nowhere);
  }

  /** Cost that every move into a cell has at least. */
  #caliber(cell: number): number {
    return Math.floor(this.#rates[cell + this.#margin] * this.#half) * watchingStep + shortestMove;
  }

  /** A cell got this cost, lower than before. */
  push(cell: number, cost: number): void {
    if (cost <= this.#floor + this.#caliber(cell)) {
      this.#where[cell] = nowhere;
      if (this.#readyCount === this.#ready.length) this.#ready = doubled(this.#ready);
      this.#ready[this.#readyCount] = cell;
      this.#readyCount += 1;
      return;
    }
    floatWord[0] = cost;
    const high = words[highWord] ^ this.#floorHigh;
    const bucket = high === 0 ? 31 - Math.clz32(words[lowWord] ^ this.#floorLow) : 63 - Math.clz32(high);
    if (this.#where[cell] === bucket) return;
    this.#where[cell] = bucket;
    const size = this.#sizes[bucket];
    if (size === this.#buckets[bucket].length) this.#buckets[bucket] = doubled(this.#buckets[bucket]);
    this.#buckets[bucket][size] = cell;
    this.#sizes[bucket] = size + 1;
  }

  /** A cell whose cost is final, each once; -1: none is left. */
  take(): number {
    while (this.#readyCount === 0) if (!this.#refill()) return -1;
    this.#readyCount -= 1;
    return this.#ready[this.#readyCount];
  }

  /** Empties the queue and lets it begin again at cost 0. */
  clear(): void {
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      for (let k = 0; k < this.#sizes[bucket]; k += 1) this.#where[this.#buckets[bucket][k]] = nowhere;
    }
    this.#sizes.fill(0);
    this.#readyCount = 0;
    this.#setFloor(0);
  }

  #setFloor(cost: number): void {
    floatWord[0] = cost;
    this.#floor = cost;
    this.#floorHigh = words[highWord];
    this.#floorLow = words[lowWord];
  }

  /** Spreads the lowest bucket over those below it and what is ready; false: the queue is empty. */
  #refill(): boolean {
    let lowest = 0;
    while (lowest < bucketCount && this.#sizes[lowest] === 0) lowest += 1;
    if (lowest === bucketCount) return false;
    const [cells, count] = [this.#buckets[lowest], this.#sizes[lowest]];
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k += 1) {
      const cell = cells[k];
      if (this.#where[cell] === lowest && this.#costs[cell] < least) least = this.#costs[cell];
    }
    this.#sizes[lowest] = 0;
    if (least === Number.POSITIVE_INFINITY) return true;
    this.#setFloor(least);
    for (let k = 0; k < count; k += 1) {
      const cell = cells[k];
      if (this.#where[cell] === lowest) this.push(cell, this.#costs[cell]);
    }
    return true;
  }
}

function doubled(cells: Int32Array): Int32Array {
  const larger = new Int32Array(2 * cells.length);
  larger.set(cells);
  return larger;
}
