import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import type { Camera } from '#model/device.ts';
import type { DensityCategory } from '#model/pixel-density.ts';

/** A direction or point in the local frame: x east, y north, z up. */
export type Vector = readonly [x: number, y: number, z: number];

/**
 * Where a camera stands, how it looks and what its image holds. The axes are unit vectors; `forward` is the optical axis,
 * `right` and `up` point to the image's right and upper edge. Worked out with + − × ÷ only.
 */
export interface CameraPose {
  /** Optical centre on the 1/1024 m grid, local metres. */
  readonly position: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
  /** Tangents of half the horizontal and vertical field of view: w / 2f and h / 2f. */
  readonly tangentX: number;
  readonly tangentY: number;
  /** Focal length in pixels, (N_x / 2) / tan(HFOV / 2) = N_x · f / w. Density at depth Z is f_px / Z (IEC 62676-4). */
  readonly focalPixels: number;
}

export function cameraPose(camera: Camera, terrain: TerrainGrid | null): CameraPose {
  const x = quantize(camera.x);
  const y = quantize(camera.y);
  const z = quantize(groundHeight(terrain, x, y) + camera.heightMeters);
  const sinHeading = sineOfDegrees(camera.headingDegrees);
  const cosHeading = cosineOfDegrees(camera.headingDegrees);
  const sinTilt = sineOfDegrees(camera.tiltDegrees);
  const cosTilt = cosineOfDegrees(camera.tiltDegrees);
  const sinRoll = sineOfDegrees(camera.rollDegrees);
  const cosRoll = cosineOfDegrees(camera.rollDegrees);
  const levelRight: Vector = [cosHeading, -sinHeading, 0];
  const levelUp: Vector = [sinTilt * sinHeading, sinTilt * cosHeading, cosTilt];
  return {
    position: [x, y, z],
    right: combine(cosRoll, levelRight, -sinRoll, levelUp),
    up: combine(cosRoll, levelUp, sinRoll, levelRight),
    forward: [cosTilt * sinHeading, cosTilt * cosHeading, -sinTilt],
    tangentX: camera.sensor.widthMillimeters / (2 * camera.focalLengthMillimeters),
    tangentY: camera.sensor.heightMillimeters / (2 * camera.focalLengthMillimeters),
    focalPixels: (camera.sensor.widthPixels * camera.focalLengthMillimeters) / camera.sensor.widthMillimeters,
  };
}

function combine(s: number, a: Vector, t: number, b: Vector): Vector {
  return [s * a[0] + t * b[0], s * a[1] + t * b[1], s * a[2] + t * b[2]];
}

/** Depth along the optical axis up to which each category is reached, metres: Z_max = f_px / required. Lowest first. */
export function depthLimits(pose: CameraPose, categories: readonly DensityCategory[]): readonly number[] {
  return categories.map((category) => pose.focalPixels / category.pixelsPerMeter);
}

/** The corners of the image at depth `depth`, relative to the optical centre, metres. */
export function imageCorners(pose: CameraPose, depth: number): readonly Vector[] {
  const { right, up, forward, tangentX, tangentY } = pose;
  const corner = (sx: number, sy: number): Vector => [
    depth * (forward[0] + sx * tangentX * right[0] + sy * tangentY * up[0]),
    depth * (forward[1] + sx * tangentX * right[1] + sy * tangentY * up[1]),
    depth * (forward[2] + sx * tangentX * right[2] + sy * tangentY * up[2]),
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
