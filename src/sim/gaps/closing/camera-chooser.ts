import type { Device } from '#model/device.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import { coverDevice } from '../../coverage/device-coverage.ts';
import { HeldDevice } from '../../coverage/held-devices.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { GapStage } from '../gap-stage.ts';
import type { ApproachPlan } from '../walk/approach-steps.ts';
import { cellX, cellY } from '../walk/study-area.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { type WatchDevice, type Watcher, watcherOf } from '../walk/watch-field.ts';
import { type CameraCandidate, cameraCandidates } from './camera-candidates.ts';
import type { CameraSearch, EntryChances } from './camera-search.ts';
import { wayCells } from './camera-ways.ts';
import { partOfWhole } from './closing-progress.ts';

/** A candidate with what it sees and does. */
export interface TriedCamera {
  readonly candidate: CameraCandidate;
  readonly held: HeldDevice;
  readonly watcher: Watcher;
  /** Private facades that it would see, m². */
  readonly exposedSquareMeters: number;
  readonly after: EntryChances;
}

/** Chances that fall by less have not fallen. */
export const leastGain = 0.01;
/** Gains that differ by less count as equal. */
export const sameGain = 0.005;
/** So many of the best candidates are searched exactly. */
const searchedExactly = 8;
const mostOnPlace = 2;

/** Targets so near to the end of the best way belong to the same door, metres. */
const doorMeters = 10;

/** Chooses cameras one by one. */
export class CameraChooser {
  private readonly stage: GapStage;
  private readonly study: WalkStudy;
  private readonly search: CameraSearch;
  private readonly chosen: Device[] = [];

  constructor(stage: GapStage, study: WalkStudy, search: CameraSearch) {
    this.stage = stage;
    this.study = study;
    this.search = search;
  }

  /**
   * The next camera; null where none helps. `ways`: ways in as they are now, the least observed first; `now`: the chances as the
   * search has them.
   */
  *next(
    plan: ApproachPlan,
    ways: readonly ApproachPath[],
    now: EntryChances,
  ): Generator<SimulationStep, TriedCamera | null, void> {
    const { scenario, state } = this.stage;
    const { condition } = plan.question;
    const ground = { ground: this.study.ground, walks: this.search.walks, context: state.context };
    const cells = wayCells({ ...ground, metersPerSecond: plan.assumptions.walkingSpeed }, ways);
    const devices = [...scenario.devices, ...this.chosen];
    const finding = cameraCandidates({ state, scenario, devices, condition, cells });
    const candidates = yield* partOfWhole(finding, 0, 0.5);
    const trying = this.searched(plan, varied(candidates), now);
    const tried = yield* partOfWhole(trying, 0.5, 0.8);
    const best = bestOf(now, tried) ?? (yield* partOfWhole(this.bestAtDoor(ways, tried), 0.8, 1));
    if (best !== null) this.chosen.push(best.held.device);
    return best;
  }

  /** Searches the approach with each candidate that can still be the best. */
  private *searched(
    plan: ApproachPlan,
    candidates: readonly CameraCandidate[],
    now: EntryChances,
  ): Generator<SimulationStep, TriedCamera[], void> {
    const { context, board } = this.stage.state;
    const byBound = candidates.toSorted((a, b) => a.highest - b.highest || b.score - a.score);
    const tried: TriedCamera[] = [];
    let lowest = now.highest;
    for (const [at, candidate] of byBound.entries()) {
      const fraction = at / byBound.length;
      const step = { step: 'Searching ways around the cameras', fraction };
      yield step;
      // Keeping to a way that is known leaves the intruder this chance at least.
      if (candidate.highest > lowest + sameGain && lowest <= now.highest - leastGain) continue;
      const device = { ...candidate.camera, id: this.freeId() };
      const held = new HeldDevice(context, device, coverDevice(context, device));
      yield step;
      const watcher = watcherOf(watchDevice(held), plan.question.condition, plan.assumptions);
      if (watcher === null) continue;
      const after = yield* partOfWhole(this.search.with(watcher), fraction, fraction + 1 / byBound.length);
      lowest = Math.min(lowest, after.highest);
      tried.push({ candidate, held, watcher, exposedSquareMeters: board.exposedSquareMeters(held) ?? 0, after });
    }
    return tried;
  }

  /**
   * A camera at one of several doors only sends the intruder on to the next, so that no chance falls: the one that does most against
   * those who want in by the door of the best way. Null where none does anything.
   */
  private *bestAtDoor(
    [best]: readonly ApproachPath[],
    tried: readonly TriedCamera[],
  ): Generator<SimulationStep, TriedCamera | null, void> {
    if (best === undefined || tried.length === 0) return null;
    const { ground, targets } = this.study;
    const door = targets.cells.filter((cell) => {
      const [dx, dy] = [cellX(ground.grid, cell) - best.end.x, cellY(ground.grid, cell) - best.end.y];
      return dx * dx + dy * dy <= doorMeters * doorMeters;
    });
    const now = yield* this.search.chances(door);
    const falls = new Map<TriedCamera, number>();
    for (const [at, one] of tried.entries()) {
      const steps = this.search.with(one.watcher, door);
      const after = yield* partOfWhole(steps, at / tried.length, (at + 1) / tried.length);
      falls.set(one, now.highest - after.highest);
    }
    const fall = (one: TriedCamera): number => falls.get(one) ?? 0;
    const lowering = tried.filter((one) => fall(one) >= leastGain);
    return lowering.length === 0 ? null : cheapestOfBest(lowering, fall);
  }

  /** Of the next proposal, unlike that of any device of the plan. */
  private freeId(): string {
    const taken = new Set([...this.stage.scenario.devices, ...this.chosen].map(({ id }) => id));
    let number = this.chosen.length + 1;
    while (taken.has(`proposal-camera-${number}`)) number += 1;
    return `proposal-camera-${number}`;
  }
}

/** The best of them, no more than {@link mostOnPlace} on one place. */
function varied(candidates: readonly CameraCandidate[]): CameraCandidate[] {
  const counts = new Map<string, number>();
  const some = candidates.filter(({ camera: { x, y } }) => {
    const count = counts.get(`${x} ${y}`) ?? 0;
    counts.set(`${x} ${y}`, count + 1);
    return count < mostOnPlace;
  });
  return some.slice(0, searchedExactly);
}

export function watchDevice(held: HeldDevice): WatchDevice {
  return { id: held.device.id, layer: held.layer, ground: (condition) => held.ground(condition) };
}

/** The camera that lowers the highest chance most, or else the average over the entries; null where none lowers either. */
function bestOf(now: EntryChances, tried: readonly TriedCamera[]): TriedCamera | null {
  const highest = ({ after }: TriedCamera): number => now.highest - after.highest;
  const mean = ({ after }: TriedCamera): number => now.mean - after.mean;
  for (const fall of [highest, mean]) {
    const lowering = tried.filter((one) => fall(one) >= leastGain);
    if (lowering.length > 0) return cheapestOfBest(lowering, fall);
  }
  return null;
}

/** Of those that gain most, as good as equal, the cheapest, then the one that exposes least. */
function cheapestOfBest(tried: readonly TriedCamera[], gain: (one: TriedCamera) => number): TriedCamera {
  const most = tried.reduce((best, one) => Math.max(best, gain(one)), 0);
  const equals = tried.filter((one) => gain(one) >= most - sameGain);
  return equals.reduce((best, one) => (isBetter(one, best, gain) ? one : best));
}

function isBetter(one: TriedCamera, other: TriedCamera, gain: (tried: TriedCamera) => number): boolean {
  const [a, b] = [one.candidate.lens.price, other.candidate.lens.price];
  if (a !== b) return a < b;
  if (one.exposedSquareMeters !== other.exposedSquareMeters) return one.exposedSquareMeters < other.exposedSquareMeters;
  return gain(one) > gain(other);
}
