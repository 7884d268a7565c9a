import type { OpticalDevice } from '#model/device.ts';
import type { Sensor } from '#model/sensor.ts';

/** Formulas of a rectilinear camera for panels; sources: DOMAIN of the product, "Camera geometry". Angles in degrees. */

const radians = Math.PI / 180;

/** Horizontal field of view, 2·atan(w / 2f). */
export function horizontalFieldOfView(sensor: Sensor, focalLengthMillimeters: number): number {
  return (2 * Math.atan(sensor.widthMillimeters / (2 * focalLengthMillimeters))) / radians;
}

/** Vertical field of view, 2·atan(h / 2f). */
export function verticalFieldOfView(sensor: Sensor, focalLengthMillimeters: number): number {
  return (2 * Math.atan(sensor.heightMillimeters / (2 * focalLengthMillimeters))) / radians;
}

/** Focal length, millimetres, that gives a horizontal field of view: w / (2·tan(HFOV/2)). */
export function focalLengthFor(sensor: Sensor, fieldOfViewDegrees: number): number {
  return sensor.widthMillimeters / (2 * Math.tan((fieldOfViewDegrees / 2) * radians));
}

/** Focal length in pixels, f · N_x / w: pixels per metre at one metre of depth. */
export function focalLengthPixels(camera: Pick<OpticalDevice, 'sensor' | 'focalLengthMillimeters'>): number {
  return (camera.focalLengthMillimeters * camera.sensor.widthPixels) / camera.sensor.widthMillimeters;
}

/** Depth along the optical axis, metres, up to which a plane parallel to the sensor has this density: f_px / required. */
export function rangeForDensity(
  camera: Pick<OpticalDevice, 'sensor' | 'focalLengthMillimeters'>,
  pixelsPerMeter: number,
): number {
  return focalLengthPixels(camera) / pixelsPerMeter;
}

/**
 * Where the vertical field of view meets a level plane at target height, along the principal azimuth, as horizontal
 * distance in metres from the camera. `near` is 0 when the camera sees straight down, `far` is Infinity when the upper edge of
 * the image reaches the horizon; null when the plane is not in the image at all. Level ground; heights above it.
 */
export function groundReach(
  camera: OpticalDevice,
  targetHeightMeters: number,
): { readonly near: number; readonly far: number } | null {
  const rise = camera.heightMeters - targetHeightMeters;
  const half = verticalFieldOfView(camera.sensor, camera.focalLengthMillimeters) / 2;
  const lower = camera.tiltDegrees + half;
  const upper = camera.tiltDegrees - half;
  if (rise <= 0 || lower <= 0) return null;
  const near = lower >= 90 ? 0 : rise / Math.tan(lower * radians);
  const far = upper <= 0 ? Number.POSITIVE_INFINITY : rise / Math.tan(Math.min(upper, 90) * radians);
  return { near, far };
}

/**
 * Pixel density at a horizontal distance along the principal azimuth on the plane at target height: f_px / Z with
 * Z = d·cos(tilt) + (H − h_t)·sin(tilt). px/m.
 */
export function densityAtDistance(camera: OpticalDevice, targetHeightMeters: number, distanceMeters: number): number {
  const tilt = camera.tiltDegrees * radians;
  const depth = distanceMeters * Math.cos(tilt) + (camera.heightMeters - targetHeightMeters) * Math.sin(tilt);
  return depth > 0 ? focalLengthPixels(camera) / depth : Number.NaN;
}
