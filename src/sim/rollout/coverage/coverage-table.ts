import type { CellGrid } from '#geo/cell-grid.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import { chanceCategory } from '#model/rollout/chance-category.ts';
import type { CoverageEngine } from '../../coverage/coverage-engine.ts';
import type { HeldDevice } from '../../coverage/held-devices.ts';
import { placesOf } from '../../goals/scope-regions.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { MeterHead } from '../coverage-timeline.ts';
import type { Project } from '../project.ts';
import { amountSum } from './amount-sums.ts';
import { ColumnDrafts } from './column-sets.ts';
import { watchedColumns } from './cutover-pairs.ts';
import { demandGroundSteps } from './demand-ground.ts';
import { countedShare, gateSet } from './gate-sets.ts';
import { type GoalAsked, goalQuestionSteps } from './goal-questions.ts';
import type { AmountSum, ChanceGround, ColumnSet, CountedShare, GateSet, GoalScoring } from './table-parts.ts';

/**
 * What every set of live devices of a project achieves, without the scene: places that the same devices cover are merged into one
 * column with their weight. Made once from the coverage engine; plain data that may be cloned to other workers. Devices are the
 * project's numbers.
 */
export interface CoverageTable {
  /** Grid that tiles are counted in. */
  readonly grid: CellGrid;
  /** Number of devices of the project. */
  readonly devices: number;
  /** 1: it counts at the start. */
  readonly start: Uint8Array<ArrayBuffer>;
  /** Goals in the plan's order, then categories (at least 1, at least 2 cameras, lowest category first), then the score. */
  readonly heads: readonly MeterHead[];
  readonly sets: readonly ColumnSet[];
  readonly gates: readonly GateSet[];
  readonly counted: readonly CountedShare[];
  readonly amounts: readonly AmountSum[];
  /** Of the goals, as the first of {@link heads}. */
  readonly scoring: readonly GoalScoring[];
  readonly pairs: readonly { readonly group: number; readonly head: number }[];
  readonly chance: ChanceGround;
}

const reading = 'Reading the goals';
const merging = 'Merging what the same devices cover';

/** Shares of the whole work, as measured on the demo city. */
const shareOfGoals = 0.3;
const shareOfGround = 0.4;

/**
 * Merges what the project's devices cover into a table that tells how goals and categories stand for any of them live. The engine
 * has all of them merged under the plan's own settings, with the plan set, and does not change in between; other devices that it
 * has merged, and devices of the project that it has not, count nothing.
 *
 * @param category Category (0 = lowest) whose ground is painted by the chance that it is covered; left out: that of the
 *   weightiest goal about ground by day, else the lowest.
 */
export function* coverageTableSteps(
  engine: CoverageEngine,
  frame: PlanFrame,
  project: Project,
  category: number = chanceCategory(frame),
): Generator<SimulationStep, CoverageTable, void> {
  const { devices, board } = engine.state;
  const { goalScene: scene } = board;
  const held = project.devices.map(({ id }) => devices.get(id) ?? null);
  const counted = new Map(held.filter((own) => own !== null).map((own): [string, HeldDevice] => [own.device.id, own]));
  const costs = board.goalCostsNow();
  const questions = goalQuestionSteps(board, frame, counted, costs);
  const asked = yield* told(questions, reading, 0, shareOfGoals, frame.goals.length);
  const places = placesOf(frame, scene.source.surroundings);
  const ground = yield* told(demandGroundSteps(scene, places), reading, shareOfGoals, shareOfGoals, 1);
  const { categories } = categorySets[frame.categorySet];
  const drafts = new ColumnDrafts();
  for (const [head, goal] of asked.entries()) drafts.addGoal(goal, head);
  drafts.addCategories(categories.length, ground, scene.grid.cell, asked.length);
  drafts.addChance(Math.min(Math.max(0, Math.floor(category)), categories.length - 1));
  const making = drafts.steps(held);
  const columns = yield* told(making, merging, shareOfGround, 1, drafts.size);
  const heads = [
    ...asked.map(({ head }) => head),
    ...categoryHeads(categories, ground.cells * scene.grid.cell * scene.grid.cell),
    scoreHead(asked),
  ];
  const start = Uint8Array.from(project.devices, ({ liveAtStart }) => (liveAtStart ? 1 : 0));
  const gates: GateSet[] = [];
  const shares: CountedShare[] = [];
  const amounts: AmountSum[] = [];
  const portals = scene.source.surroundings?.portals ?? [];
  for (const [
    head,
    {
      goal,
      head: { problem },
      scale,
      monitored,
      controllers,
    },
  ] of asked.entries()) {
    if (problem !== null) continue;
    if (monitored !== null && scale !== null) gates.push(gateSet(portals, monitored, held, scale, head));
    if (controllers !== null) shares.push(countedShare(controllers, held, head));
    if (amountMetrics.has(goal.metric) && costs !== null) amounts.push(amountSum(goal, frame, costs, held, head));
  }
  return {
    grid: scene.grid,
    devices: held.length,
    start,
    heads,
    ...watchedColumns(project.groups, heads, start, columns.sets, gates),
    counted: shares,
    amounts,
    scoring: asked.map(({ scoring }) => scoring),
    chance: columns.chance,
  };
}

const amountMetrics: ReadonlySet<string> = new Set(['capital-cost', 'yearly-cost', 'uplink']);

/** Passes steps on as progress from a fraction to another; each that yields anything but false is one of `count`. */
function* told<T>(
  steps: Generator<boolean | void, T, void>,
  step: string,
  from: number,
  to: number,
  count: number,
): Generator<SimulationStep, T, void> {
  let done = 0;
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    if (next.value !== false) done += 1;
    yield { step, fraction: from + (to - from) * Math.min(1, done / count) };
  }
}

function categoryHeads(categories: readonly { readonly name: string }[], whole: number): MeterHead[] {
  const problem = whole > 0 ? null : 'The scene has no streets, squares or sites on its ground.';
  const plain = { kind: 'category', problem, unit: 'percent', target: 0, weight: 0, lessIsBetter: false } as const;
  return categories.flatMap(({ name }) => [1, 2].map((devices) => ({ ...plain, id: name, devices, whole })));
}

function scoreHead(asked: readonly GoalAsked[]): MeterHead {
  const weights = asked.reduce((sum, { goal: { weight } }) => sum + weight, 0);
  return {
    kind: 'score',
    id: 'score',
    devices: 1,
    problem: weights > 0 ? null : 'No goal of the plan has a weight, so there is no score.',
    unit: 'percent',
    target: 100,
    weight: 0,
    lessIsBetter: false,
    whole: 0,
  };
}
