import { defaultGapQuestion, type GapQuestion, type GapRun } from '#model/gap-question.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';

/** What the page is for at the moment; camera, selection and layers stay when it changes. */
export const appModes = ['plan', 'simulate', 'rollout'] as const;
export type AppMode = (typeof appModes)[number];

/** Simulate mode: the question, what was run on it, and what of that is shown. */
export interface GapState {
  readonly question: GapQuestion;
  /** Runs that were started since the city was opened. */
  readonly runs: ReadonlyMap<GapRun, GapRunState>;
  /** Run that the twin and the inspector show. */
  readonly shown: GapRun | null;
  /** Which of its ways in, exits, roads or parts is looked at: an index in the result's own list, 0 = the first. */
  readonly item: number;
  /** A figure walks the shown way. */
  readonly walking: boolean;
  /** Part (device, switch, link, feed) whose loss is previewed; null: none. */
  readonly lostPart: string | null;
  readonly closing: ClosingState;
  readonly comparison: ComparisonState;
  /** Shown, exported and printed without ways, places and devices: scores only. */
  readonly redacted: boolean;
  /** The next click on the ground sets this point of the question; null: none. */
  readonly picking: 'from' | 'incident' | null;
}

export interface GapRunState {
  /** `stale`: the plan, the city or the question has changed since. `failed`: an error, told in a notice. */
  readonly status: 'computing' | 'ready' | 'stale' | 'failed';
  /** While computing. */
  readonly step: string;
  /** 0 to 1. */
  readonly fraction: number;
  /** The last result, kept while a newer one is computed. */
  readonly report: GapReport | null;
  /** How long it took, seconds. */
  readonly seconds: number | null;
}

export interface ClosingState {
  readonly status: 'idle' | 'computing' | 'ready' | 'stale';
  /** Run whose gaps are to be closed. */
  readonly run: GapRun | null;
  readonly result: ClosingResult | null;
  readonly fraction: number;
}

/** The same runs on another variant of the plan, side by side. */
export interface ComparisonState {
  /** Null with status `idle`: nothing is compared. With another status null is the plan itself. */
  readonly variantId: string | null;
  readonly status: 'idle' | 'computing' | 'ready' | 'stale';
  readonly reports: ReadonlyMap<GapRun, GapReport>;
  readonly fraction: number;
}

export const noClosing: ClosingState = { status: 'idle', run: null, result: null, fraction: 0 };
export const noComparison: ComparisonState = { variantId: null, status: 'idle', reports: new Map(), fraction: 0 };

export const noGaps: GapState = {
  question: defaultGapQuestion,
  runs: new Map(),
  shown: null,
  item: 0,
  walking: false,
  lostPart: null,
  closing: noClosing,
  comparison: noComparison,
  redacted: false,
  picking: null,
};
