import { z } from 'zod';

/** Parts that all results of gap runs share. */

/** Local metres. */
export const gapPlaceSchema = z.object({
  x: z.number(),
  y: z.number(),
  /** In words: a street, a portal, a site. */ name: z.string(),
});
export type GapPlace = z.infer<typeof gapPlaceSchema>;

/** The site that is asked about. */
export const gapSiteSchema = z.object({ id: z.string(), name: z.string(), x: z.number(), y: z.number() });
export type GapSite = z.infer<typeof gapSiteSchema>;

/** Probability, 0 to 1. */
export const chance = z.number().min(0).max(1);
export const amount = z.number().min(0);
/** Flat x, y of a line, local metres. */
export const line = z.array(z.number());

/** Why a run gives no answer, as a sentence: an unreachable site, a network in pieces, no demand. */
export const gapEmptySchema = z.object({ kind: z.literal('empty'), reason: z.string() });
export type GapEmpty = z.infer<typeof gapEmptySchema>;

/** How a network hangs together, told before anything that is computed on it. */
export const connectivitySchema = z.object({
  nodes: z.int().min(0),
  edges: z.int().min(0),
  kilometres: amount,
  /** Parts within which everything reaches everything. */
  parts: z.int().min(0),
  /** Share of the length that lies in the largest, 0 to 1. */
  largestShare: chance,
  /** Turn restrictions that could not be matched to streets. */
  unmatchedTurns: z.int().min(0),
});
export type Connectivity = z.infer<typeof connectivitySchema>;
