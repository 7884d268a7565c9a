/** Labels of a search, numbered as they are made, in arrays that grow and are used again. */
export class Labels {
  count = 0;
  /** −1: the destination. */
  state = new Int32Array(1024);
  arc = new Int32Array(1024);
  /** So far, and with the fastest rest of the way; whole milliseconds. */
  time = new Float64Array(1024);
  guided = new Float64Array(1024);
  set = new Int32Array(1024);
  exposure = new Float64Array(1024);
  /** The label before, −1 at the origin. */
  by = new Int32Array(1024);
  /** The label kept before this one at the same state, −1 where there is none. */
  after = new Int32Array(1024);
  private readonly head: Int32Array;
  private readonly stamp: Uint32Array;
  private run = 0;

  constructor(stateCount: number) {
    this.head = new Int32Array(stateCount);
    this.stamp = new Uint32Array(stateCount);
  }

  clear(): void {
    this.count = 0;
    this.run += 1;
  }

  add(state: number, arc: number, time: number, guided: number, set: number, exposure: number, by: number): number {
    const label = this.count;
    if (label === this.state.length) this.grow();
    this.count += 1;
    this.state[label] = state;
    this.arc[label] = arc;
    this.time[label] = time;
    this.guided[label] = guided;
    this.set[label] = set;
    this.exposure[label] = exposure;
    this.by[label] = by;
    return label;
  }

  /** Label kept last at a state, −1 where there is none; the others follow by {@link after}. */
  firstAt(state: number): number {
    return this.stamp[state] === this.run ? this.head[state] : -1;
  }

  keep(label: number): void {
    const state = this.state[label];
    this.after[label] = this.firstAt(state);
    this.head[state] = label;
    this.stamp[state] = this.run;
  }

  private grow(): void {
    const size = 2 * this.state.length;
    const grown = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    this.state = grown(this.state, new Int32Array(size));
    this.arc = grown(this.arc, new Int32Array(size));
    this.time = grown(this.time, new Float64Array(size));
    this.guided = grown(this.guided, new Float64Array(size));
    this.set = grown(this.set, new Int32Array(size));
    this.exposure = grown(this.exposure, new Float64Array(size));
    this.by = grown(this.by, new Int32Array(size));
    this.after = grown(this.after, new Int32Array(size));
  }
}

/** Labels by exposure, then by guided time, then by number. */
export class LabelHeap {
  private readonly labels: Labels;
  private readonly heap: number[] = [];

  constructor(labels: Labels) {
    this.labels = labels;
  }

  push(label: number): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(label);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(label, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = label;
  }

  /** The first label, taken out; −1 where there is none. */
  pop(): number {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return -1;
    if (heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && this.before(heap[child + 1], heap[child])) child += 1;
      if (!this.before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }

  private before(a: number, b: number): boolean {
    const { exposure, guided } = this.labels;
    if (exposure[a] !== exposure[b]) return exposure[a] < exposure[b];
    return guided[a] < guided[b] || (guided[a] === guided[b] && a < b);
  }
}
