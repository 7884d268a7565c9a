/**
 * Searches on the ground that people walk on, 4 km² in cells of 2 m (1,000 × 1,000, about 60 % of it walkable), 16 directions: the
 * least-observed way from everywhere to one site, against a plain binary heap; how it grows with area and devices; the loss of each
 * of 500 devices, searched again where it changes something and from nothing; devices added; a breach run. Invented towns; devices
 * see 80 m over 90°, through walls. Times are this thread's own (CPU).
 *
 * Targets, printed and not asserted: 0.5 s for one site from all entries; 20 s for the loss of all of 500 devices one by one.
 */

import { type MoveCosts, metersOf, type Travel, watchingOf } from '#sim/gaps/search/approach-cost.ts';
import { breachSteps } from '#sim/gaps/search/breach-steps.ts';
import { ChangedSearch } from '#sim/gaps/search/changed-search.ts';
import { bestEntry, type LeastObserved, leastObserved, pathFrom } from '#sim/gaps/search/least-observed.ts';
import type { WalkGrid } from '#sim/gaps/walk/walk-grid.ts';
import { gridOf, groundOf, ratesOf, type SomeDevice, someTown, someWatchers } from '../test/fixtures/walk-grids.ts';

const travel: Travel = { metersPerSecond: 1.4, forced: false };

/** CPU time of this thread, milliseconds. */
function now(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Median of some runs after one that warms up, milliseconds. */
function medianTime(action: () => void, runs = 5): number {
  action();
  const times = Array.from({ length: runs }, () => {
    const start = now();
    action();
    return now() - start;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)];
}

/** A walkable cell near the middle. */
function middleOf({ moves, columns, rows }: WalkGrid): number {
  const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
  return moves.findIndex((open, cell) => cell > middle && open === 0xffff);
}

/** The same costs by a binary heap of costs and cells with entries out of date left in it, as most would write it. */
function byBinaryHeap(moves: MoveCosts, target: number): Float64Array {
  const costs = new Float64Array(moves.grid.moves.length).fill(Number.POSITIVE_INFINITY);
  const keys: number[] = [];
  const cells: number[] = [];
  const push = (cell: number, key: number): void => {
    let at = keys.length;
    keys.push(key);
    cells.push(cell);
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[at] = keys[parent];
      cells[at] = cells[parent];
    }
    keys[at] = key;
    cells[at] = cell;
  };
  const pop = (): void => {
    const [key, cell] = [keys.pop() ?? 0, cells.pop() ?? 0];
    const size = keys.length;
    if (size === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[child + 1] < keys[child]) child += 1;
      if (keys[child] >= key) break;
      keys[at] = keys[child];
      cells[at] = cells[child];
      at = child;
    }
    keys[at] = key;
    cells[at] = cell;
  };
  costs[target] = 0;
  push(target, 0);
  while (keys.length > 0) {
    const [key, cell] = [keys[0], cells[0]];
    pop();
    if (key > costs[cell]) continue;
    for (let move = 0; move < 16; move += 1) {
      if (((moves.grid.moves[cell] >>> move) & 1) === 0) continue;
      const end = cell + moves.ends[move];
      const next = key + moves.open(cell, move);
      if (next >= costs[end]) continue;
      costs[end] = next;
      push(end, next);
    }
  }
  return costs;
}

function describe({ costs, grid }: LeastObserved): string {
  const cost = costs[bestEntry(costs, grid.entryCells)];
  return `∫ rate dt ${watchingOf(cost).toFixed(3)}, ${metersOf(cost, grid.grid.cell).toFixed(0)} m`;
}

function againstHeap(): void {
  const grid = someTown(1000, 1);
  const rates = ratesOf(grid, someWatchers(grid, 500, 2));
  const target = middleOf(grid);
  const walkable = grid.moves.reduce((sum, open) => sum + (open === 0 ? 0 : 1), 0);
  const search = leastObserved(grid, rates, [target], travel);
  console.log(`${(walkable / 1e4).toFixed(0)} % of 1,000 × 1,000 cells walkable, 500 devices; ${describe(search)}`);
  console.log(
    `  all cells to one site: ${medianTime(() => leastObserved(grid, rates, [target], travel)).toFixed(0)} ms`,
  );
  const heap = byBinaryHeap(search.moves, target);
  const isSame = heap.every((cost, cell) => cost === search.costs[cell]);
  const time = medianTime(() => byBinaryHeap(search.moves, target), 3).toFixed(0);
  console.log(`  by a plain binary heap: ${time} ms, ${isSame ? 'the same costs' : 'OTHER COSTS'}`);
  const open = gridOf(1000, 1000, () => true);
  const openTime = medianTime(() => leastObserved(open, new Int32Array(open.moves.length), [target], travel), 3);
  console.log(`  an open field of the same size, nobody watching: ${openTime.toFixed(0)} ms`);
}

function growth(): void {
  console.log('km² | devices | from nothing, ms | loss of one device: mean, ms | worst, ms');
  for (const [side, count] of [
    ...[354, 500, 707, 1000].map((cells) => [cells, Math.round((500 * cells * cells) / 1e6)]),
    ...[0, 125, 250, 1000, 2000].map((devices) => [1000, devices]),
  ]) {
    const grid = someTown(side, 1);
    const devices = someWatchers(grid, count, 2);
    const rates = ratesOf(grid, devices);
    const target = middleOf(grid);
    const time = medianTime(() => leastObserved(grid, rates, [target], travel), 3);
    const search = leastObserved(grid, rates, [target], travel);
    const { total, worst } = losses(search, rates, devices.slice(0, 200), grid.entryCells);
    const mean = count === 0 ? 0 : total / Math.min(200, count);
    const area = ((side * side * 4) / 1e6).toFixed(1);
    console.log([area, count, time.toFixed(0), mean.toFixed(2), worst.toFixed(1)].join(' | '));
  }
}

/** Loses each device alone. */
function losses(
  search: LeastObserved,
  rates: Int32Array,
  devices: readonly SomeDevice[],
  entries: ArrayLike<number> | null,
) {
  const changed = new ChangedSearch(search);
  let [total, worst] = [0, 0];
  const answers = devices.map(({ cells, rate }) => {
    const start = now();
    changed.change({ cells, rates: Array.from(cells, (cell) => rates[cell] - rate) }, entries);
    const best = bestEntry(search.costs, search.grid.entryCells);
    const answer = { best, cost: search.costs[best], path: pathFrom(search, best) };
    changed.restore();
    const time = now() - start;
    total += time;
    worst = Math.max(worst, time);
    return answer;
  });
  return { total, worst, answers };
}

/** Every 25th answer against a search from nothing: how many are other. */
function countOthers(
  { grid, targets }: LeastObserved,
  rates: Int32Array,
  devices: readonly SomeDevice[],
  answers: ReturnType<typeof losses>['answers'],
): string {
  let [others, tried] = [0, 0];
  for (let k = 0; k < devices.length; k += 25) {
    const after = rates.slice();
    for (const cell of devices[k].cells) after[cell] -= devices[k].rate;
    const anew = leastObserved(grid, after, targets, travel);
    const { best, cost, path } = answers[k];
    const isSame = bestEntry(anew.costs, grid.entryCells) === best && anew.costs[best] === cost;
    if (!isSame || pathFrom(anew, best).join() !== path.join()) others += 1;
    tried += 1;
  }
  return `${others} of ${tried} other than from nothing`;
}

function removal(count: number): void {
  const grid = someTown(1000, 1);
  const devices = someWatchers(grid, count, 2);
  const rates = ratesOf(grid, devices);
  const search = leastObserved(grid, rates, [middleOf(grid)], travel);
  const some = devices.slice(0, 500);
  console.log(`loss of each of ${some.length} of ${count} devices on 4 km²; ${describe(search)}`);
  for (const entries of [null, grid.entryCells]) {
    const { total, worst, answers } = losses(search, rates, some, entries);
    const name = entries === null ? 'costs of all cells' : 'the best way alone';
    const others = countOthers(search, rates, some, answers);
    console.log(`  ${name}: ${total.toFixed(0)} ms in all, worst ${worst.toFixed(1)} ms, ${others}`);
  }
  const changed = new ChangedSearch(search);
  const begun = now();
  const added = someWatchers(grid, 50, 9);
  for (const { cells, rate } of added) {
    changed.change({ cells, rates: Array.from(cells, (cell) => rates[cell] + rate) });
    changed.restore();
  }
  console.log(`  each of 50 devices added, costs of all cells: ${((now() - begun) / 50).toFixed(1)} ms on average`);
}

function breachRun(count: number): void {
  const grid = someTown(1000, 1);
  const devices = someWatchers(grid, count, 2);
  const watchers = devices.map(({ cells }, k) => {
    const rows = Array.from(cells, (cell) => Math.floor(cell / grid.columns));
    const [firstRow, lastRow] = [Math.min(...rows), Math.max(...rows)];
    const { words } = grid.window;
    const window = { firstRow, rows: lastRow - firstRow + 1, firstWord: 0, words };
    const ground = groundOf({ ...grid, window }, [cells.map((cell) => cell - firstRow * grid.columns)]);
    return { id: `device/${k}`, x: 0, y: 0, layer: 'density' as const, ground };
  });
  const steps = breachSteps({
    ...{ grid, watchers, rates: ratesOf(grid, devices), targets: [middleOf(grid)], entries: grid.entryCells, travel },
    ...{ site: { id: 'site', name: 'Site', x: 0, y: 0 }, condition: 'day', category: 0, nameOf: () => '' },
  });
  let [whole, longest, where] = [0, 0, ''];
  for (;;) {
    const start = now();
    const step = steps.next();
    const time = now() - start;
    whole += time;
    if (step.done === true) {
      const { value } = step;
      const what =
        value.kind === 'empty'
          ? value.reason
          : `rate ${value.breach.highestRate.toFixed(2)}, thickness ${value.thickness.regions}, resilience ${value.resilience.lower} to ${value.resilience.upper}`;
      console.log(
        `breach run with ${count} devices: ${whole.toFixed(0)} ms, longest step ${longest.toFixed(0)} ms before “${where}”; ${what}`,
      );
      return;
    }
    if (time > longest) [longest, where] = [time, step.value.step];
  }
}

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
if (isWanted('search')) againstHeap();
if (isWanted('growth')) growth();
if (isWanted('removal')) for (const count of [500, 2000]) removal(count);
if (isWanted('breach')) for (const count of [100, 500, 2000]) breachRun(count);
