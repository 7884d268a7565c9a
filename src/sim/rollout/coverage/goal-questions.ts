import { type Condition, type Goal, lessIsBetter } from '#model/goal.ts';
import type { CoverageLayer, PlanFrame } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { PlanBoard } from '../../coverage/plan-board.ts';
import type { DeviceFilter } from '../../goals/counted-devices.ts';
import type { HeldDevices } from '../../goals/goal-meters.ts';
import type { ControllerQuestion, GoalPlan, MonitoredQuestion } from '../../goals/goal-plan.ts';
import type { GoalScene } from '../../goals/goal-scene.ts';
import type { Measure } from '../../goals/goal-text.ts';
import { DemandCounter } from '../../goals/ground-counters.ts';
import type { CountsOf, GroundCounts, GroundQuestion } from '../../goals/ground-tally.ts';
import type { TargetQuestion } from '../../goals/target-tallies.ts';
import { unitsPerSquareMeter } from '../../privacy/facade-areas.ts';
import type { MeterHead } from '../coverage-timeline.ts';
import { demandUnits } from './demand-units.ts';
import type { GoalScoring, ShareScale } from './table-parts.ts';

/** One goal as the engine would measure it; of the questions, the one that it asks. */
export interface GoalAsked {
  readonly goal: Goal;
  readonly head: MeterHead;
  readonly scoring: GoalScoring;
  /** What its share is told by; null for amounts, and where it cannot be measured. */
  readonly scale: ShareScale | null;
  readonly ground: GroundQuestion | null;
  readonly target: TargetQuestion | null;
  readonly monitored: MonitoredQuestion | null;
  readonly controllers: ControllerQuestion | null;
}

/** Which ground a goal asks about; nothing is counted on it. */
export class AskedGround implements GroundCounts {
  readonly layer: CoverageLayer;
  readonly condition: Condition;
  readonly filter: DeviceFilter;

  constructor(layer: CoverageLayer, condition: Condition, filter: DeviceFilter) {
    this.layer = layer;
    this.condition = condition;
    this.filter = filter;
  }

  watch(): () => void {
    return () => undefined;
  }

  eachWord(): void {}
}

/** Puts the plan's goals as questions, in their order; yields after each. */
export function* goalQuestionSteps(
  board: PlanBoard,
  frame: PlanFrame,
  held: HeldDevices,
  costs: PlanCosts | null,
): Generator<void, readonly GoalAsked[], void> {
  const countsOf: CountsOf = (layer, condition, filter) => new AskedGround(layer, condition, filter);
  const plan = board.goalQuestions(frame, countsOf, held);
  const asked: GoalAsked[] = [];
  for (const goal of frame.goals) {
    const before = questionsOf(plan);
    const measure = plan.meter(goal).measure(costs);
    asked.push({
      goal,
      head: headOf(goal, measure),
      scoring: scoringOf(goal, measure),
      scale: measure.achieved === null ? null : scaleOf(goal, measure, plan.ground.at(before.ground), board.goalScene),
      ground: plan.ground.at(before.ground) ?? null,
      target: plan.targets.at(before.targets) ?? null,
      monitored: plan.monitored.at(before.monitored) ?? null,
      controllers: plan.controllers.at(before.controllers) ?? null,
    });
    yield;
  }
  return asked;
}

function questionsOf({ ground, targets, monitored, controllers }: GoalPlan) {
  return {
    ground: ground.length,
    targets: targets.length,
    monitored: monitored.length,
    controllers: controllers.length,
  };
}

function headOf({ id, devices, metric, target, weight }: Goal, { achieved, problem, unit, whole }: Measure): MeterHead {
  return {
    kind: 'goal',
    id,
    devices,
    problem: achieved === null ? problem : null,
    unit,
    target,
    weight,
    lessIsBetter: lessIsBetter.has(metric),
    whole,
  };
}

/** As `goalResult` has it: nothing wrong where less is better and there is nothing of the kind. */
function scoringOf({ metric, target, weight }: Goal, { achieved, empty }: Measure): GoalScoring {
  const less = lessIsBetter.has(metric);
  return { target, weight, lessIsBetter: less, fixed: achieved === null ? (empty && less ? 1 : 0) : null };
}

/** How {@link GoalPlan} makes a share from whole units. */
function scaleOf(
  { metric }: Goal,
  { whole }: Measure,
  ground: GroundQuestion | undefined,
  { grid }: GoalScene,
): ShareScale | null {
  if (ground?.counter instanceof DemandCounter) return { factor: 1, divisor: 1, whole: demandUnits };
  switch (metric) {
    case 'phones':
    case 'plates':
      return { factor: 1, divisor: 1000, whole };
    case 'facades-exposed':
      return { factor: 1, divisor: unitsPerSquareMeter, whole };
    case 'portals-seen':
    case 'portals-monitored':
      return { factor: 1, divisor: 1, whole };
    case 'area':
    case 'acoustic':
    case 'air':
    case 'private-ground-exposed':
      return { factor: grid.cell, divisor: 1, whole };
    case 'demand':
    case 'radio':
    case 'capital-cost':
    case 'yearly-cost':
    case 'uplink':
      return null;
  }
}
