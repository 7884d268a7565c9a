import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forcing, movesOf, someCase, type WalkCase, walking } from '../../../../test/fixtures/walk-cases.ts';
import { gridOf, ratesOf, someTown, someWatchers, withBarriers } from '../../../../test/fixtures/walk-grids.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { cellRate, metersOf, type Travel, watchingOf } from './approach-cost.ts';
import { ChangedSearch } from './changed-search.ts';
import { bestEntry, leastObserved, moveBetween, passedCells, pathFrom } from './least-observed.ts';

const openField = gridOf(64, 64, () => true);

/** Costs by relaxing every move until nothing changes, with the costs of moves worked out from their cells anew. */
function bruteForce(grid: WalkGrid, rates: ArrayLike<number>, targets: readonly number[], travel: Travel): number[] {
  const costs = Array.from(rates, () => Number.POSITIVE_INFINITY);
  for (const target of targets) costs[target] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let cell = 0; cell < costs.length; cell += 1) {
      if (costs[cell] === Number.POSITIVE_INFINITY) continue;
      for (const { end, cost } of movesOf(grid, rates, cell, travel)) {
        if (costs[cell] + cost >= costs[end]) continue;
        costs[end] = costs[cell] + cost;
        changed = true;
      }
    }
  }
  return costs;
}

describe('the least-observed way', () => {
  test('over open ground without devices is the shortest in 16 directions', () => {
    const { costs } = leastObserved(openField, new Int32Array(4096), [0], walking);
    expect(watchingOf(costs[63])).toBe(0);
    expect(metersOf(costs[63], 2)).toBe(126);
    expect(metersOf(costs[63 * 64 + 63], 2)).toBeCloseTo(126 * Math.SQRT2, 1);
    expect(metersOf(costs[31 * 64 + 62], 2)).toBeCloseTo(62 * Math.sqrt(5), 1);
  });

  test('is at most 2.8 % longer than straight', () => {
    const { costs } = leastObserved(openField, new Int32Array(4096), [0], walking);
    const ratios = Array.from(
      costs,
      (cost, cell) => metersOf(cost, 2) / (2 * Math.hypot(cell % 64, Math.floor(cell / 64))),
    );
    expect(Math.max(...ratios.slice(1))).toBeLessThan(1.028);
    expect(Math.min(...ratios.slice(1))).toBeGreaterThan(0.999);
  });

  test('through a field of even rate has its length by speed by rate of watching', () => {
    const { costs } = leastObserved(openField, new Int32Array(4096).fill(cellRate(0.02)), [0], walking);
    expect(watchingOf(costs[63])).toBeCloseTo((126 / 1.4) * 0.02, 3);
  });

  test('goes around what is watched and not around what is not', () => {
    const rates = new Int32Array(4096);
    for (let row = 0; row < 60; row += 1) rates[row * 64 + 30] = cellRate(0.5);
    const around = leastObserved(openField, rates, [10], walking);
    expect(watchingOf(around.costs[50])).toBe(0);
    expect(metersOf(around.costs[50], 2)).toBeGreaterThan(240);
    expect(passedCells(openField, pathFrom(around, 50)).every((cell) => rates[cell] === 0)).toBe(true);
  });

  test('waits under watch while a barrier is overcome, and only where barriers may be', () => {
    const fence = withBarriers(
      gridOf(32, 1, () => true),
      (cell, move) => (cell === 15 && move === 0 ? 20 : 0),
    );
    const rates = new Int32Array(32).fill(cellRate(0.5));
    expect(leastObserved(fence, rates, [0], walking).costs[31]).toBe(Number.POSITIVE_INFINITY);
    const forced = leastObserved(fence, rates, [0], forcing);
    expect(watchingOf(forced.costs[31])).toBeCloseTo((62 / 1.4 + 20) * 0.5, 3);
  });

  test('has the costs of brute force', () => {
    fc.assert(
      fc.property(someCase, fc.boolean(), ({ grid, rates, targets }, forced) => {
        const travel = forced ? forcing : walking;
        const { costs } = leastObserved(grid, rates, targets, travel);
        expect(Array.from(costs)).toEqual(bruteForce(grid, rates, targets, travel));
      }),
      { numRuns: 1500 },
    );
  });

  test('has a path of open moves whose costs add up to its own', () => {
    fc.assert(
      fc.property(someCase, ({ grid, rates, targets }) => {
        const search = leastObserved(grid, rates, targets, forcing);
        const entry = bestEntry(search.costs, grid.entryCells);
        if (entry < 0) return;
        const path = pathFrom(search, entry);
        expect(targets).toContain(path.at(-1));
        let sum = 0;
        for (let k = 1; k < path.length; k += 1) {
          const move = moveBetween(grid, path[k - 1], path[k]);
          const found = movesOf(grid, rates, path[k - 1], forcing).find(({ end }) => end === path[k]);
          expect(move).toBeGreaterThanOrEqual(0);
          sum += found?.cost ?? Number.NaN;
        }
        expect(sum).toBe(search.costs[entry]);
        expect(Math.min(...Array.from(grid.entryCells, (cell) => search.costs[cell]))).toBe(sum);
      }),
      { numRuns: 500 },
    );
  });

  test('costs the same both ways', () => {
    fc.assert(
      fc.property(someCase, ({ grid, rates, targets }) => {
        const [from, to] = [targets[0], targets.at(-1) ?? 0];
        expect(leastObserved(grid, rates, [from], forcing).costs[to]).toBe(
          leastObserved(grid, rates, [to], forcing).costs[from],
        );
      }),
      { numRuns: 300 },
    );
  });

  test('never gets cheaper by a device more', () => {
    const grid = someTown(96, 5);
    const devices = someWatchers(grid, 12, 7);
    const target = grid.moves.findIndex((moves, cell) => cell > 48 * grid.columns + 40 && moves === 0xffff);
    let before = -1;
    for (let count = 0; count <= devices.length; count += 1) {
      const { costs } = leastObserved(grid, ratesOf(grid, devices.slice(0, count)), [target], walking);
      const cost = costs[bestEntry(costs, grid.entryCells)];
      expect(cost).toBeGreaterThanOrEqual(before);
      before = cost;
    }
  });
});

const someChange = fc.array(fc.record({ at: fc.nat(1000), rate: fc.constantFrom(0, 0, 1311, 40_000, 70_000) }), {
  minLength: 1,
  maxLength: 25,
});

function changeOf({ grid, rates }: WalkCase, parts: readonly { at: number; rate: number }[], onlyFalls: boolean) {
  const change = new Map(parts.map(({ at, rate }) => [at % rates.length, rate]));
  for (const [cell, rate] of change) {
    if (grid.moves[cell] === 0 || (onlyFalls && rate > rates[cell])) change.delete(cell);
  }
  const after = rates.slice();
  for (const [cell, rate] of change) after[cell] = rate;
  return { cells: [...change.keys()], rates: [...change.values()], after };
}

describe('a search whose rates change', () => {
  test('has the costs of a search from nothing, and gives back those before', () => {
    fc.assert(
      fc.property(someCase, someChange, someChange, fc.boolean(), (some, first, second, forced) => {
        const { grid, targets, rates } = some;
        const travel = forced ? forcing : walking;
        const search = leastObserved(grid, rates, targets, travel);
        const before = search.costs.slice();
        const changed = new ChangedSearch(search);
        const one = changeOf(some, first, false);
        changed.change(one);
        expect(search.costs).toEqual(leastObserved(grid, one.after, targets, travel).costs);
        const two = changeOf({ ...some, rates: one.after }, second, false);
        changed.change(two);
        expect(search.costs).toEqual(leastObserved(grid, two.after, targets, travel).costs);
        changed.restore();
        expect(search.costs).toEqual(before);
        changed.change(one);
        changed.keep();
        changed.change(two);
        changed.restore();
        expect(search.costs).toEqual(leastObserved(grid, one.after, targets, travel).costs);
      }),
      { numRuns: 1500 },
    );
  });

  test('has the best entry and path of a search from nothing where only they are asked for', () => {
    fc.assert(
      fc.property(someCase, someChange, fc.boolean(), (some, parts, forced) => {
        const { grid, targets, rates } = some;
        const travel = forced ? forcing : walking;
        const search = leastObserved(grid, rates, targets, travel);
        const changed = new ChangedSearch(search);
        const change = changeOf(some, parts, true);
        const entries = grid.entryCells;
        const before = search.costs.slice();
        changed.change(change, entries);
        const anew = leastObserved(grid, change.after, targets, travel);
        const best = bestEntry(anew.costs, entries);
        expect(bestEntry(search.costs, entries)).toBe(best);
        if (best >= 0) expect(pathFrom(search, best)).toEqual(pathFrom(anew, best));
        if (best >= 0) expect(search.costs[best]).toBe(anew.costs[best]);
        changed.restore();
        expect(search.costs).toEqual(before);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([0, 1, 5])('takes the first of entries that a loss makes equal, %i cells behind it', (watched) => {
    const grid = gridOf(31, 1, () => true);
    const rates = new Int32Array(32);
    rates[watched] = cellRate(0.5);
    const search = leastObserved(grid, rates, [15], walking);
    expect(bestEntry(search.costs, [0, 30])).toBe(30);
    new ChangedSearch(search).change({ cells: [watched], rates: [0] }, [0, 30]);
    expect(bestEntry(search.costs, [0, 30])).toBe(0);
  });

  test('gives back what was there when it is stopped between two yields', () => {
    const grid = someTown(320, 3);
    const devices = someWatchers(grid, 40, 4);
    const rates = ratesOf(grid, devices);
    const target = grid.moves.findIndex((moves, cell) => cell > 160 * grid.columns + 150 && moves === 0xffff);
    const search = leastObserved(grid, rates, [target], walking);
    const before = search.costs.slice();
    const changed = new ChangedSearch(search);
    const cells = Array.from(rates.keys());
    for (const rate of [0, 500_000]) {
      for (const stopAfter of [1, 5, 20]) {
        const steps = changed.changeSteps({ cells, rates: cells.map(() => rate) });
        for (let step = 0; step < stopAfter; step += 1) expect(steps.next().done).toBe(false);
        changed.restore();
        expect(search.costs).toEqual(before);
      }
    }
    changed.change({ cells, rates: cells.map(() => 77) });
    expect(search.costs).toEqual(leastObserved(grid, new Int32Array(rates.length).fill(77), [target], walking).costs);
  });
});
