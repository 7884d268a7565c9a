import type { DayBand } from '#model/results/rollout/rollout-report.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { reportDays, spreadOf } from '../report/report-days.ts';
import { createSimulator } from '../runs/simulator.ts';
import { medianScheduleSteps } from '../schedule/median-schedule.ts';
import { GoalClock, type GoalDays, sumAfter } from './goal-days.ts';

/** Runs that ways of building are compared over, at most: with the same chances in all of them, few tell them apart. */
export const comparedRuns = 200;
/** Runs between two steps. */
const stepRuns = 2;

/** One way of building a plan, planned and in some runs. */
export interface ComparedWay {
  readonly project: Project;
  readonly planned: Schedule;
  readonly plannedDays: GoalDays;
  /** Per run; the end is in ticks. */
  readonly runs: readonly { readonly goals: GoalDays; readonly cost: number; readonly end: number }[];
}

/** Plans a project and plays runs 0 until before `runs`; runs of the same number and seed draw the same chances in all ways. */
export function* comparedWaySteps(
  project: Project,
  meter: CoverageMeter,
  { runs, seed, step }: { readonly runs: number; readonly seed: number; readonly step: string },
): Generator<SimulationStep, ComparedWay, void> {
  const search = medianScheduleSteps(project, seed);
  let next = search.next();
  for (; next.done !== true; next = search.next()) yield { step, fraction: 0.5 * next.value.fraction };
  const planned = next.value;
  const clock = new GoalClock(project, meter);
  const simulator = createSimulator(project, planned, seed);
  const played: ComparedWay['runs'][number][] = [];
  for (let run = 0; run < runs; run += 1) {
    const result = simulator.run(run);
    played.push({ goals: clock.of(result), cost: result.cost, end: result.end });
    if (run % stepRuns === stepRuns - 1) yield { step, fraction: 0.5 + (0.5 * run) / runs };
  }
  return { project, planned, plannedDays: clock.of(planned, true), runs: played };
}

/** Whole days from the start by which nothing changes in any run of any way. */
export function commonHorizonDays(ways: readonly ComparedWay[]): number {
  let most = 0;
  for (const { project, planned, plannedDays, runs } of ways) {
    const never = project.horizonDays * ticksPerDay;
    for (const end of [planned.end, ...runs.map((run) => run.end)]) {
      if (end < never) most = Math.max(most, Math.ceil(end / ticksPerDay));
    }
    for (const { until } of [plannedDays, ...runs.map(({ goals }) => goals)]) most = Math.max(most, Math.ceil(until));
  }
  return most;
}

/** Ends of the runs as dates; null where fewer runs than that ever end. */
export function finishOf({ project, runs }: ComparedWay): DayBand {
  const never = project.horizonDays * ticksPerDay;
  return reportDays(project).bandOfEnds(Int32Array.from(runs, ({ end }) => (end >= never ? -1 : end)));
}

/** Over the runs, up to the common horizon. */
export function spreadOfDays(
  { runs }: ComparedWay,
  horizonDays: number,
  value: 'earned' | 'lost' | 'cutover',
): { readonly mean: number; readonly p10: number; readonly p90: number } {
  const { mean, p10, p90 } = spreadOf(
    runs.map(({ goals }) => {
      const sum = sumAfter(value === 'cutover' ? goals.cutover : goals.earned, goals.until, horizonDays);
      if (value === 'lost') return goals.isScored ? horizonDays - sum : 0;
      return sum;
    }),
  );
  return { mean, p10, p90 };
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
