import { z } from 'zod';
import { finite } from './fields.ts';

export const sensorSchema = z.strictObject({
  widthPixels: z.int().min(16).max(40_000),
  heightPixels: z.int().min(16).max(40_000),
  widthMillimeters: finite.min(0.5).max(100),
  heightMillimeters: finite.min(0.5).max(100),
});
export type Sensor = z.infer<typeof sensorSchema>;

/**
 * `rectilinear`: straight lines stay straight. `equidistant` (fisheye): distance from the image's centre = f · angle from the
 * axis; its image is the circle of {@link fisheyeHalfAngleDegrees} around the axis, as wide as the sensor's shorter side.
 */
export const projections = ['rectilinear', 'equidistant'] as const;
export type Projection = (typeof projections)[number];
