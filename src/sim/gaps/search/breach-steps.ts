import type { Condition } from '#model/goal.ts';
import type { BreachPath, BreachResult, Thickness, UnobservedRegion } from '#model/results/gaps/breach.ts';
import type { GapEmpty, GapSite } from '#model/results/gaps/common.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { cellX, cellY } from '../walk/study-area.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { rateScale, type Travel } from './approach-cost.ts';
import { type BottleneckWay, bottleneckWaySteps } from './bottleneck.ts';
import { bestEntry, leastObservedSteps, pathFrom } from './least-observed.ts';
import { type PlacedWatcher, watchedCells, watchersOf } from './placed-watcher.ts';
import { resilienceSteps } from './resilience.ts';
import { type ThinnestWay, thinnestWaySteps } from './thickness.ts';
import { cellRuns, type UnobservedGround, unobservedGroundSteps } from './unobserved-ground.ts';
import { pathLine, pathMeters } from './walk-path.ts';
import { WatchSets } from './watch-sets.ts';

/** What a breach run needs; all of one condition. */
export interface BreachQuestion {
  readonly grid: WalkGrid;
  /** Cell → watch rate of all watchers together, `cellRate`. */
  readonly rates: ArrayLike<number>;
  readonly watchers: readonly PlacedWatcher[];
  /** Cells of the site; at least one. */
  readonly targets: ArrayLike<number>;
  /** Cells from which people come: those of the grid, or a chosen point. */
  readonly entries: ArrayLike<number>;
  readonly travel: Travel;
  readonly site: GapSite;
  readonly condition: Condition;
  /** From which on ground counts as observed, 0 = lowest. */
  readonly category: number;
  /** A place in words, from local metres. */
  readonly nameOf: (x: number, y: number) => string;
}

/** How a site can be reached at all: bottleneck, unobserved ground, thickness and resilience. */
export function* breachSteps(question: BreachQuestion): Generator<SimulationStep, BreachResult | GapEmpty, void> {
  const { grid, rates, watchers, targets, entries, travel, site, condition, category } = question;
  const bottleneck = yield* bottleneckWaySteps(grid, rates, targets, travel, entries);
  if (bottleneck === null) {
    return { kind: 'empty', reason: `No way on foot leads from outside the study area to ${site.name}.` };
  }
  const sets = yield* watchSetsSteps(question);
  const isUnobserved = new Uint8Array(grid.moves.length);
  for (let cell = 0; cell < isUnobserved.length; cell += 1) isUnobserved[cell] = sets.of[cell] === 0 ? 1 : 0;
  const ground = yield* unobservedGroundSteps(grid, isUnobserved, targets, travel, entries);
  const thinnest = yield* thinnestWaySteps(grid, sets, targets, travel, entries);
  if (thinnest === null) throw new Error('Where there is a way, there is a thinnest.');
  const search = yield* leastObservedSteps(grid, rates, targets, travel);
  const paths = [thinnest.path, pathFrom(search, bestEntry(search.costs, entries)), bottleneck.path];
  const bounds = yield* resilienceSteps({ grid, sets, targets, entries, travel, paths });
  const ids = (devices: readonly number[]) => devices.map((device) => watchers[device].id).toSorted();
  return {
    kind: 'breach',
    site,
    entry: place(question, bottleneck.path[0]),
    condition,
    category,
    breach: breachPath(question, bottleneck),
    region: unobservedRegion(grid, ground),
    thickness: thicknessOf(question, thinnest),
    resilience: {
      lower: bounds.barriers.length,
      upper: bounds.devices.length,
      devices: ids(bounds.devices),
      barriers: bounds.barriers.map(ids),
    },
  };
}

function* watchSetsSteps({ grid, watchers, category }: BreachQuestion): Generator<SimulationStep, WatchSets, void> {
  const step = (done: number) => ({ step: 'Joining what devices observe', fraction: done / (2 * watchers.length) });
  const watched: Uint32Array[] = [];
  for (const watcher of watchers) {
    if (watched.length % 16 === 0) yield step(watched.length);
    watched.push(watchedCells(grid, watcher, category));
  }
  const joining = WatchSets.fromSteps(grid.moves.length, watched);
  for (;;) {
    const joined = joining.next();
    if (joined.done === true) return joined.value;
    yield step(watchers.length + joined.value);
  }
}

function place({ grid, nameOf }: BreachQuestion, cell: number) {
  const [x, y] = [cellX(grid, cell), cellY(grid, cell)];
  return { x, y, name: nameOf(x, y) };
}

function breachPath(question: BreachQuestion, { rate, path, worst }: BottleneckWay): BreachPath {
  const { grid, watchers } = question;
  return {
    line: pathLine(grid, path),
    lengthMeters: pathMeters(grid, path),
    highestRate: rate / rateScale,
    worst: rate > 0 ? place(question, worst) : null,
    devices: rate > 0 ? watchersOf(grid, watchers, worst) : [],
    nearest: nearestWatcher(question, path),
  };
}

/** The watcher that a path comes closest to, the first of equals. */
function nearestWatcher({ grid, watchers }: BreachQuestion, path: readonly number[]): BreachPath['nearest'] {
  const points = path.map((cell) => [cellX(grid, cell), cellY(grid, cell)] as const);
  let nearest: BreachPath['nearest'] = null;
  for (const { id, x, y } of watchers) {
    let square = Number.POSITIVE_INFINITY;
    for (let k = 0; k < points.length; k += 1) {
      square = Math.min(square, squareToSegment(x, y, points[Math.max(0, k - 1)], points[k]));
    }
    const meters = Math.sqrt(square);
    if (nearest === null || meters < nearest.meters) nearest = { id, meters, x, y };
  }
  return nearest;
}

function squareToSegment(x: number, y: number, from: readonly [number, number], to: readonly [number, number]): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / square));
  const [a, b] = [from[0] + along * dx - x, from[1] + along * dy - y];
  return a * a + b * b;
}

function unobservedRegion(grid: WalkGrid, { isPart, cells, openEntries, path }: UnobservedGround): UnobservedRegion {
  return {
    connects: path !== null,
    squareMeters: cells * grid.grid.cell * grid.grid.cell,
    openEntries,
    cells: cellRuns(grid, isPart),
    line: path === null ? null : pathLine(grid, path),
    lengthMeters: path === null ? null : pathMeters(grid, path),
  };
}

function thicknessOf({ grid, watchers }: BreachQuestion, { regions, path, crossings }: ThinnestWay): Thickness {
  return {
    regions,
    line: pathLine(grid, path),
    lengthMeters: pathMeters(grid, path),
    crossings: crossings.map(({ device, cell }) => {
      const [x, y] = [cellX(grid, cell), cellY(grid, cell)];
      return { deviceId: watchers[device].id, x, y };
    }),
  };
}
