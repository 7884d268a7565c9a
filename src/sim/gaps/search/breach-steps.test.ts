import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BreachResult, breachResultSchema } from '#model/results/gaps/breach.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import {
  forcing,
  movesOf,
  passedBy,
  someCase,
  someRectangles,
  type WalkCase,
  waitedCells,
  walking,
} from '../../../../test/fixtures/walk-cases.ts';
import { gridOf, groundOf } from '../../../../test/fixtures/walk-grids.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { cellRate, type Travel } from './approach-cost.ts';
import { bottleneckWaySteps } from './bottleneck.ts';
import { type BreachQuestion, breachSteps } from './breach-steps.ts';
import { passedCells } from './least-observed.ts';
import type { PlacedWatcher } from './placed-watcher.ts';
import { resilienceSteps } from './resilience.ts';
import { thinnestWay } from './thickness.ts';
import { unobservedGroundSteps } from './unobserved-ground.ts';
import { pathMeters } from './walk-path.ts';
import { WatchSets } from './watch-sets.ts';

/** Least length to any cell from the starts, 1/140 of a cell, over allowed cells only, by relaxing until nothing changes. */
function lengthsWithin(
  grid: WalkGrid,
  starts: ArrayLike<number>,
  travel: Travel,
  isAllowed: (cell: number) => boolean,
) {
  const lengths = new Array<number>(grid.moves.length).fill(Number.POSITIVE_INFINITY);
  for (const start of Array.from(starts)) if (isAllowed(start)) lengths[start] = 0;
  const none = new Int32Array(grid.moves.length);
  for (let changed = true; changed; ) {
    changed = false;
    for (let cell = 0; cell < lengths.length; cell += 1) {
      if (lengths[cell] === Number.POSITIVE_INFINITY) continue;
      for (const { end, move, length: walked, waited } of movesOf(grid, none, cell, travel)) {
        const length = walked + waited;
        if (lengths[cell] + length >= lengths[end] || !passedBy(grid, cell, move).every(isAllowed)) continue;
        lengths[end] = lengths[cell] + length;
        changed = true;
      }
    }
  }
  return lengths;
}

function leastTo(lengths: readonly number[], targets: readonly number[]): number {
  return Math.min(...targets.map((target) => lengths[target]));
}

/** Devices of a case, as the cells of its grid. */
function devicesIn({ grid }: WalkCase, rectangles: readonly number[][]): Uint32Array[] {
  return rectangles.map((cells) =>
    Uint32Array.from(
      cells.filter((k) => Math.floor(k / 9) < grid.rows).map((k) => Math.floor(k / 9) * grid.columns + (k % 9)),
    ),
  );
}

const standing = (some: WalkCase) => ({ ...some, entries: some.grid.entryCells });

describe('the bottleneck way', () => {
  test('endures the least possible highest rate, and among those ways is the shortest', () => {
    fc.assert(
      fc.property(someCase, fc.boolean(), (some, forced) => {
        const { grid, rates, targets, entries } = standing(some);
        const travel = forced ? forcing : walking;
        const way = finished(bottleneckWaySteps(grid, rates, targets, travel));
        const levels = [...new Set(rates)].toSorted((a, b) => a - b);
        const lengthAt = (level: number) =>
          leastTo(
            lengthsWithin(grid, entries, travel, (cell) => rates[cell] <= level),
            targets,
          );
        const level = levels.find((rate) => lengthAt(rate) < Number.POSITIVE_INFINITY);
        if (way === null) {
          expect(level).toBeUndefined();
          return;
        }
        expect(way.rate).toBe(level);
        const passed = passedCells(grid, way.path);
        expect(Math.max(...passed.map((cell) => rates[cell]))).toBe(way.rate);
        expect(rates[way.worst]).toBe(way.rate);
        expect(pathMeters(grid, way.path) / 2 + waitedCells(grid, way.path, travel)).toBeCloseTo(
          lengthAt(way.rate) / 140,
          1,
        );
        expect(entries).toContain(way.path[0]);
        expect(targets).toContain(way.path.at(-1));
      }),
      { numRuns: 800 },
    );
  });

  test('goes past the weaker of two cameras', () => {
    const grid = gridOf(32, 9, (column) => column !== 5);
    const gap = gridOf(32, 9, (column, row) => column !== 5 || row === 1 || row === 7);
    const rates = new Int32Array(32 * 9);
    rates[1 * 32 + 5] = cellRate(0.5);
    rates[7 * 32 + 5] = cellRate(0.02);
    const entries = [2 * 32];
    const way = finished(bottleneckWaySteps(gap, rates, [2 * 32 + 10], walking, entries));
    expect(way?.rate).toBe(cellRate(0.02));
    expect(way?.worst).toBe(7 * 32 + 5);
    expect(finished(bottleneckWaySteps(grid, rates, [2 * 32 + 10], walking, entries))).toBeNull();
  });
});

describe('unobserved ground', () => {
  test('is what can be reached from unobserved entries over unobserved cells', () => {
    fc.assert(
      fc.property(someCase, fc.boolean(), (some, forced) => {
        const { grid, rates, targets, entries } = standing(some);
        const travel = forced ? forcing : walking;
        const isUnobserved = Uint8Array.from(rates, (rate) => (rate < 40_000 ? 1 : 0));
        const ground = finished(unobservedGroundSteps(grid, isUnobserved, targets, travel));
        const lengths = lengthsWithin(grid, entries, travel, (cell) => isUnobserved[cell] === 1);
        expect(Array.from(ground.isPart)).toEqual(lengths.map((length) => (length < Number.POSITIVE_INFINITY ? 1 : 0)));
        expect(ground.cells).toBe(lengths.filter((length) => length < Number.POSITIVE_INFINITY).length);
        expect(ground.path !== null).toBe(leastTo(lengths, targets) < Number.POSITIVE_INFINITY);
        if (ground.path === null) return;
        expect(pathMeters(grid, ground.path) / 2 + waitedCells(grid, ground.path, travel)).toBeCloseTo(
          leastTo(lengths, targets) / 140,
          1,
        );
        expect(entries).toContain(ground.path[0]);
      }),
      { numRuns: 600 },
    );
  });
});

/** Rectangles of devices between the west of an open field, where people come from, and a site in its east. */
const someField: fc.Arbitrary<{ some: WalkCase; rectangles: number[][] }> = fc
  .record({ rectangles: someRectangles, tall: fc.array(fc.tuple(fc.nat(6), fc.nat(4)), { maxLength: 5 }) })
  .map(({ rectangles, tall }) => {
    const field = gridOf(9, 9, () => true);
    const bars = tall.map(([x, gap]) =>
      Array.from({ length: 9 }, (_, row) =>
        row < 2 * gap || row > 2 * gap + 1 ? [9 * row + x + 1] : [9 * row + x + 2],
      ).flat(),
    );
    const entryCells = Uint32Array.from({ length: 9 }, (_, row) => row * field.columns);
    const grid = { ...field, entryCells };
    const rates = new Int32Array(grid.moves.length);
    return { some: { grid, rates, targets: [4 * grid.columns + 8] }, rectangles: [...rectangles, ...bars].slice(0, 8) };
  });

const somewhere = fc.record({ some: someCase, rectangles: someRectangles });

/** Fewest entries to any target, then least length, by relaxing with sets written out. */
function thicknessByBruteForce({ grid, targets }: WalkCase, devices: readonly Uint32Array[], travel: Travel): number {
  const watching = Array.from(grid.moves, () => new Set<number>());
  for (const [device, cells] of devices.entries()) for (const cell of cells) watching[cell].add(device);
  const costs = watching.map(() => Number.POSITIVE_INFINITY);
  for (const entry of grid.entryCells) costs[entry] = watching[entry].size * 1e6;
  const none = new Int32Array(grid.moves.length);
  for (let changed = true; changed; ) {
    changed = false;
    for (let cell = 0; cell < costs.length; cell += 1) {
      if (costs[cell] === Number.POSITIVE_INFINITY) continue;
      for (const { end, move, length } of movesOf(grid, none, cell, travel)) {
        let [cost, before] = [costs[cell] + length, cell];
        for (const passed of passedBy(grid, cell, move)) {
          const known = watching[before];
          cost += 1e6 * [...watching[passed]].filter((device) => !known.has(device)).length;
          before = passed;
        }
        if (cost >= costs[end]) continue;
        costs[end] = cost;
        changed = true;
      }
    }
  }
  return leastTo(costs, targets);
}

describe('thickness', () => {
  test('is that of brute force, and its way the shortest of that thickness', () => {
    fc.assert(
      fc.property(fc.oneof(someField, somewhere), fc.boolean(), ({ some, rectangles }, forced) => {
        const { grid, targets } = some;
        const travel = forced ? forcing : walking;
        const devices = devicesIn(some, rectangles);
        const way = thinnestWay(grid, WatchSets.from(grid.moves.length, devices), targets, travel);
        const expected = thicknessByBruteForce(some, devices, travel);
        if (way === null) {
          expect(expected).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        expect(way.regions).toBe(Math.floor(expected / 1e6));
        expect(pathMeters(grid, way.path) / 2).toBeCloseTo((expected % 1e6) / 140, 1);
        expect(way.crossings).toHaveLength(way.regions);
        for (const { device, cell } of way.crossings) expect(devices[device]).toContain(cell);
      }),
      { numRuns: 1000 },
    );
  });

  test('counts a region again that is come back into', () => {
    // A corridor of one cell's width: the device watches two stretches of it.
    const grid = gridOf(32, 1, () => true);
    const cells = Uint32Array.from([5, 6, 7, 15, 16]);
    const way = thinnestWay(grid, WatchSets.from(32, [cells]), [20], walking, [0]);
    expect(way?.regions).toBe(2);
    expect(way?.crossings.map(({ cell }) => cell)).toEqual([5, 15]);
  });

  test('is the same from the site to the entry', () => {
    fc.assert(
      fc.property(someCase, someRectangles, (some, rectangles) => {
        const { grid, targets } = some;
        const sets = WatchSets.from(grid.moves.length, devicesIn(some, rectangles));
        const [from, to] = [[targets[0]], targets.slice(-1)];
        expect(thinnestWay(grid, sets, to, walking, from)?.regions).toBe(
          thinnestWay(grid, sets, from, walking, to)?.regions,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('sets of watching devices', () => {
  test('tell who watches a cell and who of them does not watch another, after losses too', () => {
    fc.assert(
      fc.property(
        someRectangles,
        fc.array(fc.nat(7)),
        fc.array(fc.tuple(fc.nat(80), fc.nat(80))),
        (devices, lost, pairs) => {
          const sets = WatchSets.from(81, devices).without(lost);
          const watching = (cell: number) =>
            devices.flatMap((cells, device) => (cells.includes(cell) && !lost.includes(device) ? [device] : []));
          for (const [from, to] of pairs) {
            expect(sets.devices(from)).toEqual(watching(from));
            expect(sets.count(from)).toBe(watching(from).length);
            expect(sets.entered(from, to)).toBe(
              watching(to).filter((device) => !watching(from).includes(device)).length,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Whether a way opens that no device but the lost ones watches. */
function opens(
  { grid, targets }: WalkCase,
  devices: readonly Uint32Array[],
  isLost: (device: number) => boolean,
): boolean {
  const watched = new Set(devices.flatMap((cells, device) => (isLost(device) ? [] : [...cells])));
  return (
    leastTo(
      lengthsWithin(grid, grid.entryCells, walking, (cell) => !watched.has(cell)),
      targets,
    ) < Number.POSITIVE_INFINITY
  );
}

describe('resilience', () => {
  test('lies between its bounds, whose sets do what is said of them', () => {
    fc.assert(
      fc.property(someField, ({ some, rectangles }) => {
        const { grid, targets, entries } = standing(some);
        const devices = devicesIn(some, rectangles);
        const sets = WatchSets.from(grid.moves.length, devices);
        const way = thinnestWay(grid, sets, targets, walking);
        if (way === null) return;
        const question = { grid, sets, targets, entries, travel: walking, paths: [way.path] };
        const bounds = finished(resilienceSteps(question));
        let fewest = devices.length;
        for (let lost = 0; lost < 1 << devices.length; lost += 1) {
          const count = devices.filter((_, device) => (lost >>> device) & 1).length;
          if (count < fewest && opens(some, devices, (device) => ((lost >>> device) & 1) === 1)) fewest = count;
        }
        expect(bounds.barriers.length).toBeLessThanOrEqual(fewest);
        expect(bounds.devices.length).toBeGreaterThanOrEqual(fewest);
        expect(opens(some, devices, (device) => bounds.devices.includes(device))).toBe(true);
        for (const barrier of bounds.barriers)
          expect(opens(some, devices, (device) => !barrier.includes(device))).toBe(false);
        expect(new Set(bounds.barriers.flat()).size).toBe(bounds.barriers.flat().length);
      }),
      { numRuns: 300 },
    );
  });

  test('of three rings around a site is three', () => {
    const grid = gridOf(41, 41, () => true);
    const ring = (radius: number) =>
      Uint32Array.from(grid.moves.keys()).filter((cell) => {
        const [x, y] = [Math.abs((cell % grid.columns) - 20), Math.abs(Math.floor(cell / grid.columns) - 20)];
        return Math.max(x, y) === radius;
      });
    const target = 20 * grid.columns + 20;
    const sets = WatchSets.from(grid.moves.length, [ring(5), ring(10), ring(15)]);
    const way = thinnestWay(grid, sets, [target], walking);
    expect(way?.regions).toBe(3);
    const question = {
      grid,
      sets,
      targets: [target],
      entries: grid.entryCells,
      travel: walking,
      paths: [way?.path ?? []],
    };
    const { barriers, devices } = finished(resilienceSteps(question));
    expect(barriers).toHaveLength(3);
    expect(devices).toEqual([0, 1, 2]);
  });
});

const site = { id: 'site', name: 'Town hall', x: 41, y: 41 };

function questionOf(grid: WalkGrid, watchers: readonly PlacedWatcher[], target: number): BreachQuestion {
  const rates = new Int32Array(grid.moves.length);
  for (const { ground } of watchers) {
    for (let cell = 0; cell < rates.length; cell += 1) {
      if ((ground.bits[cell >>> 5] >>> (cell & 31)) & 1) rates[cell] += cellRate(0.02);
    }
  }
  return {
    ...{ grid, rates, watchers, targets: [target], entries: grid.entryCells, travel: walking, site },
    ...{ condition: 'day', category: 0, nameOf: (x: number, y: number) => `${x}, ${y}` },
  };
}

describe('a breach run', () => {
  const grid = gridOf(41, 41, () => true);
  const target = 20 * grid.columns + 20;
  const band = (from: number, to: number) =>
    Uint32Array.from(grid.moves.keys()).filter((cell) => cell % grid.columns >= from && cell % grid.columns <= to);
  const watcher = (id: string, cells: Uint32Array): PlacedWatcher => ({
    ...{ id, x: 41, y: 41, layer: 'density' as const },
    ground: groundOf(grid, [cells, new Uint32Array(0)]),
  });

  test('tells all of a site behind two bands', () => {
    const watchers = [
      watcher('b', band(10, 12)),
      watcher('a', band(28, 30)),
      watcher(
        'c',
        band(12, 28).filter((cell) => cell < 5 * grid.columns),
      ),
    ];
    const result = finished(breachSteps(questionOf(grid, watchers, target)));
    expect(result.kind).toBe('breach');
    const breach = result as BreachResult;
    expect(breachResultSchema.parse(JSON.parse(JSON.stringify(breach)))).toEqual(breach);
    // The north is open.
    expect(breach.breach).toMatchObject({ highestRate: 0, worst: null, devices: [], lengthMeters: 40 });
    expect(breach.region).toMatchObject({ connects: true, lengthMeters: 40 });
    expect(breach.thickness).toMatchObject({ regions: 0, crossings: [] });
    expect(breach.resilience).toEqual({ lower: 0, upper: 0, devices: [], barriers: [] });
    expect(breach.region.squareMeters).toBe(
      4 * breach.region.cells.runs.reduce((sum, run, k) => sum + (k % 3 === 2 ? run : 0), 0),
    );
  });

  test('names the devices of a closed ring, at the category asked for', () => {
    const ring = band(0, 40).filter((cell) => {
      const [x, y] = [Math.abs((cell % grid.columns) - 20), Math.abs(Math.floor(cell / grid.columns) - 20)];
      return Math.max(x, y) === 8;
    });
    const question = questionOf(grid, [watcher('ring', ring)], target);
    const breach = finished(breachSteps(question)) as BreachResult;
    expect(breach.breach.highestRate).toBeCloseTo(0.02, 4);
    expect(breach.breach.devices).toEqual(['ring']);
    expect(breach.breach.nearest).toEqual({ id: 'ring', meters: 0, x: 41, y: 41 });
    expect(breach.thickness).toMatchObject({ regions: 1, crossings: [{ deviceId: 'ring' }] });
    expect(breach.resilience).toEqual({ lower: 1, upper: 1, devices: ['ring'], barriers: [['ring']] });
    expect(breach.region).toMatchObject({ connects: false, line: null, squareMeters: 4 * (41 * 41 - 17 * 17) });
    const higher = finished(breachSteps({ ...question, category: 1 })) as BreachResult;
    expect(higher.region.connects).toBe(true);
    expect(higher.resilience.upper).toBe(0);
  });

  test('says so where no way leads to the site', () => {
    const walled = gridOf(41, 41, (column) => column !== 15 && column !== 25);
    const closed = { ...walled, entryCells: walled.entryCells.filter((cell) => cell % walled.columns < 15) };
    const result = finished(breachSteps(questionOf(closed, [], target)));
    expect(result).toEqual({ kind: 'empty', reason: 'No way on foot leads from outside the study area to Town hall.' });
  });
});
