const cellsInStep = 65_536;

/**
 * Which devices watch each cell, as numbers of sets: cells that the same devices watch have the same number, 0 is nobody.
 * Sets are kept as chains, each a smaller set with one device more.
 */
export class WatchSets {
  /** Cell → number of its set. */
  readonly of: Int32Array;
  readonly #before: readonly number[];
  readonly #last: readonly number[];
  /** Set → devices in it that are not lost. */
  readonly #sizes: Int32Array;
  readonly #lost: Uint8Array;
  readonly #entered = new Map<number, number>();

  private constructor(of: Int32Array, before: readonly number[], last: readonly number[], lost: Uint8Array) {
    this.of = of;
    this.#before = before;
    this.#last = last;
    this.#lost = lost;
    this.#sizes = new Int32Array(before.length);
    for (let set = 1; set < before.length; set += 1) {
      this.#sizes[set] = this.#sizes[before[set]] + (lost[last[set]] === 1 ? 0 : 1);
    }
  }

  /** `devices`: cells of each, each once. Yields the devices that are in. */
  static *fromSteps(cellCount: number, devices: readonly ArrayLike<number>[]): Generator<number, WatchSets, void> {
    const of = new Int32Array(cellCount);
    const before = [0];
    const last = [-1];
    let done = 0;
    for (const [device, cells] of devices.entries()) {
      const with_ = new Map<number, number>();
      for (let k = 0; k < cells.length; k += 1) {
        done += 1;
        if (done % cellsInStep === 0) yield device;
        const set = of[cells[k]];
        let larger = with_.get(set);
        if (larger === undefined) {
          larger = before.length;
          with_.set(set, larger);
          before.push(set);
          last.push(device);
        }
        of[cells[k]] = larger;
      }
    }
    return new WatchSets(of, before, last, new Uint8Array(devices.length));
  }

  /** {@link fromSteps} in one go. */
  static from(cellCount: number, devices: readonly ArrayLike<number>[]): WatchSets {
    const steps = WatchSets.fromSteps(cellCount, devices);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same cells when these devices are lost as well. */
  without(devices: Iterable<number>): WatchSets {
    const lost = this.#lost.slice();
    for (const device of devices) lost[device] = 1;
    return new WatchSets(this.of, this.#before, this.#last, lost);
  }

  /** Number of devices that watch a cell. */
  count(cell: number): number {
    return this.#sizes[this.of[cell]];
  }

  /** Devices that watch a cell, ascending. */
  devices(cell: number): number[] {
    const devices: number[] = [];
    for (let set = this.of[cell]; set !== 0; set = this.#before[set]) {
      if (this.#lost[this.#last[set]] === 0) devices.push(this.#last[set]);
    }
    return devices.reverse();
  }

  /** Number of devices that watch the one cell and not the other. */
  entered(from: number, to: number): number {
    const [a, b] = [this.of[from], this.of[to]];
    if (a === b) return 0;
    if (this.#sizes[a] === 0 || this.#sizes[b] === 0) return this.#sizes[b];
    const pair = a * this.#sizes.length + b;
    let count = this.#entered.get(pair);
    if (count === undefined) {
      count = this.#countEntered(a, b);
      this.#entered.set(pair, count);
    }
    return count;
  }

  #countEntered(from: number, to: number): number {
    let count = 0;
    let other = from;
    // Chains descend, so both are walked once; they meet where all that is left is common.
    for (let set = to; set !== 0 && set !== other; set = this.#before[set]) {
      const device = this.#last[set];
      while (other !== 0 && this.#last[other] > device) other = this.#before[other];
      if (set === other) break;
      if ((other === 0 || this.#last[other] !== device) && this.#lost[device] === 0) count += 1;
    }
    return count;
  }
}
