import type { MeterHead } from '../coverage-timeline.ts';
import type { ProjectGroup } from '../project.ts';
import { numberLists } from './number-lists.ts';
import type { ColumnQuestion, ColumnSet, GateSet, NumberLists } from './table-parts.ts';

/** A group and a goal, with the columns (or portals) that the group's old units helped to cover at the start. */
interface PairFound {
  readonly group: number;
  readonly head: number;
  readonly owner: ColumnQuestion | GateSet;
  readonly columns: readonly number[];
}

/** What cutover gaps are told by: pairs, and the sets with the watchers that lead from their columns to the pairs. */
interface Watched {
  readonly pairs: readonly { readonly group: number; readonly head: number }[];
  readonly sets: readonly ColumnSet[];
  readonly gates: readonly GateSet[];
}

/**
 * Finds the groups and goals in which a cutover gap can open. Goals where less is better lose nothing, and shares of the live
 * devices themselves (radio) lose no place: neither has pairs.
 */
export function watchedColumns(
  groups: readonly ProjectGroup[],
  heads: readonly MeterHead[],
  start: Uint8Array,
  sets: readonly ColumnSet[],
  gates: readonly GateSet[],
): Watched {
  const found: PairFound[] = [];
  const legacy = groups.map((group) => group.legacy.filter((device) => start[device] === 1));
  const watched = (head: number): boolean => heads[head].kind === 'goal' && !heads[head].lessIsBetter;
  for (const set of sets) {
    const counts = startCounts(set, start);
    for (const [group, devices] of legacy.entries()) {
      const columns = numbersOf(set.ofDevice, devices);
      if (columns.length === 0) continue;
      for (const owner of set.questions) {
        const covered = columns.filter((column) => counts[column] >= owner.atLeast && owner.weights[column] > 0);
        for (const head of owner.heads) if (watched(head)) found.push({ group, head, owner, columns: covered });
      }
    }
  }
  for (const owner of gates) {
    const whole = wholePlaces(owner, start);
    for (const [group, devices] of legacy.entries()) {
      const places = new Set([...numbersOf(owner.ofDevice, devices)].map((given) => owner.placeOf[given]));
      const columns = [...places].filter((place) => whole[place] === 1);
      for (const head of owner.heads) if (watched(head)) found.push({ group, head, owner, columns });
    }
  }
  const pairs = found.filter(({ columns }) => columns.length > 0).sort((a, b) => a.group - b.group || a.head - b.head);
  const watchersOf = (owner: ColumnQuestion | GateSet, columns: number) => listsOf(pairs, owner, columns);
  return {
    pairs: pairs.map(({ group, head }) => ({ group, head })),
    sets: sets.map((set) => ({
      ...set,
      questions: set.questions.map((owner) => ({ ...owner, watchers: watchersOf(owner, set.columns) })),
    })),
    gates: gates.map((owner) => ({ ...owner, watchers: watchersOf(owner, owner.needs.length) })),
  };
}

function listsOf(pairs: readonly PairFound[], owner: PairFound['owner'], columns: number): NumberLists | null {
  if (!pairs.some((pair) => pair.owner === owner)) return null;
  return numberLists(columns, (take) => {
    for (const [number, pair] of pairs.entries()) {
      if (pair.owner === owner) for (const column of pair.columns) take(column, number);
    }
  });
}

/** Numbers of any of the owners, each once, in no order that matters. */
function numbersOf({ first, numbers }: NumberLists, owners: readonly number[]): number[] {
  return [...new Set(owners.flatMap((owner) => [...numbers.subarray(first[owner], first[owner + 1])]))];
}

/** Devices by column at the start. */
function startCounts({ columns, ofDevice: { first, numbers } }: ColumnSet, start: Uint8Array): Uint16Array {
  const counts = new Uint16Array(columns);
  for (let device = 0; device < start.length; device += 1) {
    if (start[device] !== 1) continue;
    for (let at = first[device]; at < first[device + 1]; at += 1) counts[numbers[at]] += 1;
  }
  return counts;
}

/** 1 per place that has all its functions at the start. */
function wholePlaces({ needs, placeOf, ofDevice }: GateSet, start: Uint8Array): Uint8Array {
  const given = new Set<number>();
  for (let device = 0; device < start.length; device += 1) {
    if (start[device] === 1) for (const own of numbersOf(ofDevice, [device])) given.add(own);
  }
  const missing = needs.slice();
  for (const own of given) missing[placeOf[own]] -= 1;
  return missing.map((count) => (count === 0 ? 1 : 0));
}
