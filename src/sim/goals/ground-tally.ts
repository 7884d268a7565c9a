import type { Condition } from '#model/goal.ts';
import type { CoverageLayer } from '#model/results/coverage-bits.ts';
import type { DeviceFilter } from './counted-devices.ts';
import type { GroundCounter } from './ground-counters.ts';

/**
 * Merged counts of devices on cells, one per layer, condition and set of devices; `coverage-ledger.ts` keeps them. `index`: class
 * of the layer, 0 = lowest; `count`: number of devices.
 */
export interface GroundCounts {
  /**
   * From now on tells of cells (bits of a word) that come to be seen by at least `count` devices, or cease to be, until the
   * function that it gives is called.
   */
  watch(index: number, count: number, watcher: GroundCounter['change']): () => void;
  /** Visits all words with cells that at least `count` devices see. */
  eachWord(index: number, count: number, visit: (row: number, word: number, cells: number) => void): void;
}

/** Gives the counts of a layer under a condition over the devices that a filter counts; the same object for the same arguments. */
export type CountsOf = (layer: CoverageLayer, condition: Condition, filter: DeviceFilter) => GroundCounts;

/** One question to the merged ground: which cells do at least so many devices see, and what is counted on them. */
class GroundTally {
  private readonly counts: GroundCounts;
  private readonly index: number;
  private readonly devices: number;
  private counters: readonly GroundCounter[] = [];
  /** Ends the watch. */
  readonly stop: () => void;

  constructor(counts: GroundCounts, index: number, devices: number) {
    this.counts = counts;
    this.index = index;
    this.devices = devices;
    this.stop = counts.watch(index, devices, (row, word, cells, gained) => {
      for (const counter of this.counters) counter.change(row, word, cells, gained);
    });
  }

  /** Counts on these from now on; those that are new are counted from the start. */
  setCounters(counters: ReadonlySet<GroundCounter>): void {
    const known = new Set(this.counters);
    const fresh = [...counters].filter((counter) => !known.has(counter));
    this.counters = [...counters];
    for (const counter of fresh) counter.clear();
    if (fresh.length === 0) return;
    this.counts.eachWord(this.index, this.devices, (row, word, cells) => {
      for (const counter of fresh) counter.change(row, word, cells, true);
    });
  }
}

/** What is counted on one tally. */
export interface GroundQuestion {
  readonly counts: GroundCounts;
  readonly index: number;
  readonly devices: number;
  readonly counter: GroundCounter;
}

/** Keeps counters in step with the merged ground. */
export class GroundTallies {
  private readonly tallies = new Map<GroundCounts, Map<string, GroundTally>>();

  /** Replaces all questions; a counter that was asked the same before goes on. */
  ask(questions: readonly GroundQuestion[]): void {
    const wanted = new Map<GroundTally, Set<GroundCounter>>();
    for (const { counts, index, devices, counter } of questions) {
      const tally = this.tally(counts, index, devices);
      const counters = wanted.get(tally);
      if (counters === undefined) wanted.set(tally, new Set([counter]));
      else counters.add(counter);
    }
    for (const [counts, byClass] of this.tallies) {
      for (const [key, tally] of byClass) {
        const counters = wanted.get(tally);
        if (counters !== undefined) {
          tally.setCounters(counters);
          continue;
        }
        tally.stop();
        byClass.delete(key);
      }
      if (byClass.size === 0) this.tallies.delete(counts);
    }
  }

  private tally(counts: GroundCounts, index: number, devices: number): GroundTally {
    let byClass = this.tallies.get(counts);
    if (byClass === undefined) {
      byClass = new Map();
      this.tallies.set(counts, byClass);
    }
    const key = `${index} ${devices}`;
    let tally = byClass.get(key);
    if (tally === undefined) {
      tally = new GroundTally(counts, index, devices);
      byClass.set(key, tally);
    }
    return tally;
  }
}
