import { exponential } from '#geo/exponential.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type Travel, watchingOf } from '../search/approach-cost.ts';
import { leastObservedSteps } from '../search/least-observed.ts';
import type { StraightWalks } from '../walk/walk-line.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { straightWalks } from '../walk/walked-line.ts';
import type { Watcher, WatchField } from '../walk/watch-field.ts';

/** How likely an intruder who knows all cameras arrives unobserved. */
export interface EntryChances {
  /** From the entry where it is likeliest. */
  readonly highest: number;
  /** On average over the entries from which a way leads to the site. */
  readonly mean: number;
}

/**
 * Chances when watchers are added: the intruder plans anew. Searched from nothing each time, since most ways to a site change with a
 * camera near it, so that doing again only what changes ({@link ../search/changed-search.ts}) takes longer.
 */
export class CameraSearch {
  private readonly study: WalkStudy;
  private readonly field: WatchField;
  private readonly travel: Travel;

  /** `field`: of all that watch already; borrowed. */
  constructor(study: WalkStudy, field: WatchField, travel: Travel) {
    this.study = study;
    this.field = field;
    this.travel = travel;
  }

  /** With all that watch now. `targets`: cells that are to be reached, in place of all of the site. */
  *chances(targets: ArrayLike<number> = this.study.targets.cells): Generator<SimulationStep, EntryChances, void> {
    const { study, field, travel } = this;
    const { costs } = yield* leastObservedSteps(study.ground.grid, field.rates, targets, travel);
    let [highest, sum, reached] = [0, 0, 0];
    for (const { cells } of study.entries) {
      const least = cells.reduce((best, cell) => Math.min(best, costs[cell]), Number.POSITIVE_INFINITY);
      if (least === Number.POSITIVE_INFINITY) continue;
      const chance = exponential(-watchingOf(least));
      highest = Math.max(highest, chance);
      sum += chance;
      reached += 1;
    }
    return { highest, mean: sum / Math.max(1, reached) };
  }

  get walks(): StraightWalks {
    return straightWalks(this.study.ground, this.field);
  }

  /** Cells that a watcher watches, and those of them that nobody watches now. */
  cellsOf(watcher: Watcher): { readonly watched: ReadonlySet<number>; readonly unwatched: ReadonlySet<number> } {
    const watched = new Set(this.field.cellsOf(watcher));
    return { watched, unwatched: new Set([...watched].filter((cell) => this.field.rates[cell] === 0)) };
  }

  add(watcher: Watcher): void {
    this.field.add(watcher);
  }

  remove(watcher: Watcher): void {
    this.field.remove(watcher);
  }

  /** With one watcher more; the field is as before afterwards, also when this is stopped between two yields. */
  *with(watcher: Watcher, targets?: ArrayLike<number>): Generator<SimulationStep, EntryChances, void> {
    this.field.add(watcher);
    try {
      return yield* this.chances(targets);
    } finally {
      this.field.remove(watcher);
    }
  }
}
