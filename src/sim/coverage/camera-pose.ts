import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { fisheyeHalfAngleDegrees, type Head, type OpticalDevice } from '#model/device.ts';
import type { Projection } from '#model/sensor.ts';

/** A direction or point in the local frame: x east, y north, z up. */
export type Vector = readonly [x: number, y: number, z: number];

/**
 * Where an imager stands, how it looks and what its image holds. The axes are unit vectors; `forward` is the optical axis,
 * `right` and `up` point to the image's right and upper edge. Worked out with + − × ÷ only.
 */
export interface CameraPose {
  /** Optical centre on the 1/1024 m grid, local metres. */
  readonly position: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
  /** `right` with the roll removed: level, perpendicular to the heading. */
  readonly levelRight: Vector;
  readonly projection: Projection;
  /** Rectilinear: tangents of half the horizontal and vertical field of view, w / 2f and h / 2f. */
  readonly tangentX: number;
  readonly tangentY: number;
  /** Equidistant: cosine of the angle from the axis at which the image circle ends. */
  readonly cosineOfHalfAngle: number;
  /** Equidistant: that angle, radians. */
  readonly halfAngle: number;
  /**
   * Focal length in pixels. Rectilinear: (N_x / 2) / tan(HFOV / 2) = N_x · f / w, density at depth Z is f_px / Z (IEC 62676-4).
   * Equidistant: radius of the image circle in pixels ÷ θ_max.
   */
  readonly focalPixels: number;
}

/** The aim and the lens of an optical device, which a preset can replace. */
export type Aim = Pick<OpticalDevice, 'headingDegrees' | 'tiltDegrees' | 'focalLengthMillimeters'>;

const oneHead: readonly Head[] = [{ headingDegrees: 0, tiltDegrees: 0 }];

/** One pose per imager: one for each head of a multi-sensor camera, else a single one. All share the optical centre. */
export function cameraPoses(device: OpticalDevice, terrain: TerrainGrid | null, aim: Aim = device): CameraPose[] {
  const heads = device.kind === 'camera' && device.heads.length > 0 ? device.heads : oneHead;
  return heads.map((head) => headPose(device, terrain, aim, head));
}

/** The pose of the first imager. */
export function cameraPose(device: OpticalDevice, terrain: TerrainGrid | null): CameraPose {
  return cameraPoses(device, terrain)[0];
}

/** Optical centre of a device on the 1/1024 m grid, above the ground below it. */
export function devicePosition(
  device: { readonly x: number; readonly y: number; readonly heightMeters: number },
  terrain: TerrainGrid | null,
): Vector {
  const x = quantize(device.x);
  const y = quantize(device.y);
  return [x, y, quantize(groundHeight(terrain, x, y) + device.heightMeters)];
}

function headPose(device: OpticalDevice, terrain: TerrainGrid | null, aim: Aim, head: Head): CameraPose {
  const { sensor } = device;
  const { focalLengthMillimeters } = aim;
  const headingDegrees = aim.headingDegrees + head.headingDegrees;
  const tiltDegrees = aim.tiltDegrees + head.tiltDegrees;
  const sinHeading = sineOfDegrees(headingDegrees);
  const cosHeading = cosineOfDegrees(headingDegrees);
  const sinTilt = sineOfDegrees(tiltDegrees);
  const cosTilt = cosineOfDegrees(tiltDegrees);
  const sinRoll = sineOfDegrees(device.rollDegrees);
  const cosRoll = cosineOfDegrees(device.rollDegrees);
  const levelRight: Vector = [cosHeading, -sinHeading, 0];
  const levelUp: Vector = [sinTilt * sinHeading, sinTilt * cosHeading, cosTilt];
  const equidistant = device.kind === 'camera' && device.projection === 'equidistant';
  const halfAngleDegrees = fisheyeHalfAngleDegrees({ sensor, focalLengthMillimeters });
  const tall = equidistant && sensor.heightMillimeters < sensor.widthMillimeters;
  const pixels = tall ? sensor.heightPixels : sensor.widthPixels;
  const millimeters = tall ? sensor.heightMillimeters : sensor.widthMillimeters;
  return {
    position: devicePosition(device, terrain),
    right: combine(cosRoll, levelRight, -sinRoll, levelUp),
    up: combine(cosRoll, levelUp, sinRoll, levelRight),
    forward: [cosTilt * sinHeading, cosTilt * cosHeading, -sinTilt],
    levelRight,
    projection: equidistant ? 'equidistant' : 'rectilinear',
    tangentX: sensor.widthMillimeters / (2 * focalLengthMillimeters),
    tangentY: sensor.heightMillimeters / (2 * focalLengthMillimeters),
    cosineOfHalfAngle: cosineOfDegrees(halfAngleDegrees),
    halfAngle: (halfAngleDegrees * 3.141592653589793) / 180,
    focalPixels: (pixels * focalLengthMillimeters) / millimeters,
  };
}

function combine(s: number, a: Vector, t: number, b: Vector): Vector {
  return [s * a[0] + t * b[0], s * a[1] + t * b[1], s * a[2] + t * b[2]];
}

/** Depth along the optical axis up to which each density (px/m) is reached, metres: Z_max = f_px / required. */
export function depthLimits(pose: CameraPose, required: readonly number[]): readonly number[] {
  return required.map((pixelsPerMeter) => pose.focalPixels / pixelsPerMeter);
}

/** The corners of a rectilinear image at depth `depth`, relative to the optical centre, metres. */
export function imageCorners(pose: CameraPose, depth: number): readonly Vector[] {
  const { right, up, forward, tangentX, tangentY } = pose;
  const corner = (sx: number, sy: number): Vector => [
    depth * (forward[0] + sx * tangentX * right[0] + sy * tangentY * up[0]),
    depth * (forward[1] + sx * tangentX * right[1] + sy * tangentY * up[1]),
    depth * (forward[2] + sx * tangentX * right[2] + sy * tangentY * up[2]),
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
