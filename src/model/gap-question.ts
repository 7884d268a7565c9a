import { z } from 'zod';
import type { AssumptionKey } from './assumptions.ts';
import { coordinate, finite, recordId, text } from './fields.ts';
import { conditions } from './goal.ts';

/** What is asked of a plan's security gaps. All runs of one question share it, so that their numbers belong together. */

export const travelKinds = ['foot', 'car'] as const;
export type TravelKind = (typeof travelKinds)[number];

const place = z.strictObject({ x: coordinate, y: coordinate });

export const gapQuestionSchema = z.strictObject({
  /** Site of the plan or, with its source id, of the city; null: the first of the plan, else of the city. */
  siteId: text(200).min(1).nullable().default(null),
  /** One portal of the site; null: whichever is reached least observed. */
  portalId: text(200).min(1).nullable().default(null),
  /** Where from, local metres; null: every entry of the study area. */
  from: place.nullable().default(null),
  travel: z.enum(travelKinds).default('foot'),
  condition: z.enum(conditions).default('day'),
  /** Index of the category from which on somebody counts as observed, 0 = lowest. Chances hang on watch rates, not on it. */
  category: z.int().min(0).max(6).default(1),
  /** Fences, walls and closed gates are overcome, each with its delay. */
  forced: z.boolean().default(false),
  /** The study area reaches so far from the site to each side, metres, and nowhere beyond the scene. */
  reachMeters: finite.min(100).max(5000).default(1000),
  /** Side of the cells that people walk on, metres. */
  walkCellMeters: z.literal([1, 2]).default(2),
  /** Where car trips come from: `scene`: its own; `gravity`: worked out of land use and population. */
  demand: z.enum(['scene', 'gravity']).default('scene'),
  /** `fastest`: all take the fastest way, or the way that the source gives; `choice`: spread over alternatives. */
  routes: z.enum(['fastest', 'choice']).default('fastest'),
  /** Of the cordon: zone or site (id of plan or city); null: the question's site. */
  cordonId: text(200).min(1).nullable().default(null),
  /** Traffic that the cordon is to read. */
  cordonWay: z.enum(['in', 'out', 'both']).default('in'),
  /** Where somebody drives off, local metres; null: the question's site. */
  incident: place.nullable().default(null),
  /** Pairs of parts that fail together (ids), for N−2. */
  pairs: z
    .array(z.tuple([recordId, recordId]))
    .max(200)
    .default([]),
  /** Of everything that is drawn by chance. */
  seed: z.int().min(0).max(4_294_967_295).default(1),
});
export type GapQuestion = z.infer<typeof gapQuestionSchema>;

export const defaultGapQuestion: GapQuestion = gapQuestionSchema.parse({});

/** The runs that a question can be put to. `conditions`: the least-observed approach by day, by night and in fog. */
export const gapRuns = [
  'approach',
  'breach',
  'conditions',
  'timely',
  'interception',
  'cordon',
  'incident',
  'failures',
  'availability',
] as const;
export type GapRun = (typeof gapRuns)[number];

const approachFields = ['siteId', 'portalId', 'from', 'category', 'forced', 'reachMeters', 'walkCellMeters'] as const;
const trafficFields = ['condition', 'demand', 'routes'] as const;

/** Fields of the question that each run hangs on; changing another one leaves its result as it is. */
export const gapRunFields: Readonly<Record<GapRun, readonly (keyof GapQuestion)[]>> = {
  approach: [...approachFields, 'travel', 'condition'],
  breach: [...approachFields, 'condition'],
  conditions: approachFields,
  timely: [...approachFields, 'condition'],
  interception: trafficFields,
  cordon: ['siteId', 'cordonId', 'cordonWay', 'condition'],
  incident: ['siteId', 'incident', 'condition'],
  failures: [...approachFields, ...trafficFields, 'pairs'],
  availability: [...approachFields, ...trafficFields, 'seed'],
};

const walkAssumptions = ['walkingSpeed', 'watchRateLow', 'watchRateHigh'] as const;
const barrierAssumptions = ['fenceDelaySeconds', 'wallDelaySeconds', 'hedgeDelaySeconds', 'gateDelaySeconds'] as const;
const readAssumptions = ['plateRecognition', 'deviceAvailability', 'driveSpeed'] as const;
const repairAssumptions = [
  'deviceMtbfHours',
  'deviceMttrHours',
  'linkMtbfHours',
  'linkMttrHours',
  'powerMtbfHours',
  'powerMttrHours',
] as const;
const demandAssumptions = ['carTripsPerPerson', 'gravityDecaySeconds', 'routeSpreadSeconds'] as const;

/** Assumptions of the plan that a run hangs on first of all, in the order in which they are shown beside it. */
export const gapRunAssumptions: Readonly<Record<GapRun, readonly AssumptionKey[]>> = {
  approach: [...walkAssumptions, ...barrierAssumptions],
  breach: [...walkAssumptions, ...barrierAssumptions],
  conditions: [...walkAssumptions, 'lampReachMeters', 'fogVisibilityMeters'],
  timely: [
    ...walkAssumptions,
    'doorDelaySeconds',
    'lockedDoorDelaySeconds',
    'insideDelaySeconds',
    'alarmDetection',
    'insideDetection',
    'communication',
    'responseAssessSeconds',
    'responseSpeed',
    'timeSpread',
  ],
  interception: [...readAssumptions, 'detourTolerance', 'knownUnitChance', ...demandAssumptions],
  cordon: readAssumptions,
  incident: [...readAssumptions, 'detourTolerance', 'knownUnitChance'],
  failures: [...walkAssumptions, ...readAssumptions],
  availability: repairAssumptions,
};
