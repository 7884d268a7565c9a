import { z } from 'zod';
import { deviceKinds } from '../device.ts';
import { amount, finite, recordId, text } from '../fields.ts';

/** What has to be done until a device is live, and how long it takes. */

/**
 * Kinds of work, in the order in which they usually follow. `temporary`: a stand-in is put up before the old unit goes;
 * `retire`: the old unit is taken down.
 */
export const taskSteps = [
  'survey',
  'permit',
  'civil',
  'power',
  'network',
  'delivery',
  'temporary',
  'mount',
  'commission',
  'accept',
  'train',
  'retire',
] as const;
export type TaskStep = (typeof taskSteps)[number];

const days = finite.min(0).max(3650);

/**
 * How long a task takes, in days of its calendar. `triangular` and `pert` by lowest, most likely and highest; `lognormal` by the
 * values that half and nine tenths of cases stay below.
 */
export const durationSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), days }),
    z.strictObject({ kind: z.literal('triangular'), low: days, mode: days, high: days }),
    z.strictObject({ kind: z.literal('pert'), low: days, mode: days, high: days }),
    z.strictObject({ kind: z.literal('lognormal'), p50: days, p90: days }),
  ])
  .check((context) => {
    const { value } = context;
    const right =
      value.kind === 'fixed' ||
      (value.kind === 'lognormal'
        ? value.p50 > 0 && value.p90 >= value.p50
        : value.low <= value.mode && value.mode <= value.high);
    if (right) return;
    const message =
      value.kind === 'lognormal'
        ? 'p90 must be at least p50, and p50 more than 0'
        : 'low, mode and high must rise in this order';
    context.issues.push({ code: 'custom', input: value, path: [], message });
  });
export type Duration = z.infer<typeof durationSchema>;

/** `elapsed`: all days count (deliveries, offices that answer by letter). `work`: working days. `outdoor`: working days on which the weather lets people work outside. */
export const taskCalendars = ['elapsed', 'work', 'outdoor'] as const;
export type TaskCalendar = (typeof taskCalendars)[number];

/** Crew, vehicle or desk that a task holds from its start to its end. */
export const crewNeedSchema = z.strictObject({ crew: recordId, units: z.int().min(1).max(1000).default(1) });
export type CrewNeed = z.infer<typeof crewNeedSchema>;

/**
 * Work that every device (or group, batch, switch, feed, phase) of some kinds goes through. `per`:
 * - `device`: each device; `group`: the devices of one phase in one site group together; `phase`: all of a phase
 * - `batch`: devices of a phase and kind that are delivered together, at most {@link batchSize}
 * - `node`, `feed`: a switch or gateway, a power feed that planned devices hang on
 */
export const taskTemplateSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  step: z.enum(taskSteps),
  per: z.enum(['device', 'group', 'batch', 'node', 'feed', 'phase']),
  /** Device kinds that need it; empty: all. */
  kinds: z.array(z.enum(deviceKinds)).max(deviceKinds.length).default([]),
  /** Steps of the same device, of its group, batch, switch, feed and phase that must be done before. */
  after: z.array(z.enum(taskSteps)).max(taskSteps.length).default([]),
  duration: durationSchema,
  calendar: z.enum(taskCalendars),
  needs: z.array(crewNeedSchema).max(8).default([]),
  /** Chance that the work is found wanting and is done again. */
  failureChance: finite.min(0).max(0.95).default(0),
  /** Share of the duration that doing it again takes. */
  reworkShare: finite.min(0).max(2).default(0.5),
  /** What it costs beside the prices of the catalogue, in the plan's currency. */
  cost: amount.default(0),
  /** Of `batch`. */
  batchSize: z.int().min(1).max(10_000).default(20),
  /** Templates switched off make no tasks. */
  enabled: z.boolean().default(true),
  /** Where the figures come from; begins with “assumption” where they are one. */
  source: text(1000).min(1).default('assumption'),
});
export type TaskTemplate = z.infer<typeof taskTemplateSchema>;
