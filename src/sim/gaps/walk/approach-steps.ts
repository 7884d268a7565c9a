import { exponential } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { GapQuestion } from '#model/gap-question.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { conditions as allConditions, type Condition } from '#model/goal.ts';
import type { ApproachPath, ApproachResult, ConditionsResult } from '#model/results/gaps/approach.ts';
import type { GapEmpty, GapSite } from '#model/results/gaps/common.ts';
import type { SitePlace } from '../../access/places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { rateScale } from '../search/approach-cost.ts';
import { type LeastObserved, leastObservedSteps, pathFrom } from '../search/least-observed.ts';
import { approachPath, type PathContext } from './approach-path.ts';
import { type ForcedKinds, groundNotes } from './walk-notes.ts';
import { groundFigures, type WalkStudy, walkStudySteps } from './walk-study.ts';
import { straightWalks } from './walked-line.ts';
import { type WatchDevice, watchFieldSteps } from './watch-field.ts';
import { watchRates } from './watch-rates.ts';

/** What an approach is asked on. */
export interface ApproachPlan {
  readonly site: SitePlace;
  readonly question: GapQuestion;
  readonly assumptions: Assumptions;
  /** Categories of the plan's set. */
  readonly categories: number;
  /** Devices that count. */
  readonly devices: readonly WatchDevice[];
  /** Ids of gates that the plan locks ({@link lockedPortals} of walk-scene.ts). */
  readonly lockedPortals: ReadonlySet<string>;
  /** Device → share of the time at work, with all that it hangs on; 1 where it is not there. */
  readonly availability: ReadonlyMap<string, number>;
}

const mostOthers = 8;
/** A way that shares more than this of its cells with one that is told already is not told, 0 to 1. */
const sameShare = 0.85;

/** The least-observed approach on foot under the question's condition. `study`: made before for the same question and plan. */
export function* approachSteps(
  scene: GapScene,
  plan: ApproachPlan,
  study: WalkStudy | null = null,
): Generator<SimulationStep, ApproachResult | GapEmpty, void> {
  const studied = yield* studyOf(scene, plan, study);
  if ('kind' in studied) return studied;
  const { condition } = plan.question;
  const context = yield* contextOf(studied, plan, condition);
  const search = yield* searchOf(studied, plan, context.field.rates);
  const ways = waysOf(studied, search);
  const [best, ...others] = yield* pathsOf(studied, context, ways);
  if (best === undefined) return unreachable(plan);
  return {
    kind: 'approach',
    site: siteOf(plan.site),
    condition,
    category: context.category,
    ground: groundFigures(studied, search.costs),
    best,
    others,
    shortest: yield* shortestOf(studied, plan, context, best),
    whollyUnobserved: best.devices.length === 0,
    notes: groundNotes(studied, plan.question, forcedKinds(best)),
  };
}

/** The least-observed approach on foot by day, by night and in fog. */
export function* conditionsSteps(
  scene: GapScene,
  plan: ApproachPlan,
  study: WalkStudy | null = null,
): Generator<SimulationStep, ConditionsResult | GapEmpty, void> {
  const studied = yield* studyOf(scene, plan, study);
  if ('kind' in studied) return studied;
  const paths: ConditionsResult['paths'] = [];
  let ground: ConditionsResult['ground'] | null = null;
  for (const condition of allConditions) {
    const context = yield* contextOf(studied, plan, condition);
    const search = yield* searchOf(studied, plan, context.field.rates);
    ground ??= groundFigures(studied, search.costs);
    const [best] = yield* pathsOf(studied, context, waysOf(studied, search).slice(0, 1));
    if (best === undefined) return unreachable(plan);
    paths.push({
      condition,
      best,
      whollyUnobserved: best.devices.length === 0,
      unobservedOnDayPath: paths.length === 0 ? best.unobserved : chanceOn(studied, context, paths[0].best),
    });
  }
  return {
    kind: 'conditions',
    site: siteOf(plan.site),
    category: categoryOf(plan),
    ground: ground ?? groundFigures(studied, []),
    paths,
    notes: groundNotes(studied, plan.question, forcedKinds(paths[0]?.best)),
  };
}

function* studyOf(
  scene: GapScene,
  plan: ApproachPlan,
  study: WalkStudy | null,
): Generator<SimulationStep, WalkStudy | GapEmpty, void> {
  if (study !== null) return study;
  const made = yield* walkStudySteps(scene, plan.site, plan.question, plan.assumptions, plan.lockedPortals);
  return made.ok ? made.value : { kind: 'empty', reason: made.problem.sentence };
}

function siteOf({ featureId, id, planned, name, x, y }: SitePlace): GapSite {
  return { id: planned ? id : featureId, name, x, y };
}

function unreachable({ site, question }: ApproachPlan): GapEmpty {
  const from = question.from === null ? 'any entry of the study area' : 'the chosen point';
  const hint = question.forced
    ? 'Check the barriers and portals around it.'
    : 'Check the barriers and portals around it, or allow barriers to be overcome.';
  return { kind: 'empty', reason: `No way on foot leads from ${from} to ${site.name}. ${hint}` };
}

/** The category asked for, in a set that has it. */
function categoryOf({ question, categories }: ApproachPlan): number {
  return Math.min(question.category, categories - 1);
}

function* contextOf(
  { ground, names }: WalkStudy,
  plan: ApproachPlan,
  condition: Condition,
): Generator<SimulationStep, PathContext, void> {
  const { devices, assumptions, categories, availability } = plan;
  const adding = watchFieldSteps(ground.grid, devices, condition, assumptions);
  let done = 0;
  let step = adding.next();
  while (step.done !== true) {
    done += 1;
    yield { step: 'Laying out who watches', fraction: done / devices.length };
    step = adding.next();
  }
  const { field, watchers } = step.value;
  const category = categoryOf(plan);
  return {
    ground,
    field,
    watchers,
    names,
    metersPerSecond: assumptions.walkingSpeed,
    category,
    categories,
    categoryRate: watchRates(categories, assumptions)[category + 1] ?? 0,
    availability,
  };
}

function searchOf(
  { ground, targets }: WalkStudy,
  { assumptions, question }: Pick<ApproachPlan, 'assumptions' | 'question'>,
  rates: Int32Array,
): Generator<SimulationStep, LeastObserved, void> {
  const travel = { metersPerSecond: assumptions.walkingSpeed, forced: question.forced };
  return leastObservedSteps(ground.grid, rates, targets.cells, travel);
}

/** A way in: its cells, from an entry to a target. */
interface Way {
  readonly name: string;
  readonly cells: readonly number[];
}

/** The best way of every entry from which one leads, the least observed first, each by other ground than those before it. */
function waysOf({ entries }: WalkStudy, search: LeastObserved): Way[] {
  const { costs } = search;
  const starts = entries
    .map(({ name, cells }) => ({ name, cell: cells.reduce((best, cell) => (costs[cell] < costs[best] ? cell : best)) }))
    .filter(({ cell }) => costs[cell] < Number.POSITIVE_INFINITY)
    .sort((one, other) => costs[one.cell] - costs[other.cell] || one.cell - other.cell);
  const ways: Way[] = [];
  const trodden = new Set<number>();
  for (const { name, cell } of starts) {
    if (ways.length > mostOthers) break;
    const cells = pathFrom(search, cell);
    const shared = cells.reduce((count, at) => count + (trodden.has(at) ? 1 : 0), 0);
    if (shared > sameShare * cells.length) continue;
    for (const at of cells) trodden.add(at);
    ways.push({ name, cells });
  }
  return ways;
}

function* pathsOf(
  study: WalkStudy,
  context: PathContext,
  ways: readonly Way[],
): Generator<SimulationStep, ApproachPath[], void> {
  const paths: ApproachPath[] = [];
  for (const { name, cells } of ways) {
    yield { step: 'Walking the ways in', fraction: paths.length / ways.length };
    paths.push(approachPath(context, cells, name, endOf(study, cells)));
  }
  return paths.sort((one, other) => other.unobserved - one.unobserved || one.lengthMeters - other.lengthMeters);
}

function endOf({ targets }: WalkStudy, cells: readonly number[]) {
  const cell = cells[cells.length - 1];
  return { cell, portal: targets.portals.get(cell) ?? null };
}

/** The shortest way from any entry, and what it would cost to take it. */
function* shortestOf(
  study: WalkStudy,
  plan: ApproachPlan,
  context: PathContext,
  best: ApproachPath,
): Generator<SimulationStep, ApproachPath, void> {
  if (context.watchers.length === 0) return best;
  const search = yield* searchOf(study, plan, new Int32Array(context.field.rates.length));
  const [shortest] = waysOf(study, search);
  return shortest === undefined
    ? best
    : approachPath(context, shortest.cells, shortest.name, endOf(study, shortest.cells));
}

/** Chance of staying unobserved on the line of a walk under another condition. */
function chanceOn({ ground }: WalkStudy, { field, metersPerSecond }: PathContext, path: ApproachPath): number {
  const walks = straightWalks(ground, field);
  let watching = 0;
  for (let at = 2; at + 1 < path.xy.length; at += 2) {
    watching += walks.watching(path.xy[at - 2], path.xy[at - 1], path.xy[at], path.xy[at + 1]);
  }
  return exponential(-watching / metersPerSecond / rateScale);
}

function forcedKinds(path: ApproachPath | undefined): ForcedKinds {
  return new Set(path?.forced.map(({ kind }) => kind));
}
