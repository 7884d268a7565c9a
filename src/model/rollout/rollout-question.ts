import { z } from 'zod';
import { recordId } from '../fields.ts';
import { cutoverPolicies } from './rollout-records.ts';

/** What is asked of a rollout. */

/**
 * Rules by which the turn of site groups within a phase is set. `plan`: the planner's own. `district`: one district after the
 * other; `risk`: those first that earn most goal points; `cost`: the cheapest first.
 */
export const orderRules = ['plan', 'district', 'risk', 'cost'] as const;
export type OrderRule = (typeof orderRules)[number];

/** Runs at most: days of tasks are counted in 16 bits. */
export const runLimit = 50_000;

export const rolloutQuestionSchema = z.strictObject({
  runs: z.int().min(1).max(runLimit).default(1000),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  order: z.enum(orderRules).default('plan'),
  /** For all groups, whatever the plan says; null: as the plan says. */
  policy: z.enum(cutoverPolicies).nullable().default(null),
  /** Phases whose order may be changed by the search for a better one; empty: all. */
  phases: z.array(recordId).max(100).default([]),
  /** ISO date that stands in for a start where neither the plan nor its phases give one. */
  startIfNone: z.iso.date().default('2027-01-04'),
});
export type RolloutQuestion = z.infer<typeof rolloutQuestionSchema>;

export const defaultRolloutQuestion: RolloutQuestion = rolloutQuestionSchema.parse({});
