import { ProblemError } from '#model/result.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { OrderComparison, OrderResult } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { OrderRule } from '#model/rollout/rollout-question.ts';
import { type SimulationStep, scaledSteps } from '../../simulation-step.ts';
import { createCoverageMeter } from '../coverage/coverage-meter.ts';
import type { CoverageTable } from '../coverage/coverage-table.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { planProject } from '../plan/plan-project.ts';
import { reorderProject } from '../plan/reorder-project.ts';
import type { Project } from '../project.ts';
import { medianWork } from '../schedule/median-schedule.ts';
import { plannedSchedule } from '../schedule/planned-schedule.ts';
import {
  type ComparedWay,
  commonHorizonDays,
  comparedRuns,
  comparedWaySteps,
  finishOf,
  meanOf,
  spreadOfDays,
} from './compared-runs.ts';
import { GoalClock, sumAfter } from './goal-days.ts';
import { orderReasons } from './order-reasons.ts';
import { type GroupLists, orderSearchSteps } from './order-search.ts';
import { riskOrder } from './risk-order.ts';

/** What orders and policies are compared from. */
export interface ChoiceSetup {
  readonly job: RolloutJob;
  readonly scene: CoverageScene;
  /** Of the job’s devices, in any order of groups and under any policy: neither changes what devices see. */
  readonly table: CoverageTable;
}

/** Orders that the search looks at, at most, and at least so many; in between, as many as place so many tasks. */
const mostOrders = 800;
const leastOrders = 40;
const placedTasks = 1_000_000;
/** Share of the progress that the search makes. */
const searchShare = 0.4;

const rules = ['plan', 'district', 'risk', 'cost'] as const;

/**
 * The planner's order of site groups against simple rules and against the order that a search finds: the one that earns the most
 * goal-weighted days in the planned schedule, and in the mean of the runs is not worse than any of the others. Phases that the
 * question does not name (where it names any) keep their order. Throws a {@link ProblemError} where the plan cannot be carried out.
 */
export function* orderSteps({ job, scene, table }: ChoiceSetup): Generator<SimulationStep, OrderComparison, void> {
  const meter = createCoverageMeter(table);
  const base = projectBy(job, scene, 'plan');
  yield { step: 'Seeking a better order', fraction: 0 };
  const open = openPhases(job, base);
  const byRule = new Map<OrderRule, Project>();
  for (const rule of rules) {
    const project =
      rule === 'risk' ? reorderProject(base, inOpen(base, open, riskOrder(base, meter))) : projectBy(job, scene, rule);
    byRule.set(rule, project);
    yield { step: 'Seeking a better order', fraction: 0 };
  }
  const starts = [...byRule.values()].map((project) => listsOf(project, open));
  const work = medianWork(base);
  const clock = new GoalClock(base, meter);
  const valueOf = (lists: GroupLists): number => {
    const project = reorderProject(base, idsOf(base, lists));
    const { earned, until } = clock.of(plannedSchedule(project, work));
    return sumAfter(earned, until, project.horizonDays);
  };
  const search = orderSearchSteps({ starts, orders: searchedOrders(base), seed: job.question.seed }, valueOf);
  const found = yield* scaledSteps(search, 0, searchShare);
  const projects: [OrderResult['rule'], Project][] = [
    ...byRule,
    ['best', reorderProject(base, idsOf(base, found.lists))],
  ];
  const ways = yield* waysSteps(projects, meter, job);
  const horizonDays = commonHorizonDays(ways.map(([, way]) => way));
  const best = bestOf(ways, horizonDays);
  const [[, planned]] = ways;
  return {
    runs: planned.runs.length,
    horizonDays,
    phases: open.map((phase) => (phase === null ? '-' : base.phases[phase].id)),
    orders: [
      ...ways.slice(0, -1).map(([rule, way]) => orderResult(rule, way, horizonDays)),
      orderResult('best', best, horizonDays),
    ],
    schedules: found.orders,
    reasons: [...orderReasons(planned, best, meter, job.scenario.goals, horizonDays)],
  };
}

function searchedOrders({ tasks }: Project): number {
  return Math.min(mostOrders, Math.max(leastOrders, Math.floor(placedTasks / Math.max(1, tasks.length))));
}

function* waysSteps(
  projects: readonly (readonly [OrderResult['rule'], Project])[],
  meter: CoverageMeter,
  { question }: RolloutJob,
): Generator<SimulationStep, readonly (readonly [OrderResult['rule'], ComparedWay])[], void> {
  const runs = Math.min(question.runs, comparedRuns);
  const ways: (readonly [OrderResult['rule'], ComparedWay])[] = [];
  // Orders that are the same are played once.
  const known = new Map<string, ComparedWay>();
  for (const [rule, project] of projects) {
    const key = orderOf(project).join('\n');
    let way = known.get(key);
    if (way === undefined) {
      const from = searchShare + ((1 - searchShare) * ways.length) / projects.length;
      const settings = { runs, seed: question.seed, step: 'Comparing orders' };
      way = yield* scaledSteps(
        comparedWaySteps(project, meter, settings),
        from,
        from + (1 - searchShare) / projects.length,
      );
      known.set(key, way);
    }
    ways.push([rule, way]);
  }
  return ways;
}

/** What the search found where it earns most in the mean of the runs; else that which does, the planner's before the rules. */
function bestOf(ways: readonly (readonly [OrderResult['rule'], ComparedWay])[], horizonDays: number): ComparedWay {
  const earned = ways.map(([, way]) => spreadOfDays(way, horizonDays, 'earned').mean);
  const last = ways.length - 1;
  let best = last;
  for (let place = 0; place < last; place += 1) if (earned[place] > earned[best]) best = place;
  return ways[best][1];
}

function orderResult(rule: OrderResult['rule'], way: ComparedWay, horizonDays: number): OrderResult {
  const { earned, until } = way.plannedDays;
  return {
    rule,
    groups: [...orderOf(way.project)],
    finish: finishOf(way),
    earnedDays: { plan: sumAfter(earned, until, horizonDays), ...spreadOfDays(way, horizonDays, 'earned') },
    cutoverDays: spreadOfDays(way, horizonDays, 'cutover'),
    cost: meanOf(way.runs.map(({ cost }) => cost)),
  };
}

function projectBy(job: RolloutJob, scene: CoverageScene, order: OrderRule): Project {
  const outcome = planProject({ ...job, question: { ...job.question, order } }, scene);
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
}

/** Phases in which at least two groups can change places; null: devices without a phase. */
function openPhases({ question }: RolloutJob, { groups, phases }: Project): readonly (number | null)[] {
  const named = new Set(question.phases);
  return [...phases.keys(), null].filter((phase) => {
    const isOpen = named.size === 0 || (phase !== null && named.has(phases[phase].id));
    return isOpen && groups.filter((group) => group.phase === phase).length > 1;
  });
}

/** Groups of the open phases, in their turns. */
function listsOf({ groups }: Project, open: readonly (number | null)[]): GroupLists {
  return open.map((phase) =>
    [...groups.keys()].filter((group) => groups[group].phase === phase).sort((a, b) => groups[a].turn - groups[b].turn),
  );
}

function idsOf({ groups }: Project, lists: GroupLists): readonly string[] {
  return lists.flatMap((list) => list.map((group) => groups[group].id));
}

function inOpen({ groups }: Project, open: readonly (number | null)[], order: readonly string[]): readonly string[] {
  const phaseOf = new Map(groups.map(({ id, phase }) => [id, phase]));
  return order.filter((id) => open.includes(phaseOf.get(id) ?? null));
}

/** Ids of all groups in their turns, phase by phase, those without a phase last. */
export function orderOf({ groups, phases }: Project): readonly string[] {
  const phaseOf = (group: number): number => groups[group].phase ?? phases.length;
  return [...groups.keys()]
    .sort((a, b) => phaseOf(a) - phaseOf(b) || groups[a].turn - groups[b].turn || a - b)
    .map((group) => groups[group].id);
}
