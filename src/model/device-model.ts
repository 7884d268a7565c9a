import { z } from 'zod';
import { accessFunctions, headSchema, plateRegions, sitingScales } from './device.ts';
import { amount, finite, recordId, text } from './fields.ts';
import { projections, sensorSchema } from './sensor.ts';

/**
 * Catalogue models. The shipped ones (`model/catalogue`) are generic and name no brand; a plan's own `catalogue` adds to them and
 * replaces those of the same id. What is not from a stated source is an assumption and is shown as one.
 */

const watts = finite.min(0).max(10_000);
const focal = finite.min(0.5).max(2000);

const shared = {
  id: recordId,
  name: text(200).min(1),
  /** Where the figures come from; begins with “assumption” where they are one. */
  source: text(1000).min(1),
  /** One unit, what fixing it costs, and what it costs a year, in the plan's currency. */
  price: amount,
  priceSource: text(500).default('assumption'),
  installation: amount,
  yearly: amount,
  /** Drawn at its input, at most. */
  powerWatts: watts,
  powerOver: z.enum(['poe', 'mains', 'battery', 'none']).default('poe'),
  /** Sent over the network on average, Mbit/s; video without a figure is estimated from pixels and frame rate. */
  bitrateMbps: finite.min(0).max(10_000).nullable().default(null),
  /** Mean time between failures and to repair, hours. */
  mtbfHours: finite.min(1).max(1e8),
  mttrHours: finite.min(0).max(1e6),
  /** Above the ground, where nothing it snaps to says otherwise, metres. */
  mountHeightMeters: finite.min(0.1).max(100),
};

const optics = {
  sensor: sensorSchema,
  /** For example 1/1.8″. */
  sensorFormat: text(40).default(''),
  focalLengthMinimum: focal,
  focalLengthMaximum: focal,
  /** It is placed with this one. */
  focalLength: focal,
  tiltDegrees: finite.min(-90).max(90).default(12),
  framesPerSecond: finite.min(0.01).max(1000).default(15),
  codec: z.enum(['h264', 'h265']).default('h264'),
  infraredReachMeters: finite.min(0).max(2000).default(0),
};

export const cameraForms = ['fixed', 'varifocal', 'ptz', 'fisheye', 'multi-sensor', 'thermal'] as const;
export type CameraForm = (typeof cameraForms)[number];

export const deviceModelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('camera'),
    ...shared,
    ...optics,
    form: z.enum(cameraForms),
    projection: z.enum(projections).default('rectilinear'),
    heads: z.array(headSchema).max(16).default([]),
  }),
  z.strictObject({
    kind: z.literal('alpr'),
    ...shared,
    ...optics,
    /** As sold; how many it really reads is a result. */
    lanes: z.int().min(1).max(8),
    plates: z.enum(plateRegions).default('eu'),
    exposureSeconds: finite.min(1e-6).max(1).default(0.001),
  }),
  z.strictObject({ kind: z.literal('access'), ...shared, functions: z.array(z.enum(accessFunctions)).min(1).max(5) }),
  z.strictObject({ kind: z.literal('acoustic'), ...shared, rangeMeters: finite.min(1).max(5000) }),
  z.strictObject({
    kind: z.literal('radar'),
    ...shared,
    nearMeters: finite.min(0).max(1000),
    farMeters: finite.min(1).max(1000),
    fieldDegrees: finite.min(1).max(360),
    lanes: z.int().min(1).max(64),
  }),
  z.strictObject({ kind: z.literal('air'), ...shared, sitingScale: z.enum(sitingScales), measures: text(200) }),
  z.strictObject({ kind: z.literal('light'), ...shared, radio: text(100) }),
  z.strictObject({ kind: z.literal('phone'), ...shared }),
]);
export type DeviceModel = z.infer<typeof deviceModelSchema>;
export type CameraModel = Extract<DeviceModel, { kind: 'camera' }>;
export type AlprModel = Extract<DeviceModel, { kind: 'alpr' }>;
