import { exponential } from '#geo/exponential.ts';
import { type Goal, lessIsBetter } from '#model/goal.ts';
import type { FailureMetric } from '#model/results/gaps/failures.ts';
import type { GoalStanding } from '../goals/goal-board.ts';
import type { SimulationStep } from '../simulation-step.ts';
import type { FailureMeter } from './failures/failure-meter.ts';
import { interceptionInput, studySteps, told } from './gap-inputs.ts';
import type { GapStage } from './gap-stage.ts';
import { approachLossesSteps } from './search/approach-losses.ts';
import { interceptionPartSteps } from './traffic/interception-part.ts';
import { InterceptionTally } from './traffic/interception-tally.ts';
import { watchFieldSteps } from './walk/watch-field.ts';

/** One thing that is measured without devices; what it needs was worked out before. */
interface Gauge {
  readonly metrics: readonly FailureMetric[];
  without(lost: readonly string[]): Generator<SimulationStep, readonly (number | null)[], void>;
}

/**
 * Measures a plan without some of its devices: its goals and their score, the share of trips that ALPR units read, and the chance of
 * arriving unobserved at the site that is asked about. Each is worked out once; a loss costs only what changes with it.
 */
export function* planMeterSteps(stage: GapStage): Generator<SimulationStep, FailureMeter, void> {
  const gauges: Gauge[] = [goalGauge(stage)];
  const reading = yield* readingGauge(stage);
  if (reading !== null) gauges.push(reading);
  const walking = yield* approachGauge(stage);
  if (walking !== null) gauges.push(walking);
  return {
    metrics: gauges.flatMap(({ metrics }) => metrics),
    *without(lost) {
      const values: (number | null)[] = [];
      for (const gauge of gauges) values.push(...(yield* gauge.without(lost)));
      return values;
    },
  };
}

function goalGauge({ coverage, scenario }: GapStage): Gauge {
  const { goals } = scenario;
  const valuesOf = ({ goals: results, score }: GoalStanding): (number | null)[] => [
    ...(goals.length === 0 ? [] : [score]),
    ...results.map(({ achieved }) => achieved),
  ];
  const whole = coverage.standingWithout([]);
  const values = valuesOf(whole);
  const score: FailureMetric = {
    id: 'score',
    label: 'Score of the goals',
    unit: 'points',
    better: 'more',
    value: whole.score,
    target: null,
  };
  const metrics = goals.map((goal, at): FailureMetric => {
    const { id, name, metric, target } = goal;
    const better = lessIsBetter.has(metric) ? 'less' : 'more';
    const value = values[at + 1] ?? null;
    return { id, label: name, unit: unitOf(goal), better, value, target };
  });
  return {
    metrics: goals.length === 0 ? [] : [score, ...metrics],
    *without(lost) {
      return valuesOf(coverage.standingWithout(lost));
    },
  };
}

function unitOf({ metric }: Goal): FailureMetric['unit'] {
  if (metric === 'capital-cost' || metric === 'yearly-cost') return 'money';
  return metric === 'uplink' ? 'mbps' : 'percent';
}

/** Null where no unit reads plates or nobody drives. */
function* readingGauge(stage: GapStage): Generator<SimulationStep, Gauge | null, void> {
  if (stage.units.length === 0) return null;
  const input = yield* interceptionInput(stage);
  if (input.demand.pairs.length === 0 || input.connectivity.edges === 0) return null;
  const part = yield* interceptionPartSteps(input, 0, input.demand.pairs.length);
  const tally = new InterceptionTally(input, [part]);
  if (tally.ways.length === 0) return null;
  const metric: FailureMetric = {
    id: 'interception',
    label: 'Trips read by ALPR',
    unit: 'share',
    better: 'more',
    value: tally.shares().once,
    target: null,
  };
  const units = new Set(stage.units.map(({ deviceId }) => deviceId));
  return {
    metrics: [metric],
    *without(lost) {
      return [lost.some((id) => units.has(id)) ? tally.without(lost).once : metric.value];
    },
  };
}

/** Null where there is no site or no way to it. */
function* approachGauge(stage: GapStage): Generator<SimulationStep, Gauge | null, void> {
  const site = stage.site();
  if (site === null) return null;
  const studied = yield* studySteps(stage, site);
  if ('kind' in studied) return null;
  const { plan, study } = studied;
  const { condition, forced } = stage.question;
  const watching = watchFieldSteps(study.ground.grid, plan.devices, condition, plan.assumptions);
  const { field, watchers } = yield* told(watching, 'Laying out who watches');
  const losses = yield* approachLossesSteps({
    grid: study.ground.grid,
    field,
    watchers,
    targets: study.targets.cells,
    entries: study.entries.flatMap(({ cells }) => [...cells]),
    travel: { metersPerSecond: plan.assumptions.walkingSpeed, forced },
  });
  if (losses.whole === null) return null;
  const value = exponential(-losses.whole.watching);
  const metric: FailureMetric = {
    id: 'unobserved',
    label: `Arrives unobserved at ${site.name}`,
    unit: 'share',
    better: 'less',
    value,
    target: null,
  };
  return {
    metrics: [metric],
    *without(lost) {
      const way = yield* losses.without(lost);
      return [way === null ? null : exponential(-way.watching)];
    },
  };
}
