import { ProblemError } from '#model/result.ts';
import type { PolicyComparison, PolicyResult } from '#model/results/rollout/rollout-choices.ts';
import { cutoverPolicies } from '#model/rollout/rollout-records.ts';
import { type SimulationStep, scaledSteps } from '../../simulation-step.ts';
import { createCoverageMeter } from '../coverage/coverage-meter.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { planProject } from '../plan/plan-project.ts';
import type { Project } from '../project.ts';
import {
  type ComparedWay,
  commonHorizonDays,
  comparedRuns,
  comparedWaySteps,
  finishOf,
  meanOf,
  spreadOfDays,
} from './compared-runs.ts';
import type { ChoiceSetup } from './order-steps.ts';
import { riskOrder } from './risk-order.ts';

/** The plan's own policies (null), then each of the four for all groups. */
const choices = [null, ...cutoverPolicies] as const;

/**
 * What cutover policies cost and what gaps they open: the plan as it says group by group, and each policy for all groups, in the
 * order of the question, over the same chances. Throws a {@link ProblemError} where the plan cannot be carried out.
 */
export function* policySteps({ job, scene, table }: ChoiceSetup): Generator<SimulationStep, PolicyComparison, void> {
  const meter = createCoverageMeter(table);
  const { question } = job;
  const runs = Math.min(question.runs, comparedRuns);
  const ways: ComparedWay[] = [];
  for (const [place, policy] of choices.entries()) {
    const project = projectWith({ job: { ...job, question: { ...question, policy } }, scene, table }, meter);
    const settings = { runs, seed: question.seed, step: 'Comparing cutover policies' };
    const from = place / choices.length;
    ways.push(yield* scaledSteps(comparedWaySteps(project, meter, settings), from, from + 1 / choices.length));
  }
  const horizonDays = commonHorizonDays(ways);
  return { runs, policies: ways.map((way, place) => policyResult(choices[place], way, horizonDays)) };
}

function policyResult(policy: PolicyResult['policy'], way: ComparedWay, horizonDays: number): PolicyResult {
  return {
    policy,
    finish: finishOf(way),
    cost: meanOf(way.runs.map(({ cost }) => cost)),
    lostDays: spreadOfDays(way, horizonDays, 'lost'),
    cutoverDays: spreadOfDays(way, horizonDays, 'cutover'),
    darkDeviceDays: meanOf(way.runs.map(({ goals }) => goals.darkDeviceDays)),
  };
}

function projectWith({ job, scene }: ChoiceSetup, meter: CoverageMeter): Project {
  const planned = planProject(job, scene);
  if (!planned.ok) throw new ProblemError(planned.problem);
  if (job.question.order !== 'risk') return planned.value;
  const ordered = planProject(job, scene, { groupOrder: riskOrder(planned.value, meter) });
  if (!ordered.ok) throw new ProblemError(ordered.problem);
  return ordered.value;
}
