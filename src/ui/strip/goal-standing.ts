import { type Goal, lessIsBetter } from '#model/goal.ts';
import type { GoalResult } from '#model/results/goals.ts';

/** How a goal stands, in the three tones and the fourth of no data. */
export type Standing = 'ok' | 'warn' | 'bad' | 'none';

/** Attainment below which a missed goal is bad rather than near. */
const nearAttainment = 0.5;

export function standingOf(result: GoalResult | undefined): Standing {
  if (result === undefined || result.achieved === null) return 'none';
  if (result.met) return 'ok';
  return result.attainment >= nearAttainment ? 'warn' : 'bad';
}

export const standingNames: Readonly<Record<Standing, string>> = {
  ok: 'met',
  warn: 'missed',
  bad: 'missed by far',
  none: 'nothing to measure',
};

/** Bullet bar: lengths as shares of the bar, 0 to 1. */
export interface Bullet {
  readonly filled: number;
  readonly tick: number;
}

/** Shares fill a bar of 100 %; amounts and small limits one of twice the target, or up to what is achieved. */
export function bulletOf(goal: Pick<Goal, 'metric' | 'target'>, result: GoalResult | undefined): Bullet {
  const achieved = result?.achieved ?? 0;
  const whole = lessIsBetter.has(goal.metric) ? Math.max(goal.target * 2, achieved * 1.1, 1e-9) : 100;
  const share = (value: number) => Math.min(1, Math.max(0, value / whole));
  return { filled: share(achieved), tick: share(goal.target) };
}
