import { z } from 'zod';
import { amount, chance } from './common.ts';
import { failureMetricSchema, planPartKinds } from './failures.ts';

/** How the plan stands at a moment drawn by chance, when parts are at work only as often as they fail and are mended. */

export const availabilityMetricSchema = z.object({
  ...failureMetricSchema.shape,
  mean: z.number().nullable(),
  /** In 10, 50 and 90 of 100 moments it is at most so much. */
  p10: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  /** Share of the moments at which the goal is met; null without a target. */
  metShare: chance.nullable(),
});
export type AvailabilityMetric = z.infer<typeof availabilityMetricSchema>;

export const availabilityPartSchema = z.object({
  id: z.string(),
  kind: z.enum(planPartKinds),
  name: z.string(),
  /** MTBF / (MTBF + MTTR). */
  availability: chance,
  /** Of a feed with a backup, between cuts that outlast it. */
  mtbfHours: amount,
  mttrHours: amount,
  /** Where the two come from. */
  source: z.enum(['model', 'plan', 'assumption']),
});
export type AvailabilityPart = z.infer<typeof availabilityPartSchema>;

export const availabilityResultSchema = z.object({
  kind: z.literal('availability'),
  seed: z.int().min(0),
  samples: z.int().min(1),
  metrics: z.array(availabilityMetricSchema),
  /** The least available first. */
  parts: z.array(availabilityPartSchema),
  /** Devices at work, with all that they hang on: mean, and worst of all moments. */
  meanDevices: amount,
  leastDevices: z.int().min(0),
  devices: z.int().min(0),
  notes: z.array(z.string()),
});
export type AvailabilityResult = z.infer<typeof availabilityResultSchema>;
