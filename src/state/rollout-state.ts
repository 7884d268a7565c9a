import type { MonthlyGaps, OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { defaultRolloutQuestion, type RolloutQuestion } from '#model/rollout/rollout-question.ts';

/** Work that is asked for by a button: `stale` where the plan or the question has changed since. */
export type WorkStatus = 'idle' | 'computing' | 'ready' | 'stale' | 'failed';

export interface Work<T> {
  readonly status: WorkStatus;
  /** While computing: what is done, and how far it is, 0 to 1. */
  readonly step: string;
  readonly fraction: number;
  /** The last result, kept while a newer one is computed; while computing also one of fewer runs that sharpens. */
  readonly result: T | null;
  /** How long it took, seconds. */
  readonly seconds: number | null;
}

export const noWork: Work<never> = { status: 'idle', step: '', fraction: 0, result: null, seconds: null };

export const timeScales = ['months', 'weeks', 'days'] as const;
export type TimeScale = (typeof timeScales)[number];

/** Rollout mode. */
export interface RolloutState {
  readonly question: RolloutQuestion;
  readonly run: Work<RolloutReport>;
  /** ISO date that the twin and the inspector show; null until there is a report. Within its start and last date. */
  readonly date: string | null;
  readonly playing: boolean;
  readonly scale: TimeScale;
  /** What is painted: `date`: coverage with the devices that are live on the date (each at its P50 day); `chance`: share of runs in which a cell is covered then. */
  readonly paint: 'date' | 'chance';
  /** Goal whose band is shown; null: the score. */
  readonly goalId: string | null;
  readonly taskId: string | null;
  /** Cutover gap that is shown, by id. */
  readonly gapId: string | null;
  /** What the goals really are with the devices live on the date, by id, in their unit; empty until computed. */
  readonly measured: ReadonlyMap<string, number | null>;
  readonly policies: Work<PolicyComparison>;
  readonly orders: Work<OrderComparison>;
  readonly monthly: Work<MonthlyGaps>;
  /** Another variant on the same slider, with the same random numbers. */
  readonly comparison: RolloutComparison;
  /** Which dialog of the mode is open. */
  readonly dialog: RolloutDialog | null;
}

export const rolloutDialogs = ['crews', 'templates', 'groups', 'calendar', 'task', 'orders', 'policies'] as const;
export type RolloutDialog = (typeof rolloutDialogs)[number];

export interface RolloutComparison {
  /** With status `idle` nothing is compared; with another status null is the plan itself. */
  readonly variantId: string | null;
  readonly run: Work<RolloutReport>;
}

export const noRollout: RolloutState = {
  question: defaultRolloutQuestion,
  run: noWork,
  date: null,
  playing: false,
  scale: 'months',
  paint: 'date',
  goalId: null,
  taskId: null,
  gapId: null,
  measured: new Map(),
  policies: noWork,
  orders: noWork,
  monthly: noWork,
  comparison: { variantId: null, run: noWork },
  dialog: null,
};
