import type { PolicyComparison, PolicyResult } from '#model/results/rollout/rollout-choices.ts';
import { dateIndex, type RolloutStatus, rolloutStatuses, statusAt } from '#model/results/rollout/rollout-moment.ts';
import type {
  GoalBand,
  RolloutDeviceResult,
  RolloutReport,
  RolloutTaskResult,
  ValueBand,
} from '#model/results/rollout/rollout-report.ts';
import type { CutoverPolicy } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount, formatNumber } from '../format.ts';
import { formatMoney } from '../text/amounts.ts';
import { policyWords } from './rollout-words.ts';

/** What panels tell of a rollout report, worked out from it alone. */

/** Number of devices in each state at the end of a day (ISO date). */
export function countStatuses(
  report: Pick<RolloutReport, 'devices'>,
  date: string,
): Readonly<Record<RolloutStatus, number>> {
  const counts = Object.fromEntries(rolloutStatuses.map((status) => [status, 0])) as Record<RolloutStatus, number>;
  for (const device of report.devices) counts[statusAt(device, date)] += 1;
  return counts;
}

/** How far a phase is, as shares of its devices, 0 to 1. */
export interface PhaseParts {
  /** New devices that are live (or were), and old units that are taken down. */
  readonly done: number;
  readonly underWay: number;
  /** It only takes old units down. */
  readonly retires: boolean;
}

/** How far a phase is at the end of a day; null for a phase without devices. */
export function phaseParts(report: Pick<RolloutReport, 'devices'>, phaseId: string, date: string): PhaseParts | null {
  const own = report.devices.filter((device) => device.phaseId === phaseId);
  if (own.length === 0) return null;
  const share = (wanted: (device: RolloutDeviceResult, status: RolloutStatus) => boolean): number =>
    own.filter((device) => wanted(device, statusAt(device, date))).length / own.length;
  return {
    done: share((device, status) => status === 'retired' || (status === 'live' && !device.legacy)),
    underWay: share(
      (device, status) =>
        status === 'under-way' ||
        // An old unit that is being taken down still sees.
        (device.legacy && status === 'live' && device.underWay.p50 !== null && device.underWay.p50 <= date),
    ),
    retires: own.every((device) => device.legacy),
  };
}

/** Values of a band on a day; null where the band has none. */
export function bandAt(
  report: Pick<RolloutReport, 'dates'>,
  band: ValueBand,
  date: string,
): { readonly plan: number; readonly p10: number; readonly p50: number; readonly p90: number } | null {
  const index = dateIndex(report, date);
  const { [index]: plan } = band.plan;
  const { [index]: p10 } = band.p10;
  const { [index]: p50 } = band.p50;
  const { [index]: p90 } = band.p90;
  return plan === undefined || p10 === undefined || p50 === undefined || p90 === undefined
    ? null
    : { plan, p10, p50, p90 };
}

/** The goal whose band is shown; null: the score. */
export function shownGoal(report: Pick<RolloutReport, 'goals'>, goalId: string | null): GoalBand | null {
  return report.goals.find(({ id }) => id === goalId) ?? null;
}

/** Money that is there on a day: what funding gives until then; without funding the budget of the plan, else those of its phases. */
export function moneyAt(
  scenario: Pick<Scenario, 'budget' | 'phases'> & { readonly rollout: Pick<Scenario['rollout'], 'funding'> },
  date: string,
): number | null {
  const { funding } = scenario.rollout;
  if (funding.length > 0) return funding.reduce((sum, { from, amount }) => (from <= date ? sum + amount : sum), 0);
  if (scenario.budget.capital !== null) return scenario.budget.capital;
  const budgets = scenario.phases.flatMap(({ budget }) => budget ?? []);
  return budgets.length === 0 ? null : budgets.reduce((sum, budget) => sum + budget, 0);
}

/** Tasks on the path that sets the end in some runs, the likeliest first. */
export function criticalTasks(report: Pick<RolloutReport, 'tasks'>, most: number): readonly RolloutTaskResult[] {
  return report.tasks
    .filter(({ criticality }) => criticality > 0)
    .sort((a, b) => b.criticality - a.criticality || (a.plannedStart < b.plannedStart ? -1 : 1))
    .slice(0, most);
}

/** The comparison's entry for what the plan does now: the plan as it is, else the policy that stands in it. */
export function presentPolicy(
  comparison: Pick<PolicyComparison, 'policies'>,
  policy: CutoverPolicy,
): PolicyResult | null {
  return (
    comparison.policies.find((entry) => entry.policy === null) ??
    comparison.policies.find((entry) => entry.policy === policy) ??
    null
  );
}

/** What another policy would change: “Swap would save €18k and open 212 device-days of gap.” */
export function policySentence(
  now: PolicyResult,
  other: PolicyResult & { readonly policy: CutoverPolicy },
  currency: string,
): string {
  const money = other.cost - now.cost;
  const gap = Math.round(other.darkDeviceDays - now.darkDeviceDays);
  const cost =
    Math.abs(money) < 0.5 ? 'cost the same' : `${money < 0 ? 'save' : 'cost'} ${shortMoney(Math.abs(money), currency)}`;
  const more = money > 0.5 ? ' more' : '';
  const dark =
    gap === 0
      ? now.darkDeviceDays < 0.5
        ? 'open no gap'
        : 'leave the gap as it is'
      : `${gap > 0 ? 'open' : 'close'} ${formatCount(Math.abs(gap), 'device-day')} of gap`;
  return `${policyWords[other.policy].name} would ${cost}${more} and ${dark}.`;
}

/** `€214k`, `€1.2M`, `€850`. */
export function shortMoney(value: number, currency: string): string {
  const size = Math.abs(value);
  if (size >= 999_500) return `${formatMoney(0, currency).replace('0', formatNumber(value / 1e6, 1))}M`;
  if (size >= 9_995) return `${formatMoney(0, currency).replace('0', formatNumber(value / 1000))}k`;
  return formatMoney(value, currency);
}

/** Share of its time from which a crew is short. */
export const busyWarning = 0.9;
