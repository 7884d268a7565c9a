import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { DriveSearch } from '../traffic/drive-search.ts';
import { EvasiveSearch } from '../traffic/evasive-search.ts';
import { knownExposures, ReadSets } from '../traffic/read-sets.ts';
import type { UnitReads } from '../traffic/unit-reads.ts';

/** Searches ways on which the units that are known read least, within the plan's detour tolerance; null where no way leads. */
export function evasionOf(
  graph: DriveGraph,
  units: readonly UnitReads[],
  { knownUnitChance, detourTolerance }: Pick<Assumptions, 'knownUnitChance' | 'detourTolerance'>,
  condition: Condition,
): (from: DrivePlace, to: DrivePlace) => Generator<void, readonly number[] | null, void> {
  const sets = new ReadSets(knownExposures(units, condition, knownUnitChance));
  const search = new EvasiveSearch(graph, sets);
  const trees = new DriveSearch(graph);
  return function* evade(from, to) {
    const tree = yield* trees.toSteps(to);
    const way = yield* search.steps(tree, from, detourTolerance);
    return way?.arcs ?? null;
  };
}
