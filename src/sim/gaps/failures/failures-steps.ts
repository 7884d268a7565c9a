import type { FailedPart, FailureMetric, FailuresResult } from '#model/results/gaps/failures.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { FailureMeter } from './failure-meter.ts';
import { LossMemory } from './loss-memory.ts';
import { type Lost, PlanDependencies, type PlanPart, planParts } from './plan-parts.ts';

/** Losing so much makes a part a single point of failure, points of the score or percentage points of a metric. */
export const singlePointLoss = 5;
/** Differences of shares are a hair off. */
const rounding = 1e-9;

const step = 'Removing one part after the other';

/** Every part of the plan removed by itself, and the given pairs of parts together; parts that lose the same are measured once. */
export function* failuresSteps(
  scenario: Scenario,
  meter: FailureMeter,
  pairs: readonly (readonly [string, string])[] = [],
): Generator<SimulationStep, FailuresResult, void> {
  const dependencies = new PlanDependencies(scenario);
  const parts = planParts(scenario);
  const { found, unknown } = pairsOf(parts, pairs);
  const losses = new LossMemory(meter);
  const total = parts.length + found.length;
  const single: FailedPart[] = [];
  for (const part of parts) {
    const lost = dependencies.lostWith([part]);
    const fraction = single.length / total;
    const values = yield* losses.without(lost.devices, step, fraction);
    single.push(failedPart(part, [part.id], part.kind, lost, values, meter.metrics));
    yield { step, fraction };
  }
  const together: FailedPart[] = [];
  for (const [a, b] of found) {
    const lost = dependencies.lostWith([a, b]);
    const fraction = (single.length + together.length) / total;
    const values = yield* losses.without(lost.devices, step, fraction);
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const pair = { id: `${a.id} + ${b.id}`, name: `${a.name} and ${b.name}`, ...middle };
    together.push(failedPart(pair, [a.id, b.id], 'pair', lost, values, meter.metrics));
    yield { step, fraction };
  }
  const ranked = (some: readonly FailedPart[]) => rankedParts(some, meter.metrics);
  return {
    kind: 'failures',
    metrics: [...meter.metrics],
    parts: ranked(single),
    pairs: ranked(together),
    singlePoints: single.filter((part) => part.single).length,
    notes: notesOf(scenario, single, unknown),
  };
}

/** The parts of each pair; pairs with a part that is not there are told by its id. */
function pairsOf(parts: readonly PlanPart[], pairs: readonly (readonly [string, string])[]) {
  const byId = new Map(parts.toReversed().map((part) => [part.id, part]));
  const found: (readonly [PlanPart, PlanPart])[] = [];
  const unknown = new Set<string>();
  for (const [one, other] of pairs) {
    const [a, b] = [byId.get(one), byId.get(other)];
    if (a !== undefined && b !== undefined) found.push([a, b]);
    else unknown.add(a === undefined ? one : other);
  }
  return { found, unknown: [...unknown] };
}

function failedPart(
  { id, name, x, y }: Omit<PlanPart, 'kind'>,
  ids: readonly string[],
  kind: FailedPart['kind'],
  lost: Lost,
  values: readonly (number | null)[],
  metrics: readonly FailureMetric[],
): FailedPart {
  const goalsMissed = metrics.flatMap((metric, at) =>
    isMet(metric, metric.value) && !isMet(metric, values[at]) ? [metric.id] : [],
  );
  const takesSeveral = kind !== 'device' && lost.devices.length > 1;
  return {
    id,
    ids: [...ids],
    kind,
    name,
    x,
    y,
    lost: [...lost.devices],
    backedUp: [...lost.backedUp],
    values: [...values],
    goalsMissed,
    loss: lossOf(metrics, values),
    single: goalsMissed.length > 0 || takesSeveral || worstFall(metrics, values) >= singlePointLoss - rounding,
  };
}

function isMet({ target, better }: FailureMetric, value: number | null): boolean {
  if (target === null || value === null) return false;
  return better === 'more' ? value >= target : value <= target;
}

/** Fall of the score; where there is none, the largest change for the worse of a share, in percentage points. */
function lossOf(metrics: readonly FailureMetric[], values: readonly (number | null)[]): number {
  const score = metrics.findIndex(({ id }) => id === 'score');
  if (score >= 0 && metrics[score].value !== null) return fallOf(metrics[score], values[score]);
  return worstFall(metrics, values);
}

function worstFall(metrics: readonly FailureMetric[], values: readonly (number | null)[]): number {
  return metrics.reduce((worst, metric, at) => Math.max(worst, fallOf(metric, values[at])), 0);
}

/** How much worse a metric is, in points or percentage points; 0 for amounts. */
function fallOf({ unit, better, value }: FailureMetric, after: number | null): number {
  if (value === null || after === null || unit === 'money' || unit === 'mbps') return 0;
  const scale = unit === 'share' ? 100 : 1;
  return Math.max(0, scale * (better === 'more' ? value - after : after - value));
}

/** The worst first: by goals missed, by what the score loses, by what any metric loses, by devices. */
function rankedParts(parts: readonly FailedPart[], metrics: readonly FailureMetric[]): FailedPart[] {
  const falls = new Map(parts.map((part) => [part, worstFall(metrics, part.values)]));
  const fall = (part: FailedPart): number => falls.get(part) ?? 0;
  return parts.toSorted(
    (a, b) =>
      b.goalsMissed.length - a.goalsMissed.length ||
      b.loss - a.loss ||
      fall(b) - fall(a) ||
      b.lost.length - a.lost.length ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function notesOf(scenario: Scenario, parts: readonly FailedPart[], unknown: readonly string[]): string[] {
  const { networkNodes, devices } = scenario;
  const loose = devices.filter(({ uplink, state }) => uplink === null && state !== 'retired').length;
  const backed = new Set(parts.flatMap(({ backedUp }) => backedUp)).size;
  return [
    ...(networkNodes.length === 0 ? ['The plan has no network: every device is taken to fail by itself alone.'] : []),
    ...(networkNodes.length > 0 && !networkNodes.some(({ kind }) => kind === 'centre')
      ? ['The plan has no centre: a device hangs on its own switch alone, and no link can cut it off.']
      : []),
    ...(networkNodes.length > 0 && loose > 0
      ? [
          `${loose === 1 ? 'One device is' : `${loose} devices are`} connected to no switch and fail by themselves alone.`,
        ]
      : []),
    ...(backed > 0
      ? [
          `${backed === 1 ? 'One device runs' : `${backed} devices run`} on through a power cut by a backup; they are lost when it is empty.`,
        ]
      : []),
    ...unknown.map((id) => `The plan has no part “${id}”; its pair was left out.`),
  ];
}
