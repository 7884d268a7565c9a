import { exponential } from '#geo/exponential.ts';
import type { GapStep } from '../gap-step.ts';
import { type Travel, watchingOf } from '../search/approach-cost.ts';
import { ChangedSearch } from '../search/changed-search.ts';
import { type LeastObserved, leastObservedSteps } from '../search/least-observed.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import type { Watcher, WatchField } from '../walk/watch-field.ts';

/** How likely an intruder who knows all cameras arrives unobserved. */
export interface EntryChances {
  /** From the entry where it is likeliest. */
  readonly highest: number;
  /** On average over the entries from which a way leads to the site. */
  readonly mean: number;
}

/** Chances when watchers are added, each searched again where the addition changes something: the intruder plans anew. */
export class CameraSearch {
  private readonly changed: ChangedSearch;
  private readonly field: WatchField;
  private readonly study: WalkStudy;

  /** `search`: finished, of the rates of `field`; both belong to this from now on. */
  constructor(study: WalkStudy, field: WatchField, search: LeastObserved) {
    this.study = study;
    this.field = field;
    this.changed = new ChangedSearch(search);
  }

  chances(): EntryChances {
    const { costs } = this.changed.search;
    let [highest, sum, reached] = [0, 0, 0];
    for (const { cells } of this.study.entries) {
      const least = cells.reduce((best, cell) => Math.min(best, costs[cell]), Number.POSITIVE_INFINITY);
      if (least === Number.POSITIVE_INFINITY) continue;
      const chance = exponential(-watchingOf(least));
      highest = Math.max(highest, chance);
      sum += chance;
      reached += 1;
    }
    return { highest, mean: reached === 0 ? 0 : sum / reached };
  }

  /** Chances with one watcher more; nothing stays changed, also when it is stopped between two yields. */
  *with(watcher: Watcher, step: GapStep): Generator<GapStep, EntryChances, void> {
    this.field.add(watcher);
    try {
      for (const _ of this.changed.changeSteps(this.rates(watcher))) yield step;
      return this.chances();
    } finally {
      this.changed.restore();
      this.field.remove(watcher);
    }
  }

  /** Adds a watcher for good. */
  *take(watcher: Watcher, step: GapStep): Generator<GapStep, void, void> {
    this.field.add(watcher);
    for (const _ of this.changed.changeSteps(this.rates(watcher))) yield step;
    this.changed.keep();
  }

  private rates(watcher: Watcher) {
    const cells = this.field.cellsOf(watcher);
    return { cells, rates: Array.from(cells, (cell) => this.field.rates[cell]) };
  }
}

/** Searches the approach as it is, from which additions are searched. */
export function* cameraSearchSteps(
  study: WalkStudy,
  field: WatchField,
  travel: Travel,
): Generator<GapStep, CameraSearch, void> {
  const search = yield* leastObservedSteps(study.ground.grid, field.rates, study.targets.cells, travel);
  return new CameraSearch(study, field, search);
}
