import { z } from 'zod';
import { siteKinds, zoneKinds } from './city.ts';
import { amount, coordinate, finite, recordId, reference, rings, text } from './fields.ts';
import { cutoverPolicies } from './rollout/rollout-records.ts';

/** What a plan consists of beside devices and goals. */

/** A critical location of the plan. */
export const planSiteSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  kind: z.enum(siteKinds),
  /** Site of the city that it is; its perimeter holds where {@link rings} is empty. */
  featureId: text(200).nullable().default(null),
  x: coordinate,
  y: coordinate,
  rings: rings.default([]),
  /** Where nothing gives a perimeter, metres around (x, y). */
  radiusMeters: finite.min(1).max(5000).default(50),
  /** Portals of the city that belong to it; empty: those of the buildings and barriers within the perimeter. */
  portalIds: z.array(text(200).min(1)).max(1000).default([]),
  agency: reference.default(null),
  notes: text(5000).default(''),
});
export type PlanSite = z.infer<typeof planSiteSchema>;

export const planZoneSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  /** `privacy`: masked out of the picture of every camera. */
  kind: z.enum(zoneKinds),
  rings: rings.min(1),
  notes: text(5000).default(''),
});
export type PlanZone = z.infer<typeof planZoneSchema>;

export const phaseSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  description: text(5000).default(''),
  /** ISO dates; null: open. */
  start: z.iso.date().nullable().default(null),
  end: z.iso.date().nullable().default(null),
  budget: amount.nullable().default(null),
  /** Phases that must be done before it begins. */
  after: z.array(recordId).max(100).default([]),
  /** What becomes of old units that its devices replace; null: as the rollout says. */
  policy: z.enum(cutoverPolicies).nullable().default(null),
});
export type Phase = z.infer<typeof phaseSchema>;

export const agencySchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  kind: z.enum(['police', 'transit', 'traffic', 'it', 'fire', 'school', 'city', 'private', 'other']),
  contact: text(500).default(''),
  /** Partners: `registered` gives location and contact only, `integrated` gives access as agreed. */
  tier: z.enum(['owner', 'registered', 'integrated']).default('owner'),
});
export type Agency = z.infer<typeof agencySchema>;

/** Who lets whom use which devices, for what and when. */
export const agreementSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  from: recordId,
  to: recordId,
  access: z.enum(['always', 'on-alarm', 'emergency', 'recordings']),
  purposes: z.array(text(200)).max(50).default([]),
  retentionDays: finite.min(0).max(3650).nullable().default(null),
  onwardSharing: z.boolean().default(false),
  until: z.iso.date().nullable().default(null),
  notes: text(5000).default(''),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** A switch, cabinet, radio gateway or building that devices hang on. */
export const networkNodeSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  kind: z.enum(['switch', 'gateway', 'centre']),
  x: coordinate,
  y: coordinate,
  /** Of the antenna above the ground, metres. */
  heightMeters: finite.min(0).max(1000).default(3),
  /** PoE that all ports share, W; 0: none. */
  poeBudgetWatts: finite.min(0).max(100_000).default(0),
  ports: z.int().min(0).max(10_000).default(8),
  /** IoT radio, metres; 0: none. */
  radioReachMeters: finite.min(0).max(50_000).default(0),
  price: amount.default(0),
  yearly: amount.default(0),
  mtbfHours: finite.min(1).max(1e8).default(200_000),
  mttrHours: finite.min(0).max(1e6).default(24),
});
export type NetworkNode = z.infer<typeof networkNodeSchema>;

export const networkLinkSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  /** Network nodes. */
  from: recordId,
  to: recordId,
  medium: z.enum(['fibre', 'copper', 'radio', 'mobile']),
  capacityMbps: finite.min(0).max(1e6),
  /** Of a radio link; the Fresnel zone hangs on it. */
  frequencyGHz: finite.min(0.1).max(300).default(5.8),
  price: amount.default(0),
  yearly: amount.default(0),
});
export type NetworkLink = z.infer<typeof networkLinkSchema>;

export const powerFeedSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  x: coordinate,
  y: coordinate,
  capacityWatts: finite.min(0).max(1e7),
  /** Runs on without the grid for so long, hours. */
  backupHours: finite.min(0).max(1000).default(0),
  price: amount.default(0),
});
export type PowerFeed = z.infer<typeof powerFeedSchema>;

export const stationSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  agency: reference.default(null),
  x: coordinate,
  y: coordinate,
  /** Mean time to set out, and its spread, seconds. */
  turnoutSeconds: finite.min(0).max(7200).default(90),
  turnoutSpreadSeconds: finite.min(0).max(7200).default(30),
});
export type Station = z.infer<typeof stationSchema>;

export const budgetSchema = z.strictObject({
  currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'CAD', 'AUD']).default('EUR'),
  capital: amount.nullable().default(null),
  yearly: amount.nullable().default(null),
});
export type Budget = z.infer<typeof budgetSchema>;
