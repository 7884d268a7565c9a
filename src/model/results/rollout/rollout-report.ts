import { z } from 'zod';
import { deviceKinds } from '../../device.ts';
import { rolloutQuestionSchema } from '../../rollout/rollout-question.ts';
import { cutoverPolicies } from '../../rollout/rollout-records.ts';
import { durationSchema, taskCalendars, taskSteps } from '../../rollout/task-template.ts';

/**
 * What becomes of a plan over time. All days are ISO dates; a day that work ends on is the day after which it is done. Values of a date are those
 * at the end of that day. “P10”,
 * “P50” and “P90” are quantiles over the runs: so many of them are done by then, or stay below. “Planned” is the one schedule
 * in which every task takes its P50.
 */

const date = z.string();
/** Over the runs; null where fewer than that share of the runs ever come to it. */
const days = z.object({ p10: date.nullable(), p50: date.nullable(), p90: date.nullable() });
export type DayBand = z.infer<typeof days>;
const share = z.number().min(0).max(1);
const series = z.array(z.number());
/** One value per date of the report. */
const band = z.object({ plan: series, p10: series, p50: series, p90: series });
export type ValueBand = z.infer<typeof band>;

export const rolloutTaskResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: a task of the plan's own. */
  step: z.enum(taskSteps).nullable(),
  phaseId: z.string().nullable(),
  groupId: z.string().nullable(),
  /** Devices that it is for: one, those of its batch, or of its group. */
  deviceIds: z.array(z.string()),
  /** Ids of the tasks that it waits for. */
  after: z.array(z.string()),
  crews: z.array(z.object({ id: z.string(), units: z.int() })),
  calendar: z.enum(taskCalendars),
  duration: durationSchema,
  notBefore: date.nullable(),
  plannedStart: date,
  plannedFinish: date,
  start: days,
  finish: days,
  /** On the critical path of the planned schedule. */
  critical: z.boolean(),
  /** Share of the runs in which it is on the path that sets the end. */
  criticality: share,
  /** What it costs, in the plan's currency. */
  cost: z.number(),
});
export type RolloutTaskResult = z.infer<typeof rolloutTaskResultSchema>;

export const rolloutPhaseResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  devices: z.int(),
  plannedStart: date.nullable(),
  plannedFinish: date.nullable(),
  start: days,
  finish: days,
  /** The plan's own end of the phase. */
  due: date.nullable(),
  /** Share of the runs that are done by {@link due}; null without one. */
  chanceByDue: share.nullable(),
  budget: z.number().nullable(),
  cost: z.object({ plan: z.number(), p10: z.number(), p50: z.number(), p90: z.number() }),
  /** Share of the runs whose cost stays within the budget; null without one. */
  chanceInBudget: share.nullable(),
});
export type RolloutPhaseResult = z.infer<typeof rolloutPhaseResultSchema>;

export const rolloutGroupResultSchema = z.object({
  /** `phase/group`. */
  id: z.string(),
  name: z.string(),
  phaseId: z.string().nullable(),
  /** Record of the plan that it comes from; null: grouped by place. */
  recordId: z.string().nullable(),
  siteId: z.string().nullable(),
  district: z.string(),
  /** Turn within its phase, from 1. */
  turn: z.int(),
  policy: z.enum(cutoverPolicies),
  deviceIds: z.array(z.string()),
  /** Old units that it replaces. */
  legacyIds: z.array(z.string()),
  /** Middle of its devices, local metres. */
  x: z.number(),
  y: z.number(),
  /** All of its devices live. */
  plannedFinish: date.nullable(),
  finish: days,
});
export type RolloutGroupResult = z.infer<typeof rolloutGroupResultSchema>;

export const rolloutDeviceResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(deviceKinds),
  phaseId: z.string().nullable(),
  groupId: z.string().nullable(),
  /** It sees something on the first day. */
  liveAtStart: z.boolean(),
  /** A unit that is taken down. */
  legacy: z.boolean(),
  /** Work for it begins (taking it down, for an old unit); null quantiles: never. */
  underWay: days,
  live: days,
  /** It ceases to see for good. */
  dark: days,
  /** The same in the planned schedule. */
  plannedUnderWay: date.nullable(),
  plannedLive: date.nullable(),
  plannedDark: date.nullable(),
});
export type RolloutDeviceResult = z.infer<typeof rolloutDeviceResultSchema>;

export const goalBandSchema = band.extend({
  id: z.string(),
  name: z.string(),
  unit: z.enum(['percent', 'money', 'mbps']),
  target: z.number(),
  weight: z.number(),
  lessIsBetter: z.boolean(),
  /** Null: it cannot be measured, and {@link problem} says why; its series are empty. */
  measured: z.boolean(),
  problem: z.string(),
  /** Day on which its target is first met for good; null quantiles: in fewer runs than that. */
  metFrom: days,
});
export type GoalBand = z.infer<typeof goalBandSchema>;

export const categoryBandSchema = band.extend({
  /** Category of the plan's set, by its name. */
  category: z.string(),
  /** At least so many cameras. */
  devices: z.int(),
  /** Series are per cent of the ground of the scene's streets, squares and sites, by day. */
  wholeSquareMeters: z.number(),
});
export type CategoryBand = z.infer<typeof categoryBandSchema>;

export const cutoverGapSchema = z.object({
  /** `group:goal`. */
  id: z.string(),
  groupId: z.string(),
  groupName: z.string(),
  goalId: z.string(),
  goalName: z.string(),
  unit: z.enum(['percent', 'money', 'mbps']),
  policy: z.enum(cutoverPolicies),
  /** In the planned schedule; null: none opens in it. */
  from: date.nullable(),
  until: date.nullable(),
  /** Day on which it is worst in the planned schedule. */
  deepest: date.nullable(),
  /** What the goal lacks at its worst of what the old units gave it, in the goal's unit. */
  depth: z.object({ plan: z.number(), p50: z.number(), p90: z.number() }),
  /** Days with a lack. Over all runs, those without a gap counting as 0. */
  lengthDays: z.object({ plan: z.number(), p50: z.number(), p90: z.number(), mean: z.number() }),
  /** Mean over the runs of ∫ lack dt, goal unit × days. */
  meanLackDays: z.number(),
  /** Share of the runs in which it opens. */
  probability: share,
  /** Old units whose cells are meant. */
  legacyIds: z.array(z.string()),
  x: z.number(),
  y: z.number(),
});
export type CutoverGap = z.infer<typeof cutoverGapSchema>;

export const crewResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['crew', 'vehicle', 'office']),
  units: z.int(),
  /** Mean share of its working time that it is held, from the start to the last task that needs it; null: none does. */
  busy: share.nullable(),
  /** Mean days that tasks which were ready waited for it. */
  waitingDays: z.number(),
});
export type CrewResult = z.infer<typeof crewResultSchema>;

/** Of all that tells of gaps over time. */
export const rolloutWatermark = 'Sensitive: shows when and where nobody looks. Not for publication.';

export const rolloutReportSchema = z.object({
  kind: z.literal('sightline-rollout'),
  version: z.literal(1),
  engine: z.string(),
  /** SHA-256 over the scene, the plan and the question (without the number of runs). */
  inputHash: z.string(),
  /** SHA-256 over every schedule and count of the runs. */
  resultHash: z.string(),
  scene: z.object({ id: z.string(), name: z.string() }),
  scenario: z.object({ id: z.string(), name: z.string() }),
  question: rolloutQuestionSchema,
  /** Runs that this report is made of: fewer than asked while it sharpens. */
  runs: z.int(),
  currency: z.string(),
  /** Always `sensitive`: it tells when and where nobody looks. */
  sensitivity: z.literal('sensitive'),
  /** The sentence that every copy carries. */
  watermark: z.string(),
  start: date,
  /** Everything done and accepted. */
  plannedFinish: date,
  finish: days,
  /** Days that the series are told at, ascending: from the start to after the last P90. */
  dates: z.array(date),
  tasks: z.array(rolloutTaskResultSchema),
  phases: z.array(rolloutPhaseResultSchema),
  groups: z.array(rolloutGroupResultSchema),
  devices: z.array(rolloutDeviceResultSchema),
  goals: z.array(goalBandSchema),
  /** Score of the goals, 0 to 100; null without measured goals. */
  score: band.nullable(),
  categories: z.array(categoryBandSchema),
  /** Number of devices mounted, live, and money spent, by date. */
  installed: band,
  live: band,
  spent: band,
  crews: z.array(crewResultSchema),
  /** Worst first. */
  gaps: z.array(cutoverGapSchema),
  /**
   * Days on which goals are not met, weighted: Σ w·(1 − attainment) / Σ w summed over the days from start to the last date of
   * the report; and the part of it that cutover gaps make.
   */
  lostDays: z.object({ plan: z.number(), mean: z.number(), p10: z.number(), p90: z.number() }),
  cutoverDays: z.object({ plan: z.number(), mean: z.number(), p10: z.number(), p90: z.number() }),
  /** What a reader must know, in sentences: assumptions, things left out. */
  notes: z.array(z.string()),
});
export type RolloutReport = z.infer<typeof rolloutReportSchema>;
