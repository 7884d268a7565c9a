import { type Project, ticksPerDay } from '../project.ts';

/** Amounts are sums of decimal fractions: half a cent too much is none. */
export const moneyTolerance = 0.005;

/**
 * What is left of the money while a schedule is made. A task takes its money on the day on which it begins and from then on; what
 * begins earlier must leave enough for all that was placed later.
 */
export class FundingProfile {
  /** Tick from which each total holds, ascending. */
  readonly #ticks: Int32Array;
  readonly #totals: Float64Array;
  /** Per total, what is not yet taken of it until the next. */
  readonly #left: Float64Array;
  /** The least that is left from there on. */
  readonly #least: Float64Array;

  constructor(funding: Project['funding']) {
    this.#ticks = Int32Array.from(funding, ({ day }) => day * ticksPerDay);
    this.#totals = Float64Array.from(funding, ({ total }) => total);
    this.#left = new Float64Array(funding.length);
    this.#least = new Float64Array(funding.length);
    this.clear();
  }

  clear(): void {
    this.#left.set(this.#totals);
    this.#sumUp();
  }

  /** The first tick at or after `tick` at which the money is there; infinity: never. */
  begin(tick: number, cost: number): number {
    const ticks = this.#ticks;
    if (ticks.length === 0 || cost <= 0) return tick;
    for (let at = Math.max(0, this.#placeOf(tick)); at < ticks.length; at += 1)
      if (this.#least[at] >= cost - moneyTolerance) return Math.max(tick, ticks[at]);
    return Number.POSITIVE_INFINITY;
  }

  /** Takes the money of a task that begins at `tick`. */
  take(tick: number, cost: number): void {
    if (cost <= 0 || this.#ticks.length === 0) return;
    for (let at = Math.max(0, this.#placeOf(tick)); at < this.#left.length; at += 1) this.#left[at] -= cost;
    this.#sumUp();
  }

  /** The last total that holds at a tick; −1: before the first. */
  #placeOf(tick: number): number {
    const ticks = this.#ticks;
    let place = ticks.length - 1;
    while (place >= 0 && ticks[place] > tick) place -= 1;
    return place;
  }

  #sumUp(): void {
    let least = Number.POSITIVE_INFINITY;
    for (let at = this.#left.length - 1; at >= 0; at -= 1) {
      least = Math.min(least, this.#left[at]);
      this.#least[at] = least;
    }
  }
}
