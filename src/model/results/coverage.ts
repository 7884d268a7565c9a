import { z } from 'zod';
import { deviceKinds } from '../device.ts';
import { conditions } from '../goal.ts';
import { coverageLayers } from './coverage-bits.ts';

/**
 * Result of a coverage run. Everything countable is in cells; areas are cells × cell area in m².
 * All per-class arrays are "at or above", lowest first: the categories of the density layer, one class in the others.
 */
const counts = z.array(z.int().min(0));
const areas = z.array(z.number().min(0));

export const deviceGroundSchema = z.strictObject({
  condition: z.enum(conditions),
  cells: counts,
  areasSquareMeters: areas,
  /** Cells at or above each class that no other device of the layer covers at or above it. */
  aloneCells: counts,
  /** Window of its bitset in the grid: first row, rows, first word, words per row (32 cells a word). */
  window: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  /** SHA-256 of the little-endian bitset words, all classes, lowest first. */
  bitsetHash: z.string(),
});
export type DeviceGround = z.infer<typeof deviceGroundSchema>;

export const deviceResultSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(deviceKinds),
  /** Null for access control and for what covers no ground. */
  layer: z.enum(coverageLayers).nullable(),
  /** Not `ok`: the device covers nothing and `problem` says why (for example inside a building). */
  status: z.enum(['ok', 'refused']),
  problem: z.string().nullable(),
  remark: z.string().nullable(),
  /** Local metres. */
  position: z.tuple([z.number(), z.number(), z.number()]),
  /** By condition; empty without a layer. */
  ground: z.array(deviceGroundSchema),
  /** Of a PTZ on patrol: expected cells per class at any time by day. */
  patrolCells: z.array(z.number().min(0)).nullable(),
  /** SHA-256 of the facade panels and doors it sees with their classes, and of the lane samples it reads and how well. */
  targetHash: z.string(),
  /** Doors that a camera sees at or above the lowest category. */
  portalsSeen: z.int().min(0),
  /** Residential facade seen at or above the privacy category after masks, m²; null for kinds without a picture. */
  exposedSquareMeters: z.number().min(0).nullable(),
  /** Lanes that an ALPR unit reads; null for other kinds. */
  lanesRead: z.int().min(0).nullable(),
});
export type DeviceResult = z.infer<typeof deviceResultSchema>;

export const layerResultSchema = z.strictObject({
  layer: z.enum(coverageLayers),
  condition: z.enum(conditions),
  cells: counts,
  areasSquareMeters: areas,
  /** Cells covered at or above each class by two or more devices. */
  redundantCells: counts,
  /** Mean number of devices over the cells covered at or above each class; 0 where none is. */
  meanDevices: z.array(z.number().min(0)),
  bitsetHash: z.string(),
});
export type LayerResult = z.infer<typeof layerResultSchema>;

export const goalResultSchema = z.strictObject({
  id: z.string(),
  achieved: z.number().nullable(),
  met: z.boolean(),
  attainment: z.number().min(0).max(1),
  unit: z.enum(['percent', 'money', 'mbps']),
  whole: z.number().min(0),
  wholeUnit: z.enum(['m²', 'portals', 'lane metres', 'street metres', 'controllers', 'weight', '']),
  missing: z.string(),
});

export const portalResultSchema = z.strictObject({
  portalId: z.string(),
  siteId: z.string().nullable(),
  x: z.number(),
  y: z.number(),
  monitored: z.boolean(),
  missing: z.array(z.string()),
  deviceIds: z.array(z.string()),
  seenClass: z.int().min(0),
});

const share = z.number().min(0).max(1);

export const laneResultSchema = z.strictObject({
  streetId: z.string(),
  streetName: z.string().nullable(),
  lane: z.int().min(0),
  deviceId: z.string(),
  read: share,
  readAtNight: share,
  factors: z.strictObject({
    sight: share,
    pixels: share,
    angle: share,
    blur: share,
    light: share,
    recognition: share,
    availability: share,
  }),
  distanceMeters: z.number().min(0),
  pixelsPerMeter: z.number(),
  incidenceDegrees: z.number(),
  blurPixels: z.number().min(0),
  speedKmh: z.number().min(0),
  x: z.number(),
  y: z.number(),
});

export const privacyResultSchema = z.strictObject({
  category: z.string(),
  facadeSquareMeters: z.number().min(0),
  exposedSquareMeters: z.number().min(0),
  exposedUnmaskedSquareMeters: z.number().min(0),
  privateGroundSquareMeters: z.number().min(0),
  exposedGroundSquareMeters: z.number().min(0),
  exposedGroundUnmaskedSquareMeters: z.number().min(0),
});

export const coverageResultSchema = z.strictObject({
  kind: z.literal('sightline-coverage'),
  version: z.literal(2),
  engine: z.string(),
  inputHash: z.string(),
  scene: z.string(),
  scenario: z.string(),
  categorySet: z.string(),
  categories: z.array(z.strictObject({ name: z.string(), pixelsPerMeter: z.number() })),
  /** Lowest and highest point of the target that must be seen; equal for a point. */
  targetHeightMeters: z.number(),
  targetTopMeters: z.number(),
  cellMeters: z.number(),
  grid: z.strictObject({
    minX: z.number(),
    minY: z.number(),
    columns: z.int(),
    rows: z.int(),
  }),
  /** Cells that are ground (not under a standing building). */
  groundCells: z.int(),
  /** In the plan's order. */
  devices: z.array(deviceResultSchema),
  /** The categories by day, of all visible-light cameras together. */
  together: layerResultSchema,
  /** Every layer that some device covers, by condition; `together` is among them where there are cameras. */
  layers: z.array(layerResultSchema),
  goals: z.array(goalResultSchema),
  /** 0 to 100; null without goals. */
  score: z.number().nullable(),
  /** Portals of the plan's sites. */
  access: z.array(portalResultSchema),
  /** Lanes that ALPR units read, the best sample of each. */
  lanes: z.array(laneResultSchema),
  /** Null where the city has no surroundings to be looked into. */
  privacy: privacyResultSchema.nullable(),
  /** Of the plan in total. */
  costs: z.strictObject({
    currency: z.string(),
    capital: z.number(),
    yearly: z.number(),
    bitrateMbps: z.number(),
    storageGigabytes: z.number(),
    powerWatts: z.number(),
  }),
  assumptions: z.array(z.string()),
});
export type CoverageResult = z.infer<typeof coverageResultSchema>;
