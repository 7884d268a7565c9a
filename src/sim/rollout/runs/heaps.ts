/** The least of whole numbers of 31 bits first. Grows where it must, so that filling it again costs no memory. */
export class IntHeap {
  size = 0;
  #items: Int32Array;

  constructor(room = 16) {
    this.#items = new Int32Array(Math.max(1, room));
  }

  /** The least; only where there is one. */
  get first(): number {
    return this.#items[0];
  }

  clear(): void {
    this.size = 0;
  }

  push(item: number): void {
    if (this.size === this.#items.length) this.#items = grown(this.#items, new Int32Array(2 * this.size));
    const items = this.#items;
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent] <= item) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  /** Takes out the least; only where there is one. */
  pop(): number {
    const items = this.#items;
    const [least] = items;
    this.size -= 1;
    const last = items[this.size];
    let at = 0;
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && items[child + 1] < items[child]) child += 1;
      if (items[child] >= last) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return least;
  }
}

/** What is to happen when: of the earliest tick, the lowest number first. */
export class EventQueue {
  size = 0;
  readonly #numbers: number;
  #keys = new Float64Array(256);

  /** @param numbers that events may have: 0 until before this */
  constructor(numbers: number) {
    this.#numbers = numbers;
  }

  /** Tick of the earliest; infinity where there is none. */
  get tick(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : Math.floor(this.#keys[0] / this.#numbers);
  }

  clear(): void {
    this.size = 0;
  }

  push(tick: number, number: number): void {
    // Tick and number in one double: 2^32 ticks leave room for two million numbers.
    const key = tick * this.#numbers + number;
    if (this.size === this.#keys.length) this.#keys = grown(this.#keys, new Float64Array(2 * this.size));
    const keys = this.#keys;
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[at] = keys[parent];
      at = parent;
    }
    keys[at] = key;
  }

  /** Takes out the earliest and tells its number; only where there is one. */
  pop(): number {
    const keys = this.#keys;
    const [least] = keys;
    this.size -= 1;
    const last = keys[this.size];
    let at = 0;
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && keys[child + 1] < keys[child]) child += 1;
      if (keys[child] >= last) break;
      keys[at] = keys[child];
      at = child;
    }
    keys[at] = last;
    return least - Math.floor(least / this.#numbers) * this.#numbers;
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
