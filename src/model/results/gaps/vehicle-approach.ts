import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, chance, connectivitySchema, gapPlaceSchema, gapSiteSchema, line } from './common.ts';

/** The drive to a site on which the plan is least likely to notice the vehicle. */

/** A stretch of the drive within which the same devices watch. */
export const driveStretchSchema = z.object({
  fromMeters: amount,
  toMeters: amount,
  /** Best class of a camera there: 0 none, then the categories, lowest first. */ class: z.int().min(0),
  deviceIds: z.array(z.string()),
});
export type DriveStretch = z.infer<typeof driveStretchSchema>;

/** What one device does on a drive. */
export const driveDeviceSchema = z.object({
  deviceId: z.string(),
  /** Seconds within its sight; 0 for an ALPR unit. */ seconds: amount,
  /** What it adds to −ln of the chance of staying unobserved. */ exposure: amount,
  /** Chance of staying unobserved on this drive without it. */ unobservedWithout: chance,
});
export type DriveDevice = z.infer<typeof driveDeviceSchema>;

export const driveSchema = z.object({
  entry: gapPlaceSchema,
  xy: line,
  lengthMeters: amount,
  seconds: amount,
  /** Chance that no camera notices it and no unit reads its plate, exp(−Σ). */ unobserved: chance,
  /** Share of its length that no camera watches at the question's category, 0 to 1. */ unwatchedShare: chance,
  /** Seconds per best class: 0 none, then the categories. */ secondsByClass: z.array(amount),
  stretches: z.array(driveStretchSchema),
  /** ALPR units passed, in order, and the chance that each reads the plate on that stretch. */
  reads: z.array(z.object({ deviceId: z.string(), atMeters: amount, read: chance })),
  /** What matters most comes first. */ devices: z.array(driveDeviceSchema),
  /** Longest unwatched stretch; null: none. */
  weakest: z.object({ place: gapPlaceSchema, fromMeters: amount, toMeters: amount }).nullable(),
});
export type Drive = z.infer<typeof driveSchema>;

export const vehicleApproachResultSchema = z.object({
  kind: z.literal('vehicle-approach'),
  site: gapSiteSchema,
  condition: z.enum(conditions),
  /** Index of the category from which on a vehicle counts as observed. */
  category: z.int().min(0),
  connectivity: connectivitySchema,
  /** Where the drive ends: nearest point of a street for cars, and how far from the site. */
  end: gapPlaceSchema,
  endMeters: amount,
  /** Entries that were tried, and those from which no way leads. */ entries: z.int().min(0),
  unreached: z.int().min(0),
  best: driveSchema,
  /** From other entries, the least observed first. */ others: z.array(driveSchema),
  /** The fastest drive from the entry of {@link best}, for comparison. */ fastest: driveSchema,
  notes: z.array(z.string()),
});
export type VehicleApproachResult = z.infer<typeof vehicleApproachResultSchema>;
