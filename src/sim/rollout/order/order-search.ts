import type { GapStep } from '../../gaps/gap-step.ts';
import { seededNumbers } from '../schedule/seeded-numbers.ts';

/** Lists of groups, one per phase whose order is open. */
export type GroupLists = readonly (readonly number[])[];

export interface OrderSearchSettings {
  /** Orders to begin from; at least one. Ties go to the first. */
  readonly starts: readonly GroupLists[];
  /** Orders looked at, at most, those to begin from included. */
  readonly orders: number;
  readonly seed: number;
}

export interface FoundOrder {
  readonly lists: GroupLists;
  readonly value: number;
  /** Different orders that were looked at. */
  readonly orders: number;
}

/** Moves in a row when the search begins again beside the best. */
const kick = 3;
/** Beginnings again without an order that was not seen before, until the search ends. */
const mostIdle = 20;

/**
 * The order of greatest value that a local search finds: from the best of the starts, one group at a time is put elsewhere in its
 * list, or two change places, as long as that gains; where nothing gains, the search begins again a few moves beside the best. Each
 * order is valued once. Never worse than the best of the starts; all orders are looked at where there are few.
 */
export function* orderSearchSteps(
  { starts, orders, seed }: OrderSearchSettings,
  value: (lists: GroupLists) => number,
): Generator<GapStep, FoundOrder, void> {
  const random = seededNumbers(seed);
  const known = new Map<string, number>();
  const valueOf = (lists: GroupLists): number => {
    const key = lists.map((list) => list.join(' ')).join('/');
    let found = known.get(key);
    if (found === undefined) {
      found = value(lists);
      known.set(key, found);
    }
    return found;
  };
  let best: { readonly lists: GroupLists; readonly value: number } | null = null;
  for (const lists of starts) {
    const own = valueOf(lists);
    if (best === null || own > best.value) best = { lists, value: own };
    yield { step: 'Seeking a better order', fraction: 0 };
  }
  if (best === null) throw new Error('orderSearchSteps: an order to begin from is needed.');
  let current = best;
  const most = Math.min(orders, orderCount(best.lists));
  for (let idle = 0; idle < mostIdle && known.size < most; ) {
    const before = known.size;
    for (let gained = true; gained; ) {
      gained = false;
      for (const lists of shuffled(neighbours(current.lists), random)) {
        if (known.size >= most) break;
        const own = valueOf(lists);
        yield { step: 'Seeking a better order', fraction: known.size / most };
        if (own <= current.value) continue;
        current = { lists, value: own };
        gained = true;
        break;
      }
    }
    if (current.value > best.value) best = current;
    if (known.size >= most) break;
    idle = known.size > before ? 0 : idle + 1;
    let { lists } = best;
    for (let move = 0; move < kick; move += 1) {
      const near = neighbours(lists);
      lists = near[random(near.length)] ?? lists;
    }
    current = { lists, value: valueOf(lists) };
    if (current.value > best.value) best = current;
  }
  return { ...best, orders: known.size };
}

/** Number of orders; stops counting where there are more than could be looked at. */
function orderCount(lists: GroupLists): number {
  let count = 1;
  for (const { length } of lists) for (let k = 2; k <= length && count < 1e9; k += 1) count *= k;
  return count;
}

/** All orders that one move makes. */
function neighbours(lists: GroupLists): GroupLists[] {
  const found: GroupLists[] = [];
  for (const [at, list] of lists.entries()) {
    const put = (changed: readonly number[]) => found.push(lists.with(at, changed));
    for (let from = 0; from < list.length; from += 1) {
      for (let to = 0; to < list.length; to += 1) {
        if (to === from) continue;
        const moved = [...list];
        const [group] = moved.splice(from, 1);
        moved.splice(to, 0, group);
        put(moved);
        // Neighbours that change places are an insertion already.
        if (to > from + 1) put(list.with(from, list[to]).with(to, list[from]));
      }
    }
  }
  return found;
}

function shuffled<T>(list: T[], random: (count: number) => number): T[] {
  for (let place = list.length - 1; place > 0; place -= 1) {
    const other = random(place + 1);
    [list[place], list[other]] = [list[other], list[place]];
  }
  return list;
}
