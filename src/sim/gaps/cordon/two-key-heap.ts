/** Binary heap of numbered things: the least first key comes first, then the least second, then the lowest number. */
export class TwoKeyHeap {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly items: number[] = [];
  /** Item → its place in the heap; −1 not seen, −2 taken. */
  private readonly place: Int32Array;

  /** Keys by item, kept by the caller, who calls {@link put} after each change; they only fall. */
  constructor(first: Float64Array, second: Float64Array) {
    this.first = first;
    this.second = second;
    this.place = new Int32Array(first.length).fill(-1);
  }

  isDone(item: number): boolean {
    return this.place[item] === -2;
  }

  /** Adds an item, or moves it up after it got better. */
  put(item: number): void {
    if (this.place[item] < 0) {
      this.place[item] = this.items.length;
      this.items.push(item);
    }
    this.rise(this.place[item]);
  }

  /** The first item, taken out; −1 where there is none. */
  take(): number {
    const { items, place } = this;
    const top = items[0];
    const moved = items.pop();
    if (top === undefined || moved === undefined) return -1;
    place[top] = -2;
    if (items.length > 0) {
      items[0] = moved;
      place[moved] = 0;
      this.sink(0);
    }
    return top;
  }

  private before(a: number, b: number): boolean {
    if (this.first[a] !== this.first[b]) return this.first[a] < this.first[b];
    if (this.second[a] !== this.second[b]) return this.second[a] < this.second[b];
    return a < b;
  }

  private rise(from: number): void {
    const { items, place } = this;
    const item = items[from];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!this.before(item, items[parent])) break;
      items[at] = items[parent];
      place[items[at]] = at;
      at = parent;
    }
    items[at] = item;
    place[item] = at;
  }

  private sink(from: number): void {
    const { items, place } = this;
    const item = items[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.before(items[child + 1], items[child])) child += 1;
      if (!this.before(items[child], item)) break;
      items[at] = items[child];
      place[items[at]] = at;
      at = child;
    }
    items[at] = item;
    place[item] = at;
  }
}
