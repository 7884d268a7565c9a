import { z } from 'zod';
import { amount } from './common.ts';

/** What is lost when one thing fails, or two: N−1 and N−2. */

export const failureMetricSchema = z.object({
  /** Of a goal its id; else `score`, `interception`, `unobserved`. */
  id: z.string(),
  label: z.string(),
  /** `percent`: 0 to 100; `share`: 0 to 1. */
  unit: z.enum(['percent', 'share', 'points', 'money', 'mbps']),
  better: z.enum(['more', 'less']),
  /** With everything at work; null: it cannot be measured. */
  value: z.number().nullable(),
  /** Of a goal; null for others. */
  target: z.number().nullable(),
});
export type FailureMetric = z.infer<typeof failureMetricSchema>;

export const planPartKinds = ['device', 'switch', 'gateway', 'centre', 'link', 'feed'] as const;

export const failedPartSchema = z.object({
  /** Of the device, node, link or feed; of a pair both, joined by “ + ”. */
  id: z.string(),
  ids: z.array(z.string()),
  kind: z.enum([...planPartKinds, 'pair']),
  name: z.string(),
  x: z.number(),
  y: z.number(),
  /** Devices that are lost with it, ascending. */
  lost: z.array(z.string()),
  /** Devices that run on for a while, by their feed's backup. */
  backedUp: z.array(z.string()),
  /** Metric → its value without them, parallel to {@link failuresResultSchema}.metrics; null: it cannot be measured. */
  values: z.array(z.number().nullable()),
  /** Goals that are met now and missed without them. */
  goalsMissed: z.array(z.string()),
  /** By how much the score of the goals falls, points; without goals, the worst fall of a metric in percentage points. */
  loss: amount,
  /**
   * A single point of failure: it takes several devices down, misses a goal, or costs 5 points of the score or 5 percentage points of
   * any metric.
   */
  single: z.boolean(),
});
export type FailedPart = z.infer<typeof failedPartSchema>;

export const failuresResultSchema = z.object({
  kind: z.literal('failures'),
  metrics: z.array(failureMetricSchema),
  /** The worst loss first. */
  parts: z.array(failedPartSchema),
  /** The pairs that were asked for, the worst first. */
  pairs: z.array(failedPartSchema),
  singlePoints: z.int().min(0),
  notes: z.array(z.string()),
});
export type FailuresResult = z.infer<typeof failuresResultSchema>;
