import type { Candidate } from './order-board.ts';
import { compareValues } from './schedule-value.ts';
import type { RandomWhole } from './seeded-numbers.ts';

/** The best different schedules so far, at most so many, the best first. */
export class Population {
  readonly #most: number;
  readonly #all: Candidate[] = [];
  /** Added so far, those that were left out included. */
  #added = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** How many have been added, at most the size of the population. */
  get length(): number {
    return Math.min(this.#added, this.#most);
  }

  /** Adds a schedule unless it is worse than all of a full population, or the same as one. Its place, or −1; 0 only where it is better than all before. */
  add(one: Candidate): number {
    this.#added += 1;
    const all = this.#all;
    let place = all.length;
    while (place > 0 && compareValues(one.value, all[place - 1].value) < 0) place -= 1;
    if (place >= this.#most) return -1;
    for (let at = place - 1; at >= 0 && compareValues(one.value, all[at].value) === 0; at -= 1)
      if (isSame(one.schedule.start, all[at].schedule.start)) return -1;
    all.splice(place, 0, one);
    if (all.length > this.#most) all.pop();
    return place;
  }

  /** The better of two by chance. */
  pick(random: RandomWhole): Candidate {
    const { length } = this.#all;
    return this.#all[Math.min(random(length), random(length))];
  }
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
