/**
 * States by their key, least first; of equal keys the lowest state. Every state is in it at most once and its key only falls.
 * Four children a node, in typed arrays that are used again.
 */
export class StateHeap {
  private readonly states: Int32Array;
  private readonly place: Int32Array;
  private readonly keys: Float64Array;
  private size = 0;

  /** `keys`: state → key, kept by the caller, who calls {@link lower} after each change. */
  constructor(keys: Float64Array) {
    this.keys = keys;
    this.states = new Int32Array(keys.length);
    this.place = new Int32Array(keys.length).fill(-1);
  }

  get length(): number {
    return this.size;
  }

  clear(): void {
    for (let at = 0; at < this.size; at += 1) this.place[this.states[at]] = -1;
    this.size = 0;
  }

  /** Puts a state in, or moves it up after its key has fallen. */
  lower(state: number): void {
    const { states, place } = this;
    let at = place[state];
    if (at < 0) {
      at = this.size;
      this.size += 1;
    }
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (!this.before(state, states[parent])) break;
      states[at] = states[parent];
      place[states[at]] = at;
      at = parent;
    }
    states[at] = state;
    place[state] = at;
  }

  /** The first state, −1 where there is none. */
  first(): number {
    return this.size === 0 ? -1 : this.states[0];
  }

  /** Takes the first state out; −1 where there is none. */
  pop(): number {
    const { states, place } = this;
    if (this.size === 0) return -1;
    const top = states[0];
    place[top] = -1;
    this.size -= 1;
    if (this.size > 0) this.sink(states[this.size]);
    return top;
  }

  private sink(state: number): void {
    const { states, place, size } = this;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      let least = first;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child += 1) if (this.before(states[child], states[least])) least = child;
      if (!this.before(states[least], state)) break;
      states[at] = states[least];
      place[states[at]] = at;
      at = least;
    }
    states[at] = state;
    place[state] = at;
  }

  private before(a: number, b: number): boolean {
    const difference = this.keys[a] - this.keys[b];
    return difference < 0 || (difference === 0 && a < b);
  }
}
