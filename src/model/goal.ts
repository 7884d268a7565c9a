import { z } from 'zod';
import { siteKinds, streetClasses } from './city.ts';
import { finite, recordId, reference, text } from './fields.ts';

/** What stakeholders want: metric + scope + target + weight + who asked for it. */

export const conditions = ['day', 'night', 'fog'] as const;
export type Condition = (typeof conditions)[number];

/**
 * What is measured. Shares are per cent of the scope, amounts as their name says.
 * - `area`: ground seen at or above the category by at least k devices
 * - `demand`: weight of the scene's demand seen at or above the category by at least k devices
 * - `portals-seen`: portals seen at or above the category; `portals-monitored`: portals locked and monitored
 * - `plates`: lanes on which plates are read with at least the given probability
 * - `facades-exposed`: residential facades seen at or above the category, after privacy masks (less is better)
 * - `private-ground-exposed`: private ground seen at or above the category, after masks (less is better)
 * - `acoustic`: ground heard by at least k sensors; `phones`: streets within walking distance of an emergency phone
 * - `radio`: street-light controllers within reach of at least k gateways; `air`: residential area that a station stands for
 * - `capital-cost`, `yearly-cost`, `uplink` (Mbit/s through a switch or in total): amounts (less is better)
 */
export const goalMetrics = [
  'area',
  'demand',
  'portals-seen',
  'portals-monitored',
  'plates',
  'facades-exposed',
  'private-ground-exposed',
  'acoustic',
  'phones',
  'radio',
  'air',
  'capital-cost',
  'yearly-cost',
  'uplink',
] as const;
export type GoalMetric = (typeof goalMetrics)[number];

export const goalScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('city') }),
  /** A site or zone of the plan or, with its source id, of the city. */
  z.strictObject({ kind: z.literal('site'), id: text(200).min(1) }),
  z.strictObject({ kind: z.literal('zone'), id: text(200).min(1) }),
  z.strictObject({ kind: z.literal('site-kind'), siteKind: z.enum(siteKinds) }),
  z.strictObject({
    kind: z.literal('streets'),
    classes: z.array(z.enum(streetClasses)).min(1).max(streetClasses.length),
  }),
  z.strictObject({ kind: z.literal('squares') }),
  z.strictObject({ kind: z.literal('uplink'), id: recordId }),
]);
export type GoalScope = z.infer<typeof goalScopeSchema>;

export const goalSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  metric: z.enum(goalMetrics),
  scope: goalScopeSchema,
  /** Name of the category in the plan's set (“Perceive”); empty where the metric needs none. */
  category: text(40).default(''),
  /** At least so many devices. */
  devices: z.int().min(1).max(20).default(1),
  /** Least P_read for `plates`. */
  probability: finite.min(0).max(1).default(0.8),
  condition: z.enum(conditions).default('day'),
  /** Per cent for shares, the plan's currency or Mbit/s for amounts. */
  target: finite.min(0).max(1e12),
  weight: finite.min(0).max(1000),
  /** Who asked for it. */
  owner: text(200).default(''),
  /** Agency it is counted for: only its devices; null: all. */
  agency: reference.default(null),
  /** Counted with the devices of this phase and those before it; null: all. */
  phase: reference.default(null),
});
export type Goal = z.infer<typeof goalSchema>;

/** Metrics where less is better. */
export const lessIsBetter: ReadonlySet<GoalMetric> = new Set<GoalMetric>([
  'facades-exposed',
  'private-ground-exposed',
  'capital-cost',
  'yearly-cost',
  'uplink',
]);
