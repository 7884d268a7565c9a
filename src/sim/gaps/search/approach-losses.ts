import type { SimulationStep } from '../../simulation-step.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import type { Watcher, WatchField } from '../walk/watch-field.ts';
import type { Travel } from './approach-cost.ts';
import { ChangedSearch } from './changed-search.ts';
import { bestEntry, type LeastObserved, leastObservedSteps, pathFrom } from './least-observed.ts';
import { pathMeters, pathWatching } from './walk-path.ts';

/** What {@link approachLossesSteps} searches. */
export interface LossesQuestion {
  readonly grid: WalkGrid;
  /** Of all watchers together; borrowed: while a loss is searched it is the field without them. */
  readonly field: WatchField;
  readonly watchers: readonly Watcher[];
  readonly targets: ArrayLike<number>;
  readonly entries: ArrayLike<number>;
  readonly travel: Travel;
}

/** The least-observed way from any entry. */
export interface LeastObservedWay {
  /** Cells from the entry to a target. */
  readonly path: readonly number[];
  /** ∫ rate dt on it: e to the minus this goes unobserved. */
  readonly watching: number;
  readonly meters: number;
}

/** Least-observed ways when devices are lost, each searched again where the loss changes something. */
export class ApproachLosses {
  readonly #question: LossesQuestion;
  readonly #changed: ChangedSearch;
  readonly #byId: ReadonlyMap<string, Watcher>;
  /** With all devices at work; null: there is no way. */
  readonly whole: LeastObservedWay | null;

  constructor(question: LossesQuestion, search: LeastObserved) {
    this.#question = question;
    this.#changed = new ChangedSearch(search);
    this.#byId = new Map(question.watchers.map((watcher) => [watcher.id, watcher]));
    this.whole = this.#best();
  }

  /**
   * The way when these devices (ids) are lost, equal to that of a search from nothing; null: there is no way. Devices that watch
   * nobody change nothing. If stopped between two yields, all is as before once the generator is returned.
   */
  *without(lost: Iterable<string>): Generator<SimulationStep, LeastObservedWay | null, void> {
    const { field, entries } = this.#question;
    const watchers = [...new Set(lost)].flatMap((id) => this.#byId.get(id) ?? []);
    if (watchers.length === 0 || this.whole === null) return this.whole;
    for (const watcher of watchers) field.remove(watcher);
    try {
      const cells = [...new Set(watchers.flatMap((watcher) => Array.from(field.cellsOf(watcher))))];
      const rates = cells.map((cell) => field.rates[cell]);
      for (const _ of this.#changed.changeSteps({ cells, rates }, entries)) {
        yield { step: 'Searching the approach without devices', fraction: 0.5 };
      }
      return this.#best();
    } finally {
      this.#changed.restore();
      for (const watcher of watchers) field.add(watcher);
    }
  }

  #best(): LeastObservedWay | null {
    const { grid, field, entries, travel } = this.#question;
    const entry = bestEntry(this.#changed.search.costs, entries);
    if (entry < 0) return null;
    const path = pathFrom(this.#changed.search, entry);
    return { path, watching: pathWatching(grid, field.rates, path, travel), meters: pathMeters(grid, path) };
  }
}

/** Searches the way with all devices at work, from which losses are searched. */
export function* approachLossesSteps(question: LossesQuestion): Generator<SimulationStep, ApproachLosses, void> {
  const { grid, field, targets, travel } = question;
  return new ApproachLosses(question, yield* leastObservedSteps(grid, field.rates, targets, travel));
}
