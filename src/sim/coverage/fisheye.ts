import { degreesOfVector } from '#geo/arctangent.ts';
import { sineOfDegrees } from '#geo/degrees.ts';
import type { CameraPose } from './camera-pose.ts';

/**
 * The equidistant projection r = f_px · θ, its image a circle around the axis. Density of a target v: ‖J·a‖ with J the Jacobian
 * of the projection and a the horizontal unit vector perpendicular to the target's azimuth. With s = |v| and a split into its
 * part across the meridian plane (a_φ) and along it (a_θ): (f_px / s) · √(a_θ² + (a_φ · θ / sin θ)²). With a vertical axis that
 * is f_px · θ / (s · sin θ).
 */

const radiansPerDegree = 3.141592653589793 / 180;

/** Does a target (relative to the optical centre) lie in the image circle? Never the centre itself. */
export function insideCircle(pose: CameraPose, x: number, y: number, z: number): boolean {
  const { forward } = pose;
  const squared = x * x + y * y + z * z;
  const along = forward[0] * x + (forward[1] * y + forward[2] * z);
  return squared > 0 && along >= Math.sqrt(squared) * pose.cosineOfHalfAngle;
}

/** Pixels per metre of a horizontal stretch across the line of sight; NaN at the optical centre. */
export function fisheyeDensity(pose: CameraPose, x: number, y: number, z: number): number {
  const { forward, levelRight, focalPixels } = pose;
  const squared = x * x + y * y + z * z;
  if (squared === 0) return NaN;
  const distance = Math.sqrt(squared);
  const plan = Math.sqrt(x * x + y * y);
  // Straight above or below there is no azimuth; the camera's own right stands in for it.
  const ax = plan === 0 ? levelRight[0] : -y / plan;
  const ay = plan === 0 ? levelRight[1] : x / plan;
  const cx = forward[1] * z - forward[2] * y;
  const cy = forward[2] * x - forward[0] * z;
  const cz = forward[0] * y - forward[1] * x;
  const across = Math.sqrt(cx * cx + cy * cy + cz * cz);
  if (across < 1e-9 * distance) return focalPixels / distance;
  const along = forward[0] * x + (forward[1] * y + forward[2] * z);
  const stretch = (degreesOfVector(across, along) * radiansPerDegree * distance) / across;
  const tangential = (ax * cx + ay * cy) / across;
  const meridional = Math.max(0, 1 - tangential * tangential);
  return (focalPixels / distance) * Math.sqrt(meridional + stretch * stretch * tangential * tangential);
}

/** No target in the image is farther from the optical centre where it has this density, metres; Infinity for whole spheres. */
export function fisheyeReach(pose: CameraPose, pixelsPerMeter: number): number {
  const degrees = (pose.halfAngle * 180) / 3.141592653589793;
  if (degrees > 175) return Number.POSITIVE_INFINITY;
  const stretch = Math.max(1, pose.halfAngle / sineOfDegrees(degrees));
  return ((pose.focalPixels * stretch) / pixelsPerMeter) * (1 + 1e-9) + 1e-3;
}
