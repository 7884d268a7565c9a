import type { Camera } from '#model/device.ts';
import type { Vector } from '../controls/view-rays.ts';

/** Optical centre and axes of a device camera, local frame. */
export interface CameraAxes {
  readonly origin: Vector;
  readonly forward: Vector;
  /** To the right and to the top of the image. */
  readonly right: Vector;
  readonly up: Vector;
  /** Tangents of half the horizontal and vertical fields of view. */
  readonly tangentX: number;
  readonly tangentY: number;
}

const radians = Math.PI / 180;

/** @param groundZ height of the ground below the camera */
export function cameraAxes(camera: Camera, groundZ: number): CameraAxes {
  const heading = camera.headingDegrees * radians;
  const tilt = camera.tiltDegrees * radians;
  const roll = camera.rollDegrees * radians;
  const forward: Vector = [Math.sin(heading) * Math.cos(tilt), Math.cos(heading) * Math.cos(tilt), -Math.sin(tilt)];
  const level: Vector = [Math.cos(heading), -Math.sin(heading), 0];
  const upright: Vector = [Math.sin(heading) * Math.sin(tilt), Math.cos(heading) * Math.sin(tilt), Math.cos(tilt)];
  // Clockwise seen from behind: the right side of the image goes down.
  const mix = (a: Vector, ka: number, b: Vector, kb: number): Vector => [
    a[0] * ka + b[0] * kb,
    a[1] * ka + b[1] * kb,
    a[2] * ka + b[2] * kb,
  ];
  return {
    origin: [camera.x, camera.y, groundZ + camera.heightMeters],
    forward,
    right: mix(level, Math.cos(roll), upright, -Math.sin(roll)),
    up: mix(level, Math.sin(roll), upright, Math.cos(roll)),
    tangentX: camera.sensor.widthMillimeters / (2 * camera.focalLengthMillimeters),
    tangentY: camera.sensor.heightMillimeters / (2 * camera.focalLengthMillimeters),
  };
}

/** Ground below the targets that the image shows, from left to right; `near` and `far` have the same length. */
export interface ViewFan {
  readonly apex: Vector;
  readonly near: readonly Vector[];
  readonly far: readonly Vector[];
}

export interface ViewFanOptions {
  /** Columns of the image that are followed. */
  readonly steps: number;
  /** Height of what is looked for above the ground, metres. */
  readonly targetHeightMeters: number;
  /** Depth along the axis at which the fan ends, metres. */
  readonly depthMeters: number;
  readonly groundHeight: (x: number, y: number) => number;
  /** Distance to the first solid along a unit direction, within `far`; null when there is none. */
  readonly obstacle: (origin: Vector, direction: Vector, far: number) => number | null;
}

/**
 * Targets in the image of a camera up to a depth, cut at the first solid of each column. A drawing aid: what the camera
 * covers is computed by the engine. Null when the image shows none within the depth.
 */
export function viewFan(camera: Camera, options: ViewFanOptions): ViewFan | null {
  const groundZ = options.groundHeight(camera.x, camera.y);
  const axes = cameraAxes(camera, groundZ);
  const targetZ = groundZ + options.targetHeightMeters;
  const near: Vector[] = [];
  const far: Vector[] = [];
  for (let i = 0; i <= options.steps; i += 1) {
    const column = groundColumn(axes, (2 * i) / options.steps - 1, targetZ, options.depthMeters);
    if (column === null) continue;
    const end = cutAtSolid(axes.origin, column.far, options);
    const start = planDistance(axes.origin, column.near) > planDistance(axes.origin, end) ? end : column.near;
    near.push(drape(start, options));
    far.push(drape(end, options));
  }
  return far.length < 2 ? null : { apex: axes.origin, near, far };
}

/**
 * Nearest and farthest target in one column of the image (u from −1 left to 1 right), on the level plane at `targetZ`. A pixel's ray O + Z·(f + u·tx·r + v·ty·up) meets it at Z = −H / (f_z + u·tx·r_z + v·ty·up_z).
 */
function groundColumn(
  axes: CameraAxes,
  u: number,
  targetZ: number,
  depth: number,
): { near: Vector; far: Vector } | null {
  const { origin, forward, right, up, tangentX, tangentY } = axes;
  const height = origin[2] - targetZ;
  const fall = forward[2] + u * tangentX * right[2];
  const lift = tangentY * up[2];
  if (height <= 0 || lift <= 0) return null;
  const at = (v: number, z: number): Vector => [
    origin[0] + z * (forward[0] + u * tangentX * right[0] + v * tangentY * up[0]),
    origin[1] + z * (forward[1] + u * tangentX * right[1] + v * tangentY * up[1]),
    targetZ,
  ];
  const bottom = fall - lift;
  if (bottom >= 0 || -height / bottom >= depth) return null;
  const top = fall + lift;
  const topDepth = top < 0 ? -height / top : Number.POSITIVE_INFINITY;
  const near = at(-1, -height / bottom);
  if (topDepth <= depth) return { near, far: at(1, topDepth) };
  return { near, far: at((-height / depth - fall) / lift, depth) };
}

function cutAtSolid(origin: Vector, far: Vector, options: ViewFanOptions): Vector {
  const d: Vector = [
    far[0] - origin[0],
    far[1] - origin[1],
    options.groundHeight(far[0], far[1]) + options.targetHeightMeters - origin[2],
  ];
  const length = Math.hypot(d[0], d[1], d[2]);
  const hit = options.obstacle(origin, [d[0] / length, d[1] / length, d[2] / length], length);
  if (hit === null) return far;
  return [origin[0] + (d[0] / length) * hit, origin[1] + (d[1] / length) * hit, far[2]];
}

function drape(point: Vector, options: ViewFanOptions): Vector {
  return [point[0], point[1], options.groundHeight(point[0], point[1])];
}

function planDistance(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
