import { z } from 'zod';
import { gapQuestionSchema, gapRuns } from '../../gap-question.ts';
import { approachResultSchema, conditionsResultSchema } from './approach.ts';
import { availabilityResultSchema } from './availability.ts';
import { breachResultSchema } from './breach.ts';
import { gapEmptySchema } from './common.ts';
import { cordonResultSchema } from './cordon.ts';
import { failuresResultSchema } from './failures.ts';
import { incidentResultSchema } from './incident.ts';
import { interceptionResultSchema } from './interception.ts';
import { timelyResultSchema } from './timely.ts';
import { vehicleApproachResultSchema } from './vehicle-approach.ts';

/** A gap run as data: what it found, on what, and how it is to be handled. */

export const gapResultSchema = z.discriminatedUnion('kind', [
  approachResultSchema,
  vehicleApproachResultSchema,
  conditionsResultSchema,
  breachResultSchema,
  timelyResultSchema,
  interceptionResultSchema,
  cordonResultSchema,
  incidentResultSchema,
  failuresResultSchema,
  availabilityResultSchema,
  gapEmptySchema,
]);
export type GapResult = z.infer<typeof gapResultSchema>;

/** One number of a run that says nothing of where or how: what may be shown to everybody. */
export const gapScoreSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** Null: there is none, for example no way in. */
  value: z.number().nullable(),
  /** `share`: 0 to 1. */
  unit: z.enum(['share', 'metres', 'seconds', 'count', 'points']),
  better: z.enum(['more', 'less']),
});
export type GapScore = z.infer<typeof gapScoreSchema>;

export const gapReportSchema = z.object({
  kind: z.literal('sightline-gaps'),
  version: z.literal(1),
  engine: z.string(),
  run: z.enum(gapRuns),
  /** SHA-256 over the scene, the plan and the question. */
  inputHash: z.string(),
  scene: z.object({ id: z.string(), name: z.string() }),
  scenario: z.object({ id: z.string(), name: z.string() }),
  question: gapQuestionSchema,
  /** Devices that counted; null: all that are not retired. */
  live: z.array(z.string()).nullable(),
  /** Always `sensitive`: a result tells how protection could be passed. */
  sensitivity: z.literal('sensitive'),
  watermark: z.string(),
  /** Whom it was handed to; empty where it was not. */
  preparedFor: z.string(),
  /** Ways, places and devices are left out: {@link result} is null. */
  redacted: z.boolean(),
  /** What it hangs on, as sentences. */
  assumptions: z.array(z.string()),
  scores: z.array(gapScoreSchema),
  result: gapResultSchema.nullable(),
});
export type GapReport = z.infer<typeof gapReportSchema>;

export const gapWatermark = 'Sensitive: shows how protection could be passed. Not for publication.';

/** The scores alone: no ways, no places, no devices, and of the question only what tells none. */
export function redactReport(report: GapReport): GapReport {
  const { travel, condition, category, demand, routes, seed } = report.question;
  return {
    ...report,
    redacted: true,
    question: gapQuestionSchema.parse({ travel, condition, category, demand, routes, seed }),
    live: null,
    result: null,
  };
}
