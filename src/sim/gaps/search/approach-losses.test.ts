import { describe, expect, test } from 'vitest';
import { finished } from '../../../../test/fixtures/finished.ts';
import { walking } from '../../../../test/fixtures/walk-cases.ts';
import { groundOf, someTown, someWatchers } from '../../../../test/fixtures/walk-grids.ts';
import { type Watcher, WatchField } from '../walk/watch-field.ts';
import { watchingOf } from './approach-cost.ts';
import { type ApproachLosses, approachLossesSteps } from './approach-losses.ts';
import { leastObserved } from './least-observed.ts';

const grid = someTown(160, 3);
const target = grid.moves.findIndex((moves, cell) => cell > 80 * grid.columns + 80 && moves === 0xffff);
const watchers: Watcher[] = someWatchers(grid, 30, 8).map(({ cells, rate }, k) => ({
  id: `camera/${k}`,
  layer: 'density',
  ground: groundOf(grid, [cells, cells.filter((cell) => cell % 3 === 0)]),
  rates: [0, rate, 2 * rate],
}));

function fieldOf(some: readonly Watcher[]): WatchField {
  const field = new WatchField(grid);
  for (const watcher of some) field.add(watcher);
  return field;
}

function lossesOf(some: readonly Watcher[]): ApproachLosses {
  const common = { grid, targets: [target], entries: grid.entryCells, travel: walking };
  return finished(approachLossesSteps({ ...common, field: fieldOf(some), watchers: some }));
}

describe('the approach without devices', () => {
  const losses = lossesOf(watchers);

  test('is that of a plan without them, for each and for pairs', () => {
    for (let k = 0; k < watchers.length; k += 1) {
      const lost = k % 3 === 0 ? [watchers[k].id, watchers[(k + 7) % 30].id, 'nobody'] : [watchers[k].id];
      const left = watchers.filter(({ id }) => !lost.includes(id));
      expect(finished(losses.without(lost))).toEqual(lossesOf(left).whole);
    }
  });

  test('is never more observed than with them, and changes for some', () => {
    const whole = losses.whole?.watching ?? Number.NaN;
    const without = watchers.map(({ id }) => finished(losses.without([id]))?.watching ?? Number.NaN);
    expect(whole).toBeGreaterThan(0);
    for (const watching of without) expect(watching).toBeLessThanOrEqual(whole + 1e-3);
    expect(without.some((watching) => watching < whole - 0.1)).toBe(true);
  });

  test('leaves all as it was, also when it is stopped', () => {
    const before = losses.whole;
    const all = watchers.map(({ id }) => id);
    const steps = losses.without(all);
    steps.next();
    steps.return(null);
    expect(finished(losses.without([watchers[0].id]))).toEqual(lossesOf(watchers.slice(1)).whole);
    expect(finished(losses.without([]))).toBe(before);
  });

  test('tells what the search weighs, but for its rounding', () => {
    const { costs } = leastObserved(grid, fieldOf(watchers).rates, [target], walking);
    const path = losses.whole?.path ?? [];
    expect(losses.whole?.watching).toBeGreaterThanOrEqual(watchingOf(costs[path[0]]));
    expect((losses.whole?.watching ?? 0) - watchingOf(costs[path[0]])).toBeLessThan(path.length / 2 ** 18);
  });
});
