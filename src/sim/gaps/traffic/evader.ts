import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { DriveGraph } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';
import { DriveSearch, type DriveTree } from './drive-search.ts';
import { EvasiveSearch, type EvasiveWay } from './evasive-search.ts';
import { knownExposures, ReadSets } from './read-sets.ts';
import { samePlace } from './traffic-demand.ts';
import type { UnitReads } from './unit-reads.ts';

/** Finds what the evasive driver takes, one pair of places after the other; quickest where destinations come in a row. */
export class Evader {
  private readonly drives: DriveSearch;
  private readonly search: EvasiveSearch;
  private readonly detourTolerance: number;
  private tree: DriveTree | null = null;

  constructor(
    graph: DriveGraph,
    units: readonly UnitReads[],
    condition: Condition,
    { detourTolerance, knownUnitChance }: Pick<Assumptions, 'detourTolerance' | 'knownUnitChance'>,
  ) {
    this.drives = new DriveSearch(graph);
    this.search = new EvasiveSearch(graph, new ReadSets(knownExposures(units, condition, knownUnitChance)));
    this.detourTolerance = detourTolerance;
  }

  /** The way within the detour tolerance that known units read least; null where no way leads there. */
  *steps(from: DrivePlace, to: DrivePlace): Generator<void, EvasiveWay | null, void> {
    if (this.tree === null || !samePlace(this.tree.place, to)) this.tree = yield* this.drives.toSteps(to);
    return yield* this.search.steps(this.tree, from, this.detourTolerance);
  }

  /** {@link steps} in one go. */
  way(from: DrivePlace, to: DrivePlace): EvasiveWay | null {
    const steps = this.steps(from, to);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }
}
