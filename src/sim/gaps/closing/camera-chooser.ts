import type { Device } from '#model/device.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import { coverDevice } from '../../coverage/device-coverage.ts';
import { HeldDevice } from '../../coverage/held-devices.ts';
import type { GapStage } from '../gap-stage.ts';
import type { GapStep } from '../gap-step.ts';
import type { ApproachPlan } from '../walk/approach-steps.ts';
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

/**
 * What counts, first things first: how far the highest chance falls, that of the average over the entries, and how much longer the
 * ways become: where a site has several doors, cameras at the first ones only send the intruder on to the next.
 */
const aims: readonly {
  readonly gain: (now: EntryChances, after: EntryChances) => number;
  readonly least: number;
  readonly same: number;
}[] = [
  { gain: (now, after) => now.highest - after.highest, least: leastGain, same: sameGain },
  { gain: (now, after) => now.mean - after.mean, least: leastGain, same: sameGain },
  { gain: (now, after) => after.meters - now.meters, least: 5, same: 2 },
];

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
  ): Generator<GapStep, TriedCamera | null, void> {
    const { scenario, state } = this.stage;
    const { condition } = plan.question;
    const ground = { ground: this.study.ground, context: state.context };
    const cells = wayCells({ ...ground, metersPerSecond: plan.assumptions.walkingSpeed }, ways);
    const devices = [...scenario.devices, ...this.chosen];
    const finding = cameraCandidates({ state, scenario, devices, condition, cells });
    const candidates = yield* partOfWhole(finding, 0, 0.5);
    const trying = this.searched(plan, candidates.slice(0, searchedExactly), now);
    const best = bestOf(now, yield* partOfWhole(trying, 0.5, 1));
    if (best !== null) this.chosen.push(best.held.device);
    return best;
  }

  /** Searches the approach with each candidate that can still be the best. */
  private *searched(
    plan: ApproachPlan,
    candidates: readonly CameraCandidate[],
    now: EntryChances,
  ): Generator<GapStep, TriedCamera[], void> {
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

  /** Of the next proposal, unlike that of any device of the plan. */
  private freeId(): string {
    const taken = new Set([...this.stage.scenario.devices, ...this.chosen].map(({ id }) => id));
    let number = this.chosen.length + 1;
    while (taken.has(`proposal-camera-${number}`)) number += 1;
    return `proposal-camera-${number}`;
  }
}

export function watchDevice(held: HeldDevice): WatchDevice {
  return { id: held.device.id, layer: held.layer, ground: (condition) => held.ground(condition) };
}

/** Of those that gain most, as good as equal, the cheapest, then the one that exposes least. Null where none gains anything. */
function bestOf(now: EntryChances, tried: readonly TriedCamera[]): TriedCamera | null {
  for (const { gain, least, same } of aims) {
    const gainOf = ({ after }: TriedCamera): number => gain(now, after);
    const most = tried.reduce((best, one) => Math.max(best, gainOf(one)), 0);
    if (most < least) continue;
    const equals = tried.filter((one) => gainOf(one) > most - same);
    return equals.reduce((best, one) => (isBetter(one, best, gainOf) ? one : best));
  }
  return null;
}

function isBetter(one: TriedCamera, other: TriedCamera, gain: (tried: TriedCamera) => number): boolean {
  const [a, b] = [one.candidate.lens.price, other.candidate.lens.price];
  if (a !== b) return a < b;
  if (one.exposedSquareMeters !== other.exposedSquareMeters) return one.exposedSquareMeters < other.exposedSquareMeters;
  return gain(one) > gain(other);
}
