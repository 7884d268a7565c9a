import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finished } from '../../../../test/fixtures/finished.ts';
import { type GroupLists, orderSearchSteps } from './order-search.ts';

function permutations(list: readonly number[]): number[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, at) => permutations(list.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

function allOrders(lists: GroupLists): GroupLists[] {
  const [first, ...rest] = lists;
  if (first === undefined) return [[]];
  return permutations(first).flatMap((own) => allOrders(rest).map((others) => [own, ...others]));
}

/** What groups earn by their place, and by what comes right before them: no order of single worths finds the best. */
function worthOf(gain: readonly (readonly number[])[]): (lists: GroupLists) => number {
  return (lists) => {
    const order = lists.flat();
    return order.reduce((sum, group, at) => {
      const before = order[at - 1];
      return sum + (gain[group]?.[group] ?? 0) / (1 + at) + (before === undefined ? 0 : (gain[before]?.[group] ?? 0));
    }, 0);
  };
}

const instance = fc
  .record({ first: fc.integer({ min: 1, max: 4 }), second: fc.integer({ min: 0, max: 3 }), seed: fc.nat() })
  .chain(({ first, second, seed }) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 7, maxLength: 7 }), { minLength: 7, maxLength: 7 })
      .map((gain) => ({
        lists: [
          Array.from({ length: first }, (_, k) => k),
          Array.from({ length: second }, (_, k) => first + k),
        ] as GroupLists,
        gain,
        seed,
      })),
  );

describe('the search for an order', () => {
  it('finds what is best among all orders, where there are few', () => {
    fc.assert(
      fc.property(instance, ({ lists, gain, seed }) => {
        const value = worthOf(gain);
        const found = finished(orderSearchSteps({ starts: [lists], orders: 1000, seed }, value));
        const best = Math.max(...allOrders(lists).map(value));
        expect(found.value).toBe(best);
        expect(value(found.lists)).toBe(best);
        expect(found.orders).toBe(allOrders(lists).length);
      }),
      { numRuns: 60 },
    );
  });

  it('finds the best of all orders mostly by local search, where it may look at half of them (a draw by chance would in half of the cases)', () => {
    let [best, tries] = [0, 0];
    fc.assert(
      fc.property(instance, ({ lists, gain, seed }) => {
        const value = worthOf(gain);
        const values = allOrders(lists).map(value);
        if (values.length < 24) return;
        const found = finished(
          orderSearchSteps({ starts: [lists], orders: Math.ceil(values.length / 2), seed }, value),
        );
        const most = Math.max(...values);
        expect(found.value).toBeLessThanOrEqual(most);
        tries += 1;
        if (found.value === most) best += 1;
      }),
      { numRuns: 150, seed: 7 },
    );
    expect(tries).toBeGreaterThan(20);
    expect(best / tries).toBeGreaterThan(0.6);
  });

  it('is never worse than where it began, however few orders it may look at, and keeps each list its own groups', () => {
    fc.assert(
      fc.property(instance, fc.integer({ min: 2, max: 6 }), ({ lists, gain, seed }, orders) => {
        const value = worthOf(gain);
        const starts = [lists, lists.map((list) => list.toReversed())];
        const found = finished(orderSearchSteps({ starts, orders, seed }, value));
        expect(found.value).toBeGreaterThanOrEqual(Math.max(...starts.map(value)));
        expect(found.orders).toBeLessThanOrEqual(orders);
        expect(found.lists.map((list) => list.toSorted((a, b) => a - b))).toEqual(lists);
      }),
    );
  });

  it('finds the same for the same seed', () => {
    fc.assert(
      fc.property(instance, ({ lists, gain, seed }) => {
        const search = () => finished(orderSearchSteps({ starts: [lists], orders: 12, seed }, worthOf(gain)));
        expect(search()).toEqual(search());
      }),
      { numRuns: 20 },
    );
  });

  it('takes lists of thousands of groups', () => {
    const list = Array.from({ length: 3000 }, (_, k) => k);
    const value = ([own]: GroupLists) => (own ?? []).reduce((sum, group, at) => sum - Math.abs(group - at), 0);
    const found = finished(orderSearchSteps({ starts: [[list.toReversed()]], orders: 60, seed: 3 }, value));
    expect(found.orders).toBe(60);
    expect(found.value).toBeGreaterThan(value([list.toReversed()]));
  });

  it('keeps the first of orders that earn the same', () => {
    const lists = [[2, 0, 1]];
    expect(finished(orderSearchSteps({ starts: [lists, [[0, 1, 2]]], orders: 50, seed: 1 }, () => 1)).lists).toEqual(
      lists,
    );
  });
});
