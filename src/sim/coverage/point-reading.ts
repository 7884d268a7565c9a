import type { PointReading } from '#model/results/coverage-tile.ts';
import { seenFrom } from '../visibility/segment.ts';
import type { VisibilityScene } from '../visibility/visibility-scene.ts';
import type { CameraPose } from './camera-pose.ts';
import { createImageMask, depthOf, insideImage } from './image-mask.ts';

/** A target over one point of the ground, local metres; `open` is false where there is no ground, so that none is seen. */
export interface PointTarget {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly open: boolean;
}

/**
 * How well a camera sees one target: density f_px / Z, category (index, −1 below the lowest or unseen) and slant distance.
 * `limits` as from `depthLimits`. `refused`: the camera stands where it cannot see.
 */
export function readPoint(
  scene: VisibilityScene,
  deviceId: string,
  pose: CameraPose,
  limits: readonly number[],
  refused: boolean,
  target: PointTarget,
): PointReading {
  const [ox, oy, oz] = pose.position;
  const x = target.x - ox;
  const y = target.y - oy;
  const z = target.z - oz;
  const mask = createImageMask(pose);
  const inside = insideImage(mask, x, y, z);
  const depth = depthOf(mask, x, y, z);
  const seen = inside && !refused && target.open && seenFrom(scene, ox, oy, oz, target.x, target.y, target.z);
  let category = -1;
  if (seen) while (category + 1 < limits.length && depth <= limits[category + 1]) category += 1;
  return {
    deviceId,
    seen,
    pixelsPerMeter: inside ? pose.focalPixels / depth : NaN,
    category,
    distanceMeters: Math.sqrt(x * x + y * y + z * z),
  };
}
