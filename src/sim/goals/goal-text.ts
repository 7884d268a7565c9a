import { type Goal, lessIsBetter } from '#model/goal.ts';
import type { GoalResult } from '#model/results/goals.ts';

/** What was measured for a goal. */
export interface Measure {
  /** Per cent or amount; null where there is nothing to measure. */
  readonly achieved: number | null;
  readonly unit: GoalResult['unit'];
  readonly whole: number;
  readonly wholeUnit: GoalResult['wholeUnit'];
  /** What it is about: “of ground”, “of lanes”. */
  readonly thing: string;
  /** Unit of a whole that is a weight, for example “people/h”. */
  readonly weightUnit?: string;
  /** Why there is nothing to measure, as a sentence; empty where there is. */
  readonly problem: string;
  /** The scope is there and holds nothing of the kind: too little where more is better, nothing wrong where less is. */
  readonly empty: boolean;
}

/** A share of a whole in per cent; `nothing`: the sentence for a whole of 0. */
export function shareOf(
  part: number,
  whole: number,
  wholeUnit: GoalResult['wholeUnit'],
  thing: string,
  nothing: string,
): Measure {
  if (!(whole > 0)) return { ...notMeasured(nothing), wholeUnit, empty: true };
  return { achieved: (100 * part) / whole, unit: 'percent', whole, wholeUnit, thing, problem: '', empty: false };
}

/** An amount of money, or of Mbit/s. */
export function amountOf(achieved: number, unit: 'money' | 'mbps'): Measure {
  return { achieved, unit, whole: 0, wholeUnit: '', thing: '', problem: '', empty: false };
}

/** For a goal that cannot be measured; the sentence says why. */
export function notMeasured(problem: string, unit: GoalResult['unit'] = 'percent'): Measure {
  return { achieved: null, unit, whole: 0, wholeUnit: '', thing: '', problem, empty: false };
}

/** min(1, achieved / target), inverted where less is better; 1 for a target of 0 that is reached. */
export function attainmentOf({ metric, target }: Pick<Goal, 'metric' | 'target'>, achieved: number): number {
  return attainmentFor(target, lessIsBetter.has(metric), achieved);
}

/** As {@link attainmentOf}, for callers without a goal at hand. */
export function attainmentFor(target: number, less: boolean, achieved: number): number {
  if (less) return achieved <= target ? 1 : target / achieved;
  return achieved >= target ? 1 : achieved / target;
}

/** `currency`: of the plan's budget. */
export function goalResult(goal: Goal, measure: Measure, currency: string): GoalResult {
  const { achieved, unit, whole, wholeUnit } = measure;
  const less = lessIsBetter.has(goal.metric);
  const attainment = achieved === null ? (measure.empty && less ? 1 : 0) : attainmentOf(goal, achieved);
  const met = attainment === 1;
  const missing = met ? '' : missingSentence(goal, measure, less, currency);
  return { id: goal.id, achieved, met, attainment, unit, whole, wholeUnit, missing };
}

/** Σ w · attainment / Σ w, 0 to 100; null without goals, or where none has weight. */
export function scoreOf(goals: readonly Goal[], results: readonly GoalResult[]): number | null {
  let sum = 0;
  let weights = 0;
  goals.forEach(({ weight }, k) => {
    sum += weight * results[k].attainment;
    weights += weight;
  });
  return weights > 0 ? 100 * (sum / weights) : null;
}

function missingSentence(goal: Goal, measure: Measure, less: boolean, currency: string): string {
  const { achieved, unit, whole, wholeUnit, thing, problem } = measure;
  if (achieved === null) return problem;
  if (unit === 'money') {
    return `${formatNumber(achieved - goal.target)} ${currency} more than the ${formatNumber(goal.target)} ${currency} allowed.`;
  }
  if (unit === 'mbps') {
    return `${formatNumber(achieved - goal.target)} Mbit/s more than the ${formatNumber(goal.target)} Mbit/s allowed.`;
  }
  const share = Math.abs(goal.target - achieved);
  const counted = wholeUnit === 'portals' || wholeUnit === 'controllers';
  const part = (share / 100) * whole;
  // A share is made good by whole portals only; the small number keeps 2.0000001 of them from being 3.
  const amount = counted ? formatNumber(Math.ceil(part - 1e-9)) : withUnit(part, measure);
  const wholeText = `${withUnit(whole, measure)}${thing === '' ? '' : ` ${thing}`}`;
  return `${formatPercent(share)} % of ${wholeText} are ${less ? 'too much' : 'missing'}: ${amount}.`;
}

function withUnit(value: number, { wholeUnit, weightUnit }: Measure): string {
  return `${formatNumber(value)} ${wholeUnit === 'weight' ? weightUnit : wordOf(wholeUnit)}`;
}

function wordOf(unit: GoalResult['wholeUnit']): string {
  return unit === 'lane metres' || unit === 'street metres' ? 'm' : unit;
}

/** With a comma at the thousands; one decimal below 10. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size < 10 && size !== Math.round(size)) return `${sign}${size < 0.05 ? 'less than 0.1' : size.toFixed(1)}`;
  const digits = Math.round(size).toFixed(0);
  let text = '';
  for (let at = 0; at < digits.length; at += 1) {
    if (at > 0 && (digits.length - at) % 3 === 0) text += ',';
    text += digits[at];
  }
  return sign + text;
}

/** One decimal; never “0.0”. */
function formatPercent(value: number): string {
  return value > 0 && value < 0.05 ? 'less than 0.1' : value.toFixed(1);
}
