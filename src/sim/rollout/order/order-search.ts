import type { SimulationStep } from '../../simulation-step.ts';
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
/** Moves that are tried from one order on, at most. */
const mostMoves = 20_000;

/**
 * The order of greatest value that a local search finds: from the best of the starts, one group at a time is put elsewhere in its
 * list, or two change places, as long as that gains; where nothing gains, the search begins again a few moves beside the best. Each
 * order is valued once. Never worse than the best of the starts; all orders are looked at where there are few.
 */
export function* orderSearchSteps(
  { starts, orders, seed }: OrderSearchSettings,
  value: (lists: GroupLists) => number,
): Generator<SimulationStep, FoundOrder, void> {
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
  const count = orderCount(best.lists);
  if (count <= orders) {
    for (const lists of allOrders(best.lists)) {
      const own = valueOf(lists);
      if (own > best.value) best = { lists, value: own };
      yield { step: 'Seeking a better order', fraction: known.size / count };
    }
    return { ...best, orders: known.size };
  }
  let current = best;
  const most = orders;
  for (let idle = 0; idle < mostIdle && known.size < most; ) {
    const before = known.size;
    for (let gained = true; gained; ) {
      gained = false;
      for (const move of someMoves(current.lists, random)) {
        if (known.size >= most) break;
        const lists = moved(current.lists, move);
        if (lists === null) continue;
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
    for (let move = 0; move < kick; move += 1) lists = moved(lists, random(moveCount(lists))) ?? lists;
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

/** All orders, one list after the other. */
function* allOrders(lists: GroupLists): Generator<GroupLists, void, void> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const own of allLists(first)) for (const others of allOrders(rest)) yield [own, ...others];
}

function* allLists(list: readonly number[]): Generator<readonly number[], void, void> {
  if (list.length < 2) {
    yield list;
    return;
  }
  for (const [place, first] of list.entries()) {
    for (const others of allLists(list.toSpliced(place, 1))) yield [first, ...others];
  }
}

/** Moves by number: for each list, from every place to every place, once as an insertion and once as a swap. */
function moveCount(lists: GroupLists): number {
  return lists.reduce((sum, { length }) => sum + 2 * length * length, 0);
}

/** The order that a move makes; null where it is none, or another one makes the same. */
function moved(lists: GroupLists, move: number): GroupLists | null {
  let rest = move;
  for (const [at, list] of lists.entries()) {
    const count = list.length * list.length;
    if (rest >= 2 * count) {
      rest -= 2 * count;
      continue;
    }
    const from = Math.floor((rest % count) / list.length);
    const to = rest % list.length;
    if (rest < count) {
      // Neighbours that change places by moving up have done so by moving down.
      if (to === from || to === from - 1) return null;
      const changed = [...list];
      const [group] = changed.splice(from, 1);
      changed.splice(to, 0, group);
      return lists.with(at, changed);
    }
    if (to <= from + 1) return null;
    return lists.with(at, list.with(from, list[to]).with(to, list[from]));
  }
  return null;
}

/** All moves in an order drawn by chance, or so many of them where there are more. */
function* someMoves(lists: GroupLists, random: (count: number) => number): Generator<number, void, void> {
  const count = moveCount(lists);
  if (count > mostMoves) {
    for (let drawn = 0; drawn < mostMoves; drawn += 1) yield random(count);
    return;
  }
  const moves = Int32Array.from({ length: count }, (_, move) => move);
  for (let left = count; left > 0; left -= 1) {
    const place = random(left);
    const move = moves[place];
    moves[place] = moves[left - 1];
    yield move;
  }
}
