import type { SimulationStep } from '../../simulation-step.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';
import { MoveCosts, type Travel } from './approach-cost.ts';
import { passedCells } from './least-observed.ts';
import { type ThinnestWay, thinnestWaySteps } from './thickness.ts';
import type { WatchSets } from './watch-sets.ts';

const cellsInStep = 16_384;
/** Searches for ever smaller sets of devices, each as long as one for thickness. */
const rounds = 8;
/** Sets of so many devices at most are tried without each of their devices. */
const largestTried = 24;

/** Bounds on the fewest devices whose loss opens a wholly unobserved way. */
export interface ResilienceBounds {
  /** Disjoint sets of devices, each of which shuts all ways by itself: all of them have to lose a device. */
  readonly barriers: readonly (readonly number[])[];
  /** Devices whose loss opens a way. */
  readonly devices: readonly number[];
}

/** What {@link resilienceSteps} searches. */
export interface ResilienceQuestion {
  readonly grid: WalkGrid;
  readonly sets: WatchSets;
  readonly targets: ArrayLike<number>;
  readonly entries: ArrayLike<number>;
  readonly travel: Travel;
  /** Ways whose devices are sets that open a way: the thinnest, the least observed. */
  readonly paths: readonly (readonly number[])[];
}

/**
 * The exact number is hard to find for regions of any form [“Barrier resilience of visibility polygons”: APX-hard]. Below: barriers
 * are grown from the site and from outside, one around the other, and the more are taken. Above: the fewest devices on the paths
 * given and on those found when devices of the best are lost one after the other, less those that are not needed.
 */
export function* resilienceSteps(question: ResilienceQuestion): Generator<SimulationStep, ResilienceBounds, void> {
  const flood = new ActiveFlood(question);
  const inner = yield* barriersAround(question, flood, question.targets, question.entries);
  const outer = yield* barriersAround(question, flood, question.entries, question.targets);
  const barriers = inner.length >= outer.length ? inner : outer;
  if (barriers.length === 0) return { barriers, devices: [] };
  let devices = fewest(question.paths.map((path) => devicesOn(question, question.sets, path)));
  devices = yield* needed(flood, question, devices, barriers.length);
  devices = yield* fewerByLosses(question, flood, devices, barriers.length);
  return { barriers, devices };
}

function fewest(sets: readonly (readonly number[])[]): readonly number[] {
  return sets.reduce((best, set) => (set.length < best.length ? set : best));
}

function devicesOn({ grid }: ResilienceQuestion, sets: WatchSets, path: readonly number[]): number[] {
  const devices = new Set(passedCells(grid, path).flatMap((cell) => sets.devices(cell)));
  return [...devices].toSorted((a, b) => a - b);
}

/** A set that opens a way without the devices that it can do without, so far as it is more than the bound. */
function* needed(
  flood: ActiveFlood,
  { sets, targets, entries }: ResilienceQuestion,
  devices: readonly number[],
  bound: number,
): Generator<SimulationStep, readonly number[], void> {
  if (devices.length > largestTried) return devices;
  let left = devices;
  for (const device of devices) {
    if (left.length <= bound) break;
    const fewer = left.filter((other) => other !== device);
    if (yield* flood.reachesSteps(sets.without(fewer), targets, entries)) left = fewer;
  }
  return left;
}

/** Loses the device whose regions the thinnest way enters most often, and searches the way that is then thinnest. */
function* fewerByLosses(
  question: ResilienceQuestion,
  flood: ActiveFlood,
  devices: readonly number[],
  bound: number,
): Generator<SimulationStep, readonly number[], void> {
  const { grid, sets, targets, entries, travel } = question;
  let best = devices;
  const lost: number[] = [];
  for (let round = 0; round < rounds && best.length > bound && lost.length < best.length; round += 1) {
    const left = sets.without(lost);
    const way = yield* thinnestWaySteps(grid, left, targets, travel, entries);
    if (way === null) break;
    const found = [...lost, ...devicesOn(question, left, way.path)];
    if (found.length < best.length) best = yield* needed(flood, question, found, bound);
    const next = mostEntered(way);
    if (next < 0) break;
    lost.push(next);
  }
  return best.toSorted((a, b) => a - b);
}

function mostEntered({ crossings }: ThinnestWay): number {
  const counts = new Map<number, number>();
  for (const { device } of crossings) counts.set(device, (counts.get(device) ?? 0) + 1);
  let [most, best] = [0, -1];
  for (const [device, count] of counts) {
    if (count < most || (count === most && device > best)) continue;
    [most, best] = [count, device];
  }
  return best;
}

/** Disjoint barriers, each around the ground that opens when those before are lost. */
function* barriersAround(
  { sets }: ResilienceQuestion,
  flood: ActiveFlood,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): Generator<SimulationStep, readonly (readonly number[])[], void> {
  const barriers: number[][] = [];
  let active = sets;
  while (!(yield* flood.reachesSteps(active, from, to))) {
    const barrier = coverOf(flood.edge.map((cell) => active.devices(cell)));
    if (barrier.length === 0) break;
    barriers.push(barrier);
    active = active.without(barrier);
  }
  return barriers;
}

/** Devices of which every set holds one: greedily, the one in most sets first. */
function coverOf(sets: readonly (readonly number[])[]): number[] {
  let left = [...new Map(sets.map((set) => [set.join(), set])).values()];
  const cover: number[] = [];
  while (left.length > 0) {
    const counts = new Map<number, number>();
    for (const set of left) for (const device of set) counts.set(device, (counts.get(device) ?? 0) + 1);
    let [most, best] = [0, -1];
    for (const [device, count] of counts) {
      if (count > most || (count === most && device < best)) [most, best] = [count, device];
    }
    cover.push(best);
    left = left.filter((set) => !set.includes(best));
  }
  return cover.toSorted((a, b) => a - b);
}

/** Spreads over cells that no device watches. */
class ActiveFlood {
  readonly #moves: MoveCosts;
  readonly #seen: Uint32Array;
  readonly #cells: Int32Array;
  #run = 0;
  /** After {@link reachesSteps} said no: the watched cells at which it stopped. */
  edge: number[] = [];

  constructor({ grid, travel }: ResilienceQuestion) {
    this.#moves = new MoveCosts(grid, new Int32Array(grid.moves.length), travel);
    this.#seen = new Uint32Array(grid.moves.length);
    this.#cells = new Int32Array(grid.moves.length);
  }

  /** Whether unwatched ground reaches from one of these cells to one of those. */
  *reachesSteps(
    sets: WatchSets,
    from: ArrayLike<number>,
    to: ArrayLike<number>,
  ): Generator<SimulationStep, boolean, void> {
    this.#run += 1;
    this.edge = [];
    const { ends, firsts, seconds } = this.#moves;
    let count = 0;
    const seen = this.#seen;
    /** Whether it is unwatched. */
    const visit = (cell: number): boolean => {
      const isOpen = sets.count(cell) === 0;
      if (!isOpen && seen[cell] !== this.#run) this.edge.push(cell);
      if (!isOpen) seen[cell] = this.#run;
      return isOpen;
    };
    const enter = (cell: number): void => {
      if (seen[cell] === this.#run) return;
      if (!visit(cell)) return;
      seen[cell] = this.#run;
      this.#cells[count] = cell;
      count += 1;
    };
    for (let k = 0; k < from.length; k += 1) enter(from[k]);
    for (let k = 0; k < count; k += 1) {
      if (k % cellsInStep === 0) yield { step: 'Bounding resilience', fraction: 0.5 };
      const cell = this.#cells[k];
      for (let left = this.#moves.moves(cell); left !== 0; left &= left - 1) {
        const move = 31 - Math.clz32(left & -left);
        if (move % 2 === 1 && !(visit(cell + firsts[move]) && visit(cell + seconds[move]))) continue;
        enter(cell + ends[move]);
      }
    }
    for (let k = 0; k < to.length; k += 1) if (seen[to[k]] === this.#run && sets.count(to[k]) === 0) return true;
    return false;
  }
}
