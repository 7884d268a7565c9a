import type { Device, OpticalDevice } from '#model/device.ts';
import { dot, type Vector } from '../controls/view-rays.ts';
import { mainEye } from './image-eye.ts';

const degrees = 180 / Math.PI;

/** Widest and narrowest lens that a drag sets, as tangents of half the horizontal field of view: 127° and 2.3°. */
const widestTangent = 2;
const narrowestTangent = 0.02;
/** Farthest that the point one aims by is drawn, metres along the axis. */
const farthestAimMeters = 150;
/** Nearest target that a direction can be taken from, metres. */
const nearestTargetMeters = 0.05;

/** Heading and tilt that put a point into the middle of the image; null where the point is at the camera. */
export function aimAt(
  camera: OpticalDevice,
  groundZ: number,
  target: Vector,
): Pick<OpticalDevice, 'headingDegrees' | 'tiltDegrees'> | null {
  const dx = target[0] - camera.x;
  const dy = target[1] - camera.y;
  const across = Math.hypot(dx, dy);
  const drop = groundZ + camera.heightMeters - target[2];
  if (Math.hypot(across, drop) < nearestTargetMeters) return null;
  const headingDegrees =
    across < nearestTargetMeters ? camera.headingDegrees : (Math.atan2(dx, dy) * degrees + 360) % 360;
  return { headingDegrees, tiltDegrees: Math.atan2(drop, across) * degrees };
}

/** Heading towards a point; null where the point is at the device. */
export function headingTo(device: Pick<Device, 'x' | 'y'>, x: number, y: number): number | null {
  const [dx, dy] = [x - device.x, y - device.y];
  if (Math.hypot(dx, dy) < nearestTargetMeters) return null;
  return (Math.atan2(dx, dy) * degrees + 360) % 360;
}

/** Focal length with which a point lies on the left or right edge of the image; null where it is not before the camera. */
export function widenTo(
  camera: OpticalDevice,
  groundZ: number,
  target: Vector,
): Pick<OpticalDevice, 'focalLengthMillimeters'> | null {
  const { origin, forward, right } = mainEye(camera, groundZ);
  const d: Vector = [target[0] - origin[0], target[1] - origin[1], target[2] - origin[2]];
  const depth = dot(d, forward);
  if (depth < nearestTargetMeters) return null;
  const tangent = Math.min(widestTangent, Math.max(narrowestTangent, Math.abs(dot(d, right)) / depth));
  return { focalLengthMillimeters: camera.sensor.widthMillimeters / (2 * tangent) };
}

/** The point one aims a camera by, and the edges of the image beside it. */
export interface AimPoint {
  readonly point: Vector;
  readonly left: Vector;
  readonly right: Vector;
  /** Along the axis, metres: both the distance and the depth. */
  readonly distanceMeters: number;
}

/**
 * Where the optical axis meets the plane at target height or a solid before it, at most 150 m away.
 *
 * @param planeZ height of the plane of targets at the camera
 * @param obstacle distance to the first solid along a unit direction, or null
 */
export function aimPoint(
  camera: OpticalDevice,
  groundZ: number,
  planeZ: number,
  obstacle: (origin: Vector, direction: Vector, far: number) => number | null,
): AimPoint {
  const { origin, forward, right, tangentX } = mainEye(camera, groundZ);
  const toPlane = forward[2] < 0 && origin[2] > planeZ ? (planeZ - origin[2]) / forward[2] : Number.POSITIVE_INFINITY;
  const free = Math.min(toPlane, farthestAimMeters);
  const distanceMeters = obstacle(origin, forward, free) ?? free;
  const at = (u: number): Vector =>
    [0, 1, 2].map((i) => origin[i] + distanceMeters * (forward[i] + u * tangentX * right[i])) as unknown as Vector;
  return { point: at(0), left: at(-1), right: at(1), distanceMeters };
}

/**
 * Heading of a camera that slides from one wall to another: it keeps its angle to the wall it started from. From elsewhere it
 * keeps its heading, unless that would look into the wall.
 */
export function turnWithWall(startHeading: number, startWall: number | null, wall: number | null): number {
  if (wall === null) return startHeading;
  if (startWall !== null) return (startHeading + wall - startWall + 720) % 360;
  const off = Math.abs(((startHeading - wall + 540) % 360) - 180);
  return off > 90 ? wall : startHeading;
}
