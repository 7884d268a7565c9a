import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, gapPlaceSchema, gapSiteSchema, line } from './common.ts';

/** Run-length rows of cells: for drawing and for areas, not for computing. */
export const cellRunsSchema = z.object({
  /** Side of a cell, metres. */
  cellMeters: z.number().gt(0),
  /** South-west corner of the cell (0, 0), local metres. */
  minX: z.number(),
  minY: z.number(),
  /** Flat triples: row (0 = southernmost), first column, cells to the east. Ascending. */
  runs: z.array(z.int().min(0)),
});
export type CellRuns = z.infer<typeof cellRunsSchema>;

/** The way on which the strongest watching that has to be endured is least, and among those the shortest. */
export const breachPathSchema = z.object({
  /** From the entry to the site. */
  line,
  lengthMeters: amount,
  /** Highest watch rate on it, of all devices together, per second; 0: nobody observes any of it. */
  highestRate: amount,
  /** Where it is endured first; null where nothing is endured. */
  worst: gapPlaceSchema.nullable(),
  /** Ids of the devices that observe that place, ascending. */
  devices: z.array(z.string()),
  /** The device that the way comes closest to, whether it observes it or not; null without devices. */
  nearest: z.object({ id: z.string(), meters: amount, x: z.number(), y: z.number() }).nullable(),
});
export type BreachPath = z.infer<typeof breachPathSchema>;

/** Ground below the asked category that can be reached from outside without entering observed ground. */
export const unobservedRegionSchema = z.object({
  /** It reaches from an entry to the site. */
  connects: z.boolean(),
  /** All of it that hangs together with an entry, m². */
  squareMeters: amount,
  /** Cells of entries that are unobserved themselves. */
  openEntries: z.int().min(0),
  cells: cellRunsSchema,
  /** Shortest way through it, from an entry to the site; null where it does not connect. */
  line: line.nullable(),
  lengthMeters: amount.nullable(),
});
export type UnobservedRegion = z.infer<typeof unobservedRegionSchema>;

/** Fewest entries into regions of devices (at or above the category) on any way; coming back into one counts again. Exact. */
export const thicknessSchema = z.object({
  regions: z.int().min(0),
  /** One such way, among them a shortest. */
  line,
  lengthMeters: amount,
  /** Regions in the order in which the way enters them; the first may contain the entry itself. As many as {@link regions}. */
  crossings: z.array(z.object({ deviceId: z.string(), x: z.number(), y: z.number() })),
});
export type Thickness = z.infer<typeof thicknessSchema>;

/**
 * Fewest devices whose loss opens a wholly unobserved way (below the category), between two bounds: the exact number is hard to
 * find for regions of any form.
 */
export const resilienceSchema = z.object({
  lower: z.int().min(0),
  upper: z.int().min(0),
  /** Ids whose loss opens a way; as many as {@link upper}, ascending. */
  devices: z.array(z.string()),
  /** Disjoint sets of ids, each of which shuts all ways by itself; as many as {@link lower}. */
  barriers: z.array(z.array(z.string())),
});
export type Resilience = z.infer<typeof resilienceSchema>;

/** How a plan can be passed at all, whatever the chance: bottleneck, unobserved ground, regions to cross, devices to lose. */
export const breachResultSchema = z.object({
  kind: z.literal('breach'),
  site: gapSiteSchema,
  /** Where {@link breachPathSchema} begins. */
  entry: gapPlaceSchema,
  condition: z.enum(conditions),
  /** Index of the category from which on ground counts as observed, 0 = lowest. */
  category: z.int().min(0),
  breach: breachPathSchema,
  region: unobservedRegionSchema,
  thickness: thicknessSchema,
  resilience: resilienceSchema,
});
export type BreachResult = z.infer<typeof breachResultSchema>;
