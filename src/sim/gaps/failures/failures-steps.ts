import type { FailedPart, FailureMetric, FailuresResult } from '#model/results/gaps/failures.ts';
import type { Scenario } from '#model/scenario.ts';
import type { GapStep } from '../gap-step.ts';
import type { FailureMeter } from './failure-meter.ts';
import { PlanDependencies, type PlanPart, planParts } from './plan-parts.ts';

/** Losing so much makes a part a single point of failure, points of the score or percentage points. */
export const singlePointLoss = 5;

/** Every part of the plan removed by itself, and the given pairs of parts together; parts that lose the same are measured once. */
export function* failuresSteps(
  scenario: Scenario,
  meter: FailureMeter,
  pairs: readonly (readonly [string, string])[] = [],
): Generator<GapStep, FailuresResult, void> {
  const dependencies = new PlanDependencies(scenario);
  const parts = planParts(scenario);
  const byId = new Map(parts.map((part) => [part.id, part]));
  const known = new Map<string, readonly (number | null)[]>();
  const total = parts.length + pairs.length;
  let done = 0;

  function* measured(lost: readonly string[]): Generator<GapStep, readonly (number | null)[], void> {
    const key = JSON.stringify(lost);
    let values = known.get(key);
    if (values === undefined) {
      const steps = meter.without(lost);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
          values = step.value;
          break;
        }
        yield { step: 'Removing one part after the other', fraction: done / total };
      }
      known.set(key, values);
    }
    return values;
  }

  const single: FailedPart[] = [];
  for (const part of parts) {
    const lost = dependencies.lostWith(new Set([part.id]));
    const values = yield* measured(lost.devices);
    single.push(failedPart(part, [part.id], part.kind, lost, values, meter.metrics));
    done += 1;
    yield { step: 'Removing one part after the other', fraction: done / total };
  }
  const together: FailedPart[] = [];
  const unknown: string[] = [];
  for (const [one, other] of pairs) {
    const [a, b] = [byId.get(one), byId.get(other)];
    done += 1;
    if (a === undefined || b === undefined) {
      unknown.push(a === undefined ? one : other);
      continue;
    }
    const lost = dependencies.lostWith(new Set([one, other]));
    const values = yield* measured(lost.devices);
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const pair = { id: `${a.id} + ${b.id}`, name: `${a.name} and ${b.name}`, ...middle };
    together.push(failedPart(pair, [a.id, b.id], 'pair', lost, values, meter.metrics));
  }
  return {
    kind: 'failures',
    metrics: [...meter.metrics],
    parts: single.sort(worstFirst),
    pairs: together.sort(worstFirst),
    singlePoints: single.filter((part) => part.single).length,
    notes: notesOf(scenario, single, unknown),
  };
}

function failedPart(
  { id, name, x, y }: Omit<PlanPart, 'kind'>,
  ids: readonly string[],
  kind: FailedPart['kind'],
  lost: { readonly devices: readonly string[]; readonly backedUp: readonly string[] },
  values: readonly (number | null)[],
  metrics: readonly FailureMetric[],
): FailedPart {
  const goalsMissed = metrics.flatMap((metric, at) =>
    isMet(metric, metric.value) && !isMet(metric, values[at]) ? [metric.id] : [],
  );
  const loss = lossOf(metrics, values);
  const single = goalsMissed.length > 0 || loss >= singlePointLoss || (kind !== 'device' && lost.devices.length > 1);
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
    loss,
    single,
  };
}

function isMet({ target, better }: FailureMetric, value: number | null | undefined): boolean {
  if (target === null || value == null) return false;
  return better === 'more' ? value >= target : value <= target;
}

/** Fall of the score; where there is none, the largest change for the worse of a share, in percentage points. */
function lossOf(metrics: readonly FailureMetric[], values: readonly (number | null)[]): number {
  const score = metrics.findIndex(({ id }) => id === 'score');
  if (score >= 0 && metrics[score].value !== null) return fallOf(metrics[score], values[score]);
  return metrics.reduce((worst, metric, at) => Math.max(worst, fallOf(metric, values[at])), 0);
}

/** How much worse a metric is, in points or percentage points; 0 for amounts. */
function fallOf({ unit, better, value }: FailureMetric, after: number | null | undefined): number {
  if (value === null || after == null || unit === 'money' || unit === 'mbps') return 0;
  const scale = unit === 'share' ? 100 : 1;
  return Math.max(0, scale * (better === 'more' ? value - after : after - value));
}

function worstFirst(a: FailedPart, b: FailedPart): number {
  return (
    b.goalsMissed.length - a.goalsMissed.length ||
    b.loss - a.loss ||
    b.lost.length - a.lost.length ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
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
