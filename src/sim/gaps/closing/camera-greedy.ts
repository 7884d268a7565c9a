import type { Device } from '#model/device.ts';
import type { ApproachPath, ApproachResult } from '#model/results/gaps/approach.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import { coverDevice } from '../../coverage/device-coverage.ts';
import { HeldDevice } from '../../coverage/held-devices.ts';
import { told } from '../gap-runs.ts';
import type { GapStage } from '../gap-stage.ts';
import type { GapStep } from '../gap-step.ts';
import { type ApproachPlan, approachSteps } from '../walk/approach-steps.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { type WatchDevice, type Watcher, watcherOf, watchFieldSteps } from '../walk/watch-field.ts';
import { type CameraCandidate, cameraCandidates } from './camera-candidates.ts';
import { CameraSearch, type EntryChances } from './camera-search.ts';
import { wayCells } from './camera-ways.ts';
import { partOfWhole } from './closing-progress.ts';

/** A camera that was chosen, with what it changes. */
export interface ChosenCamera {
  readonly held: HeldDevice;
  readonly candidate: CameraCandidate;
  /** Private facades that it would see, m². */
  readonly exposedSquareMeters: number;
  /** Ways in before it was chosen, the least observed first; and cells that it watches. */
  readonly ways: readonly ApproachPath[];
  readonly watched: ReadonlySet<number>;
  /** Cells that nobody watched before. */
  readonly unwatched: ReadonlySet<number>;
  /** Chance of arriving unobserved as an approach run tells it, and on average over the entries, before and after. */
  readonly highest: Change;
  readonly mean: Change;
}

export interface Change {
  readonly before: number;
  readonly after: number;
}

/** Cameras one after the other, and the approach with all of them. */
export interface ChosenCameras {
  readonly cameras: readonly ChosenCamera[];
  readonly approach: ApproachResult;
  /** With the chosen ones. */
  readonly plan: ApproachPlan;
}

/** No more cameras are proposed at once. */
export const mostCameras = 4;
/** A chance no higher than this is closed. */
export const closedChance = 0.05;
/** Less gain is none. */
export const leastGain = 0.01;
/** So many of the best candidates are searched exactly. */
const searchedExactly = 8;
/** Gains that differ by less count as equal, and money decides. */
const sameGain = 0.005;

/**
 * Chooses cameras that lower the chance of arriving unobserved, one after the other. Of the candidates that would do most on the ways
 * as they are, those that leave the intruder least after planning anew; of equals the cheapest, then the one that exposes least. Where
 * no single one lowers the highest chance, since other ways stay as good, the one that lowers the average over the entries most.
 */
export function* chooseCameras(
  stage: GapStage,
  start: ApproachPlan,
  study: WalkStudy,
): Generator<GapStep, ChosenCameras | GapEmpty, void> {
  const { condition, forced } = start.question;
  const { assumptions } = start;
  let plan = start;
  let approach = yield* partOfWhole(approachSteps(stage.scene, plan, study), 0, 0.05);
  if (approach.kind === 'empty') return approach;
  const { field } = yield* told(
    watchFieldSteps(study.ground.grid, plan.devices, condition, assumptions),
    'Laying out who watches',
  );
  const search = new CameraSearch(study, field, { metersPerSecond: assumptions.walkingSpeed, forced });
  let chances = yield* partOfWhole(search.chances(), 0.05, 0.1);
  const chooser = new CameraChooser(stage, study, search);
  const cameras: ChosenCamera[] = [];
  while (cameras.length < mostCameras && approach.best.unobserved > closedChance) {
    const from = 0.1 + (0.9 * cameras.length) / mostCameras;
    const to = from + 0.9 / mostCameras;
    const ways: readonly ApproachPath[] = [approach.best, ...approach.others];
    const next: Tried | null = yield* partOfWhole(chooser.next(plan, ways, chances), from, to - 0.05);
    if (next === null) break;
    const watched = field.cellsOf(next.watcher);
    const unwatched = new Set(watched.filter((cell) => field.rates[cell] === 0));
    field.add(next.watcher);
    plan = { ...plan, devices: [...plan.devices, watchDevice(next.held)] };
    const after: ApproachResult | GapEmpty = yield* partOfWhole(approachSteps(stage.scene, plan, study), to - 0.05, to);
    if (after.kind === 'empty') return after;
    cameras.push({
      ...{ held: next.held, candidate: next.candidate, exposedSquareMeters: next.exposedSquareMeters },
      ...{ ways, watched: new Set(watched), unwatched },
      highest: { before: approach.best.unobserved, after: after.best.unobserved },
      mean: { before: chances.mean, after: next.after.mean },
    });
    chances = next.after;
    approach = after;
  }
  return { cameras, approach, plan };
}

function watchDevice(held: HeldDevice): WatchDevice {
  return { id: held.device.id, layer: held.layer, ground: (condition) => held.ground(condition) };
}

/** A candidate with what it sees and does. */
interface Tried {
  readonly candidate: CameraCandidate;
  readonly held: HeldDevice;
  readonly watcher: Watcher;
  readonly exposedSquareMeters: number;
  readonly after: EntryChances;
}

class CameraChooser {
  private readonly stage: GapStage;
  private readonly study: WalkStudy;
  private readonly search: CameraSearch;
  private readonly chosen: Device[] = [];

  constructor(stage: GapStage, study: WalkStudy, search: CameraSearch) {
    this.stage = stage;
    this.study = study;
    this.search = search;
  }

  /** The next camera; null where none gains anything. */
  *next(plan: ApproachPlan, ways: readonly ApproachPath[], now: EntryChances): Generator<GapStep, Tried | null, void> {
    const { scenario, state } = this.stage;
    const { condition } = plan.question;
    const ground = { ground: this.study.ground, context: state.context };
    const cells = wayCells({ ...ground, metersPerSecond: plan.assumptions.walkingSpeed }, ways);
    const devices = [...scenario.devices, ...this.chosen];
    const finding = cameraCandidates({ state, scenario, devices, condition, cells });
    const candidates = yield* partOfWhole(finding, 0, 0.5);
    const trying = this.searched(plan, candidates.slice(0, searchedExactly), now);
    const tried = yield* partOfWhole(trying, 0.5, 1);
    const best = bestOf(now, tried);
    if (best !== null) this.chosen.push(best.held.device);
    return best;
  }

  /** Searches the approach with each candidate that can still be the best. */
  private *searched(
    plan: ApproachPlan,
    candidates: readonly CameraCandidate[],
    now: EntryChances,
  ): Generator<GapStep, Tried[], void> {
    const { context, board } = this.stage.state;
    const byBound = candidates.toSorted((a, b) => a.highest - b.highest || b.score - a.score);
    const tried: Tried[] = [];
    let lowest = now.highest - leastGain;
    for (const [at, candidate] of byBound.entries()) {
      const step = { step: 'Searching ways around the cameras', fraction: at / byBound.length };
      yield step;
      // Keeping to a way that is known leaves the intruder this chance at least.
      if (candidate.highest > lowest + sameGain && lowest < now.highest - leastGain) continue;
      const device = { ...candidate.camera, id: this.freeId() };
      const held = new HeldDevice(context, device, coverDevice(context, device));
      yield step;
      const watcher = watcherOf(watchDevice(held), plan.question.condition, plan.assumptions);
      if (watcher === null) continue;
      const from = at / byBound.length;
      const after = yield* partOfWhole(this.search.with(watcher), from, from + 1 / byBound.length);
      lowest = Math.min(lowest, after.highest);
      tried.push({ candidate, held, watcher, exposedSquareMeters: board.exposedSquareMeters(held) ?? 0, after });
    }
    return tried;
  }

  /** Of the next proposal, unlike that of any device of the plan. */
  private freeId(): string {
    const taken = new Set(this.stage.scenario.devices.map(({ id }) => id));
    let number = this.chosen.length + 1;
    while (taken.has(`proposal-camera-${number}`)) number += mostCameras;
    return `proposal-camera-${number}`;
  }
}

/** Null where none lowers a chance by {@link leastGain}. */
function bestOf(now: EntryChances, tried: readonly Tried[]): Tried | null {
  for (const chance of ['highest', 'mean'] as const) {
    const fall = ({ after }: Tried): number => now[chance] - after[chance];
    const most = tried.reduce((best, one) => Math.max(best, fall(one)), 0);
    if (most < leastGain) continue;
    const equals = tried.filter((one) => fall(one) > most - sameGain);
    return equals.reduce((best, one) => (isBetter(one, best, fall) ? one : best));
  }
  return null;
}

function isBetter(one: Tried, other: Tried, fall: (tried: Tried) => number): boolean {
  const [a, b] = [one.candidate.lens.price, other.candidate.lens.price];
  if (a !== b) return a < b;
  if (one.exposedSquareMeters !== other.exposedSquareMeters) return one.exposedSquareMeters < other.exposedSquareMeters;
  return fall(one) > fall(other);
}
