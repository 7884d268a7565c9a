import { z } from 'zod';
import { barrierKinds } from '../../city.ts';
import { conditions } from '../../goal.ts';
import { amount, chance, gapPlaceSchema, gapSiteSchema, line } from './common.ts';

/** The walk to a site on which the plan is least likely to notice a person. */

/** A stretch of a walk within which the same devices watch. Stretches follow each other without gaps, from entry to site. */
export const approachStretchSchema = z.object({
  /** From the entry along the line, metres. */
  fromMeters: amount,
  toMeters: amount,
  /** Best class there: 0 none, then the categories, lowest first; a thermal camera counts as the lowest. */
  class: z.int().min(0),
  /** Devices that watch there, ascending. */
  deviceIds: z.array(z.string()),
});
export type ApproachStretch = z.infer<typeof approachStretchSchema>;

/** A stretch below the question's category. */
export const approachGapSchema = z.object({
  fromMeters: amount,
  toMeters: amount,
  lengthMeters: amount,
  seconds: amount,
  /** Middle of the stretch, and where that is in words. */
  place: gapPlaceSchema,
  /** By how much the chance of arriving unobserved would fall were the stretch watched at the question's category by one device more. */
  weight: chance,
});
export type ApproachGap = z.infer<typeof approachGapSchema>;

/** What one device does on a walk. */
export const approachDeviceSchema = z.object({
  deviceId: z.string(),
  /** Within its sight. */
  seconds: amount,
  /** Best class on the walk, as in {@link approachStretchSchema}. */
  bestClass: z.int().min(0),
  /** What it adds to −ln of the chance of staying unobserved: ∫ watch rate dt. */
  exposure: amount,
  /** Chance of staying unobserved on this walk without it. */
  unobservedWithout: chance,
});
export type ApproachDevice = z.infer<typeof approachDeviceSchema>;

/** A barrier or closed gate that is overcome. */
export const forcedCrossingSchema = z.object({
  /** Id of the barrier, or of the portal where a closed gate is forced. */
  id: z.string(),
  kind: z.enum([...barrierKinds, 'gate']),
  atMeters: amount,
  place: gapPlaceSchema,
  /** How long it takes, seconds; part of the walk's seconds. */
  delaySeconds: amount,
});
export type ForcedCrossing = z.infer<typeof forcedCrossingSchema>;

export const approachPathSchema = z.object({
  /** Where the study area is entered, or the chosen point. */
  entry: gapPlaceSchema,
  /** Where it ends, and the portal that this is; null: ground of the site. */
  end: gapPlaceSchema,
  portalId: z.string().nullable(),
  /** From entry to end. All numbers of the walk are those of this line. */
  xy: line,
  lengthMeters: amount,
  /** Walking, and overcoming barriers. */
  seconds: amount,
  /** Chance that nobody notices, exp(−Σ rate · time) over all devices. */
  unobserved: chance,
  /** The same with each device at work only as often as its availability says: Π (1 − A + A·e^(−exposure)). */
  unobservedWithFailures: chance,
  /** Share of the length below the question's category, 0 to 1. */
  unwatchedShare: chance,
  /** Seconds per best class: 0 none, then the categories. */
  secondsByClass: z.array(amount),
  stretches: z.array(approachStretchSchema),
  /** Stretches below the question's category, the longest first; at most 20. The first is the weakest. */
  gaps: z.array(approachGapSchema),
  /** What matters most comes first. */
  devices: z.array(approachDeviceSchema),
  /** In the order in which they are overcome; empty unless the question allows force. */
  forced: z.array(forcedCrossingSchema),
});
export type ApproachPath = z.infer<typeof approachPathSchema>;

/** How the ground hangs together, told before anything that is searched on it. */
export const walkGroundSchema = z.object({
  /** Side of a cell, metres. */
  cellMeters: z.number().gt(0),
  /** Cells that can be walked on. */
  cells: z.int().min(0),
  squareMeters: amount,
  /** Ways from the border into the study area, grouped, and those from which nothing leads to the site. */
  entries: z.int().min(0),
  unreached: z.int().min(0),
  /** Share of the walkable ground from which the site is reached, 0 to 1. */
  reachedShare: chance,
});
export type WalkGround = z.infer<typeof walkGroundSchema>;

export const approachResultSchema = z.object({
  kind: z.literal('approach'),
  site: gapSiteSchema,
  condition: z.enum(conditions),
  /** Index of the category from which on somebody counts as observed. */
  category: z.int().min(0),
  ground: walkGroundSchema,
  best: approachPathSchema,
  /** From other entries, the least observed first; at most eight. */
  others: z.array(approachPathSchema),
  /** The shortest walk from any entry, whoever watches, for comparison; where barriers are overcome, the one that is there first. */
  shortest: approachPathSchema,
  /** A way leads from an entry to the site that no device watches at any class. */
  whollyUnobserved: z.boolean(),
  /** What was assumed, as sentences. */
  notes: z.array(z.string()),
});
export type ApproachResult = z.infer<typeof approachResultSchema>;

/** The least-observed approach by day, by night and in fog. */
export const conditionsResultSchema = z.object({
  kind: z.literal('conditions'),
  site: gapSiteSchema,
  /** Index of the category from which on somebody counts as observed. */
  category: z.int().min(0),
  ground: walkGroundSchema,
  /** In the order day, night, fog. */
  paths: z.array(
    z.object({
      condition: z.enum(conditions),
      best: approachPathSchema,
      /** As {@link approachResultSchema} has it. */
      whollyUnobserved: z.boolean(),
      /** Chance on the best way of the day, were it walked under this condition. */
      unobservedOnDayPath: chance,
    }),
  ),
  notes: z.array(z.string()),
});
export type ConditionsResult = z.infer<typeof conditionsResultSchema>;
