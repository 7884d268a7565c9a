import { z } from 'zod';
import { cutoverPolicies } from '../../rollout/rollout-records.ts';

/** What other ways of building the same plan would give. */

const spread = z.object({ mean: z.number(), p10: z.number(), p90: z.number() });
const days = z.object({ p10: z.string().nullable(), p50: z.string().nullable(), p90: z.string().nullable() });

export const policyResultSchema = z.object({
  /** Null: as the plan says, group by group. */
  policy: z.enum(cutoverPolicies).nullable(),
  finish: days,
  /** Mean cost, in the plan's currency. */
  cost: z.number(),
  /** See the report's `lostDays` and `cutoverDays`; over the same days for all policies. */
  lostDays: spread,
  cutoverDays: spread,
  /** Device-days on which an old unit is dark and what replaces it isn't live yet, mean. */
  darkDeviceDays: z.number(),
});
export type PolicyResult = z.infer<typeof policyResultSchema>;

export const policyComparisonSchema = z.object({ runs: z.int(), policies: z.array(policyResultSchema) });
export type PolicyComparison = z.infer<typeof policyComparisonSchema>;

export const orderResultSchema = z.object({
  /** Where it comes from: the planner's, a rule, or the search. */
  rule: z.enum(['plan', 'district', 'risk', 'cost', 'best']),
  /** Group ids (`phase/group`) in their turns, phase by phase. */
  groups: z.array(z.string()),
  finish: days,
  /** Goal-weighted days earned up to the common horizon: Σ w·attainment / Σ w summed over days. */
  earnedDays: z.object({ plan: z.number(), mean: z.number(), p10: z.number(), p90: z.number() }),
  cutoverDays: spread,
  cost: z.number(),
});
export type OrderResult = z.infer<typeof orderResultSchema>;

export const orderComparisonSchema = z.object({
  runs: z.int(),
  /** Days over which goals are summed. */
  horizonDays: z.number(),
  /** Phases whose order was open. */
  phases: z.array(z.string()),
  /** The planner's first, the search's last. */
  orders: z.array(orderResultSchema),
  /** Schedules that the search looked at. */
  schedules: z.int(),
  /** Why the best is better than the planner's, the weightiest first. */
  reasons: z.array(
    z.object({
      groupId: z.string(),
      groupName: z.string(),
      /** Turns in the planner's order and in the best one, from 1. */
      before: z.int(),
      after: z.int(),
      /** Goal-weighted days that this group's goals gain (or lose, negative). */
      days: z.number(),
      /** A sentence that a council understands. */
      sentence: z.string(),
    }),
  ),
});
export type OrderComparison = z.infer<typeof orderComparisonSchema>;

/** Security gaps on the first day of each month of the P50 plan. */
export const monthlyGapsSchema = z.object({
  site: z.object({ id: z.string(), name: z.string() }).nullable(),
  dates: z.array(z.string()),
  series: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      unit: z.enum(['share', 'metres', 'seconds', 'count', 'points']),
      better: z.enum(['more', 'less']),
      /** Per date; null: there is none (no way in, no trips). */
      values: z.array(z.number().nullable()),
    }),
  ),
  /** Different sets of live devices that were really worked out. */
  sets: z.int(),
});
export type MonthlyGaps = z.infer<typeof monthlyGapsSchema>;
