import { z } from 'zod';
import { amount, finite, recordId, reference, text } from '../fields.ts';
import { crewNeedSchema, durationSchema, taskCalendars } from './task-template.ts';

/** What a plan says of how it is to be built, beside its devices and phases. */

/**
 * What becomes of an old unit when a new one takes its place.
 * - `keep`: it stays live until all that replaces it is accepted
 * - `swap`: it goes on the day on which the first of what replaces it is mounted
 * - `remove-first`: all old units of the group are taken down before work there begins
 * - `temporary`: stand-ins that see what the old units saw are put up before these go, and stay until all is accepted
 */
export const cutoverPolicies = ['keep', 'swap', 'remove-first', 'temporary'] as const;
export type CutoverPolicy = (typeof cutoverPolicies)[number];

/** People, vehicles or desks that tasks share. Shipped crews are replaced by those of the same id. */
export const crewSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  kind: z.enum(['crew', 'vehicle', 'office']).default('crew'),
  /** Tasks that it can do at once. */
  units: z.int().min(0).max(1000),
  /** ISO dates between which it can be had, both included; null: always. */
  from: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
  /** Of one unit for each day that it works, in the plan's currency. */
  dayRate: amount.default(0),
  source: text(1000).default('assumption'),
});
export type Crew = z.infer<typeof crewSchema>;

/** Devices that are built together. Devices that no group names are grouped by site and place. */
export const siteGroupSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  /** Site of the plan: devices within it belong to the group. */
  siteId: reference.default(null),
  /** Devices that belong to it wherever they stand; they come before {@link siteId}. */
  deviceIds: z.array(recordId).max(20_000).default([]),
  district: text(200).default(''),
  /** Turn within a phase, lowest first; null: in the order of the plan. */
  rank: z.int().min(0).max(100_000).nullable().default(null),
  /** Null: that of the phase. */
  policy: z.enum(cutoverPolicies).nullable().default(null),
});
export type SiteGroup = z.infer<typeof siteGroupSchema>;

/**
 * A change of one task that the templates make, or a task of the plan's own. Ids of made tasks are `step:target`, for example
 * `mount:C-01`, `permit:P1a/station`, `delivery:P1a/camera/1`, `network:sw-1`, `train:P1a`.
 */
export const rolloutTaskSchema = z.strictObject({
  id: text(300).min(1),
  /** Empty: as made. */
  name: text(200).default(''),
  phase: reference.default(null),
  /** Further tasks that must be done before, by id; also of other phases. */
  after: z.array(text(300).min(1)).max(1000).default([]),
  duration: durationSchema.nullable().default(null),
  calendar: z.enum(taskCalendars).nullable().default(null),
  needs: z.array(crewNeedSchema).max(8).nullable().default(null),
  /** Not begun before this ISO date. */
  notBefore: z.iso.date().nullable().default(null),
  /** In the plan's currency; null: as made. */
  cost: amount.nullable().default(null),
  /** Devices that are live only when it is done (of an own task). */
  deviceIds: z.array(recordId).max(20_000).default([]),
  /** Left out: what comes after it doesn't wait for it. */
  skip: z.boolean().default(false),
});
export type RolloutTask = z.infer<typeof rolloutTaskSchema>;

/** Money that may be spent from a day on. */
export const fundingSchema = z.strictObject({ from: z.iso.date(), amount });

/** Shares of working days lost outside, January to December. */
export const usualWeather: readonly number[] = [0.3, 0.28, 0.18, 0.12, 0.08, 0.08, 0.08, 0.08, 0.1, 0.15, 0.22, 0.28];

export const rolloutSettingsSchema = z.strictObject({
  /** ISO date on which work may begin; null: the earliest start of a phase. */
  start: z.iso.date().nullable().default(null),
  /** 1 = Monday … 7 = Sunday. */
  workdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
  /** ISO dates on which nobody works. */
  holidays: z.array(z.iso.date()).max(2000).default([]),
  weather: z
    .array(finite.min(0).max(0.95))
    .length(12)
    .default(() => [...usualWeather]),
  weatherSource: text(500).default(
    'assumption: Northern European coast; set your own from the records of a weather station',
  ),
  /** Where neither a group nor a phase says otherwise. */
  policy: z.enum(cutoverPolicies).default('keep'),
  /** Rent of one stand-in, per day, in the plan's currency. */
  temporaryDayRate: amount.default(25),
  /** Money that may be spent: each amount from its day on, besides those before. Empty: money never runs out. Budgets of phases are what costs are held against, not limits. */
  funding: z.array(fundingSchema).max(500).default([]),
  /** Devices that no site holds are one group up to this distance from each other, metres. */
  groupReachMeters: finite.min(1).max(5000).default(120),
});
export type RolloutSettings = z.infer<typeof rolloutSettingsSchema>;
