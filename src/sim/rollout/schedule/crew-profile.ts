/**
 * How many units of a crew are held, tick by tick, while a schedule is made: units are only ever taken, and all given back at
 * once by {@link clear}.
 */
export class CrewProfile {
  readonly units: number;
  #used = new Uint16Array(2048);
  /** Per full tick, a later tick up to which it is full; 0: not known to be full. */
  #skip = new Int32Array(2048);
  /** Per tick, the task that gives units back then, + 1; 0: none. */
  #ends = new Int32Array(2048);
  /** No unit is held from this tick on. */
  #top = 0;

  constructor(units: number) {
    this.units = units;
  }

  clear(): void {
    const end = Math.min(this.#top + 1, this.#used.length);
    this.#used.fill(0, 0, end);
    this.#skip.fill(0, 0, end);
    this.#ends.fill(0, 0, end);
    this.#top = 0;
  }

  /** The last tick from `start` until before `finish` in which `units` cannot be had; −1: they can be had in all. */
  lastConflict(start: number, finish: number, units: number): number {
    const most = this.units - units;
    const used = this.#used;
    for (let tick = Math.min(finish, this.#top) - 1; tick >= start; tick -= 1) if (used[tick] > most) return tick;
    return -1;
  }

  /** The first tick at or after `tick` in which not all units are held. */
  notFull(tick: number): number {
    const skip = this.#skip;
    let end = tick;
    while (end < this.#top && skip[end] !== 0) end = skip[end];
    for (let at = tick; at < end; ) {
      const next = skip[at];
      skip[at] = end;
      at = next;
    }
    return end;
  }

  /** Holds units from `start` until before `finish`; they must be there, see {@link lastConflict}. */
  hold(task: number, start: number, finish: number, units: number): void {
    if (finish >= this.#used.length) this.#grow(finish + 1);
    if (finish > this.#top) this.#top = finish;
    const [used, skip, all] = [this.#used, this.#skip, this.units];
    for (let tick = start; tick < finish; tick += 1) {
      const now = used[tick] + units;
      used[tick] = now;
      if (now >= all) skip[tick] = tick + 1;
    }
    const other = this.#ends[finish];
    if (other === 0 || other > task + 1) this.#ends[finish] = task + 1;
  }

  /** The task that gave units back last, not after `until` and after `from`; −1: none. */
  releasedBy(from: number, until: number): number {
    const ends = this.#ends;
    for (let tick = Math.min(until, this.#top); tick > from; tick -= 1) if (ends[tick] !== 0) return ends[tick] - 1;
    return -1;
  }

  #grow(least: number): void {
    const length = Math.max(least, 2 * this.#used.length);
    const used = new Uint16Array(length);
    const skip = new Int32Array(length);
    const ends = new Int32Array(length);
    used.set(this.#used);
    skip.set(this.#skip);
    ends.set(this.#ends);
    this.#used = used;
    this.#skip = skip;
    this.#ends = ends;
  }
}
