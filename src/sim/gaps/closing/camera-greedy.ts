import type { ApproachPath, ApproachResult } from '#model/results/gaps/approach.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { told } from '../gap-inputs.ts';
import type { GapStage } from '../gap-stage.ts';
import { type ApproachPlan, approachSteps } from '../walk/approach-steps.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { watchFieldSteps } from '../walk/watch-field.ts';
import { CameraChooser, leastGain, sameGain, type TriedCamera, watchDevice } from './camera-chooser.ts';
import { CameraSearch, type EntryChances } from './camera-search.ts';
import { partOfWhole } from './closing-progress.ts';

export interface Change {
  readonly before: number;
  readonly after: number;
}

/** A camera that was chosen, with what it changes when those before it stand. */
export interface ChosenCamera {
  readonly tried: TriedCamera;
  /** Ways in before it, the least observed first. */
  readonly ways: readonly ApproachPath[];
  /** Cells of the walk grid that it watches, and those of them that nobody watched before. */
  readonly watched: ReadonlySet<number>;
  readonly unwatched: ReadonlySet<number>;
  /** Chance of arriving unobserved as an approach run tells it, and on average over the entries. */
  readonly highest: Change;
  readonly mean: Change;
  /** The approach with it. */
  readonly approach: ApproachResult;
}

/** Cameras one after the other. */
export interface ChosenCameras {
  /** Those up to the last one that lowers a chance, without those that turned out to add nothing. */
  readonly cameras: readonly ChosenCamera[];
  /** Which chance it is that they lower. */
  readonly lowers: 'highest' | 'mean';
  /** The approach without and with them, and the plan with them. */
  readonly before: ApproachResult;
  readonly after: ApproachResult;
  readonly plan: ApproachPlan;
  /** Cameras that were tried one after the other, with those that are left out. */
  readonly triedInTurn: number;
}

/** No more cameras are proposed at once: doors of a site beyond this stay open. */
export const mostCameras = 8;
/** A chance no higher than this is closed. */
export const closedChance = 0.05;

/** Share of the progress that choosing takes, before what was chosen is looked at again. */
const choosingShare = 0.8;

/**
 * Chooses cameras that lower the chance of arriving unobserved, one after the other: of the candidates that would do most on the ways
 * as they are, those that leave the intruder least after planning anew ({@link CameraChooser}). Then leaves out what adds nothing.
 */
export function* chooseCameras(
  stage: GapStage,
  plan: ApproachPlan,
  study: WalkStudy,
): Generator<SimulationStep, ChosenCameras | GapEmpty, void> {
  const greedy = new CameraGreedy(stage, plan, study);
  const before = yield* partOfWhole(greedy.approach(plan), 0, 0.05);
  if (before.kind === 'empty') return before;
  const all = yield* partOfWhole(greedy.choose(before), 0.05, choosingShare);
  for (const lowers of ['highest', 'mean'] as const) {
    const last = all.findLastIndex((camera) => fallOf(camera, lowers) >= leastGain);
    if (last < 0) continue;
    const kept = all.slice(0, last + 1);
    const needed = yield* partOfWhole(greedy.needed(kept, lowers), choosingShare, 0.9);
    const cameras = needed.length === kept.length ? kept : yield* partOfWhole(greedy.inTurn(needed, before), 0.9, 1);
    const after = cameras[cameras.length - 1]?.approach ?? before;
    return { cameras, lowers, before, after, plan: withCameras(plan, needed), triedInTurn: all.length };
  }
  return { cameras: [], lowers: 'highest', before, after: before, plan, triedInTurn: all.length };
}

function fallOf(camera: ChosenCamera, chance: 'highest' | 'mean'): number {
  return camera[chance].before - camera[chance].after;
}

function withCameras(plan: ApproachPlan, tried: readonly TriedCamera[]): ApproachPlan {
  return { ...plan, devices: [...plan.devices, ...tried.map(({ held }) => watchDevice(held))] };
}

class CameraGreedy {
  private readonly stage: GapStage;
  private readonly plan: ApproachPlan;
  private readonly study: WalkStudy;

  constructor(stage: GapStage, plan: ApproachPlan, study: WalkStudy) {
    this.stage = stage;
    this.plan = plan;
    this.study = study;
  }

  approach(plan: ApproachPlan): Generator<SimulationStep, ApproachResult | GapEmpty, void> {
    return approachSteps(this.stage.scene, plan, this.study);
  }

  *choose(start: ApproachResult): Generator<SimulationStep, ChosenCamera[], void> {
    const search = yield* this.search([]);
    const chooser = new CameraChooser(this.stage, this.study, search);
    const cameras: ChosenCamera[] = [];
    let chances = yield* search.chances();
    let approach = start;
    while (cameras.length < mostCameras && approach.best.unobserved > closedChance) {
      const from = cameras.length / mostCameras;
      const to = from + 0.8 / mostCameras;
      const end = from + 1 / mostCameras;
      const plan = withCameras(this.plan, triedOf(cameras));
      const ways: readonly ApproachPath[] = [approach.best, ...approach.others];
      const next: TriedCamera | null = yield* partOfWhole(chooser.next(plan, ways, chances), from, to);
      if (next === null) break;
      const standing = this.stand(cameras, next, approach, chances, search);
      const stood: ChosenCamera = yield* partOfWhole(standing, to, end);
      cameras.push(stood);
      approach = stood.approach;
      chances = next.after;
    }
    return cameras;
  }

  /** The cameras without those that could be missing without a chance rising. */
  *needed(
    cameras: readonly ChosenCamera[],
    chance: 'highest' | 'mean',
  ): Generator<SimulationStep, TriedCamera[], void> {
    let kept = triedOf(cameras);
    const search = yield* this.search(kept);
    const most = (kept[kept.length - 1]?.after[chance] ?? 0) + sameGain;
    for (const camera of cameras.toReversed()) {
      if (fallOf(camera, chance) >= leastGain) continue;
      search.remove(camera.tried.watcher);
      const without = yield* search.chances();
      if (without[chance] > most) search.add(camera.tried.watcher);
      else kept = kept.filter((one) => one !== camera.tried);
    }
    return kept;
  }

  /** What each camera changes after those before it. */
  *inTurn(tried: readonly TriedCamera[], before: ApproachResult): Generator<SimulationStep, ChosenCamera[], void> {
    const search = yield* this.search([]);
    const cameras: ChosenCamera[] = [];
    let chances = yield* search.chances();
    let approach = before;
    for (const [at, one] of tried.entries()) {
      const middle = (at + 0.5) / tried.length;
      const next = yield* partOfWhole(search.with(one.watcher), at / tried.length, middle);
      const standing = this.stand(cameras, { ...one, after: next }, approach, chances, search);
      const stood: ChosenCamera = yield* partOfWhole(standing, middle, (at + 1) / tried.length);
      cameras.push(stood);
      approach = stood.approach;
      chances = next;
    }
    return cameras;
  }

  /** Lets a camera stand after others: the search has it from now on. */
  private *stand(
    cameras: readonly ChosenCamera[],
    tried: TriedCamera,
    before: ApproachResult,
    chances: EntryChances,
    search: CameraSearch,
  ): Generator<SimulationStep, ChosenCamera, void> {
    const { watched, unwatched } = search.cellsOf(tried.watcher);
    search.add(tried.watcher);
    const plan = withCameras(this.plan, [...triedOf(cameras), tried]);
    const after = yield* this.approach(plan);
    // Watching closes no way.
    const approach = after.kind === 'empty' ? before : after;
    return {
      ...{ tried, watched, unwatched, approach, ways: [before.best, ...before.others] },
      highest: { before: before.best.unobserved, after: approach.best.unobserved },
      mean: { before: chances.mean, after: tried.after.mean },
    };
  }

  private *search(more: readonly TriedCamera[]): Generator<SimulationStep, CameraSearch, void> {
    const { plan, study } = this;
    const { condition, forced } = plan.question;
    const { field } = yield* told(
      watchFieldSteps(study.ground.grid, plan.devices, condition, plan.assumptions),
      'Laying out who watches',
    );
    for (const { watcher } of more) field.add(watcher);
    return new CameraSearch(study, field, { metersPerSecond: plan.assumptions.walkingSpeed, forced });
  }
}

function triedOf(cameras: readonly ChosenCamera[]): TriedCamera[] {
  return cameras.map(({ tried }) => tried);
}
