import type { CameraPose } from './camera-pose.ts';
import { fisheyeDensity, insideCircle } from './fisheye.ts';

/**
 * Pixels per metre of a target (relative to the optical centre) in an imager's picture: on a plane parallel to the sensor for a
 * rectilinear lens (f_px / Z, IEC 62676-4), across the line of sight for a fisheye. 0 outside the image.
 */
export function pixelDensity(pose: CameraPose, x: number, y: number, z: number): number {
  if (pose.projection === 'equidistant') return insideCircle(pose, x, y, z) ? fisheyeDensity(pose, x, y, z) : 0;
  const { right, up, forward, tangentX, tangentY } = pose;
  const depth = forward[0] * x + (forward[1] * y + forward[2] * z);
  if (!(depth > 0)) return 0;
  const across = right[0] * x + (right[1] * y + right[2] * z);
  const above = up[0] * x + (up[1] * y + up[2] * z);
  if (Math.abs(across) > tangentX * depth || Math.abs(above) > tangentY * depth) return 0;
  return pose.focalPixels / depth;
}

/** Density of the worse end of an upright target from z up to z + rise; 0 where one of them is outside the image. */
export function uprightDensity(pose: CameraPose, x: number, y: number, z: number, rise: number): number {
  const foot = pixelDensity(pose, x, y, z);
  return foot === 0 || rise === 0 ? foot : Math.min(foot, pixelDensity(pose, x, y, z + rise));
}
