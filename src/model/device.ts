import { z } from 'zod';
import { coordinate, finite, heading, recordId, reference, text } from './fields.ts';
import { projections, sensorSchema } from './sensor.ts';

/** One placed device. Each kind has its own meaning of coverage (see docs/device-kinds.md). */

export const mountingKinds = ['pole', 'lamp', 'signal', 'wall', 'roof', 'portal', 'free'] as const;
export const mountingSchema = z.strictObject({
  kind: z.enum(mountingKinds),
  /** Id of the mount, building or portal it is fixed to; null where it stands by itself. */
  featureId: text(200).nullable(),
});
export type Mounting = z.infer<typeof mountingSchema>;

/** Where a device is in its life. `existing`: stands in the city already and is no part of what is planned. */
export const deviceStates = ['planned', 'approved', 'installed', 'live', 'existing', 'retired'] as const;
export type DeviceState = (typeof deviceStates)[number];

const shared = {
  id: recordId,
  name: text(200).min(1),
  x: coordinate,
  y: coordinate,
  /** Of what observes (optical centre, antenna, microphone) above the ground below it, metres. */
  heightMeters: finite.min(0.1).max(1000),
  headingDegrees: heading.default(0),
  mounting: mountingSchema.default({ kind: 'free', featureId: null }),
  /** Id of the catalogue model: prices, power, bitrate and reliability come from there. */
  model: text(200).default(''),
  notes: text(5000).default(''),
  phase: reference.default(null),
  /** Owner. */
  agency: reference.default(null),
  /** Why it is there, in words; every camera needs one. */
  purpose: text(500).default(''),
  legalBasis: text(500).default(''),
  /** Days that its data is kept; null: not settled. */
  retentionDays: finite.min(0).max(3650).nullable().default(null),
  state: z.enum(deviceStates).default('planned'),
  /** Cannot be moved or changed until it is unlocked. */
  locked: z.boolean().default(false),
  /** To be taken down once this phase is accepted; null: stays. */
  retiredInPhase: reference.default(null),
  /** Devices that take its place, for the cutover; empty: those of that phase in the same site group. */
  replacedBy: z.array(recordId).max(1000).default([]),
  /** Switch or gateway it is connected to, and power feed. */
  uplink: reference.default(null),
  powerFeed: reference.default(null),
  /** Where it was imported from (`node/123`, row of a table); empty where it was placed here. */
  sourceId: text(200).default(''),
};

export const presetSchema = z.strictObject({
  id: recordId,
  name: text(100),
  headingDegrees: heading,
  tiltDegrees: finite.min(-90).max(90),
  focalLengthMillimeters: finite.min(0.5).max(2000),
  /** Part of a patrol's time, any unit: shares are divided by their sum. */
  share: finite.min(0).max(1e6),
});
export type Preset = z.infer<typeof presetSchema>;

/** One imager of a multi-sensor camera, relative to the camera's own heading and tilt. */
export const headSchema = z.strictObject({
  headingDegrees: heading,
  tiltDegrees: finite.min(-90).max(90),
});
export type Head = z.infer<typeof headSchema>;

const optics = {
  /** Below the horizon, positive down. */
  tiltDegrees: finite.min(-90).max(90),
  /** Clockwise seen from behind the camera. */
  rollDegrees: finite.min(-180).max(180).default(0),
  /** Of each imager. */
  sensor: sensorSchema,
  focalLengthMillimeters: finite.min(0.5).max(2000),
  /** Its own light reaches so far at night, metres; 0: it has none. */
  infraredReachMeters: finite.min(0).max(2000).default(0),
};

export const cameraSchema = z.strictObject({
  kind: z.literal('camera'),
  ...shared,
  ...optics,
  projection: z.enum(projections).default('rectilinear'),
  /** Thermal cameras need no light; pixel-density categories do not hold for them. */
  spectrum: z.enum(['visible', 'thermal']).default('visible'),
  /** Empty: one imager that looks along heading and tilt. */
  heads: z.array(headSchema).max(16).default([]),
  /** Of a PTZ: what it looks at in turn. Coverage counts where it looks now (heading, tilt, lens); presets share a patrol's time. */
  presets: z.array(presetSchema).max(64).default([]),
});
export type Camera = z.infer<typeof cameraSchema>;

export const plateRegions = ['us', 'eu'] as const;
export type PlateRegion = (typeof plateRegions)[number];

export const alprSchema = z.strictObject({
  kind: z.literal('alpr'),
  ...shared,
  ...optics,
  plates: z.enum(plateRegions).default('eu'),
  exposureSeconds: finite.min(1e-6).max(1).default(0.001),
});
export type AlprUnit = z.infer<typeof alprSchema>;

/** What one element of a door or gate does. A portal is locked and monitored when all of them are there together. */
export const accessFunctions = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'] as const;
export type AccessFunction = (typeof accessFunctions)[number];

export const accessSchema = z.strictObject({
  kind: z.literal('access'),
  ...shared,
  /** Portal of the city that it secures; null: none yet. */
  portalId: text(200).nullable().default(null),
  functions: z.array(z.enum(accessFunctions)).max(5).default([]),
});
export type AccessUnit = z.infer<typeof accessSchema>;

export const acousticSchema = z.strictObject({
  kind: z.literal('acoustic'),
  ...shared,
  /** A shot is heard so far, metres. */
  rangeMeters: finite.min(1).max(5000).default(400),
});

export const radarSchema = z.strictObject({
  kind: z.literal('radar'),
  ...shared,
  /** Side-fire: lanes between near and far, within half the field to both sides of the heading. */
  nearMeters: finite.min(0).max(1000).default(1.8),
  farMeters: finite.min(1).max(1000).default(76),
  fieldDegrees: finite.min(1).max(360).default(90),
});

export const sitingScales = ['micro', 'middle', 'neighbourhood', 'urban'] as const;
export type SitingScale = (typeof sitingScales)[number];

export const airSchema = z.strictObject({
  kind: z.literal('air'),
  ...shared,
  /** How large an area it stands for; the radius per scale is an assumption of the plan. */
  sitingScale: z.enum(sitingScales).default('middle'),
});

export const lightSchema = z.strictObject({
  kind: z.literal('light'),
  ...shared,
  /** Street lamp that it controls. */
  assetId: text(200).nullable().default(null),
});

export const phoneSchema = z.strictObject({ kind: z.literal('phone'), ...shared });

export const deviceSchema = z.discriminatedUnion('kind', [
  cameraSchema,
  alprSchema,
  accessSchema,
  acousticSchema,
  radarSchema,
  airSchema,
  lightSchema,
  phoneSchema,
]);
export type Device = z.infer<typeof deviceSchema>;
export type DeviceKind = Device['kind'];
export const deviceKinds = ['camera', 'alpr', 'access', 'acoustic', 'radar', 'air', 'light', 'phone'] as const;

/** A device that forms an image. */
export type OpticalDevice = Camera | AlprUnit;

export function isOptical(device: Device): device is OpticalDevice {
  return device.kind === 'camera' || device.kind === 'alpr';
}

export function isCamera(device: Device): device is Camera {
  return device.kind === 'camera';
}

/** Half the angle that an equidistant image circle holds, degrees: θ_max = (shorter side / 2) / f. */
export function fisheyeHalfAngleDegrees(device: Pick<OpticalDevice, 'sensor' | 'focalLengthMillimeters'>): number {
  const { widthMillimeters, heightMillimeters } = device.sensor;
  const radians = Math.min(widthMillimeters, heightMillimeters) / 2 / device.focalLengthMillimeters;
  return Math.min(180, (radians * 180) / Math.PI);
}
