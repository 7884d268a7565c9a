import type { OpticalDevice } from '#model/device.ts';
import type { Vector } from '../controls/view-rays.ts';
import { type Aim, type ImageEye, imageEyes, isInImage, projectToImage } from './image-eye.ts';

/** Ground below the targets that an image shows, from left to right; `near` and `far` have the same length. */
export interface ViewFan {
  readonly apex: Vector;
  readonly near: readonly Vector[];
  readonly far: readonly Vector[];
  /** All round: the first and the last column are the same. */
  readonly closed: boolean;
}

export interface ViewFanOptions {
  /** Columns of the image that are followed. */
  readonly steps: number;
  /** Height of what is looked for above the ground, metres. */
  readonly targetHeightMeters: number;
  /** Least density to which the fan reaches, px/m. */
  readonly pixelsPerMeter: number;
  /** In place of the device's own aim: a preset. */
  readonly aim?: Aim;
  readonly groundHeight: (x: number, y: number) => number;
  /** Distance to the first solid along a unit direction, within `far`; null when there is none. */
  readonly obstacle: (origin: Vector, direction: Vector, far: number) => number | null;
}

/**
 * Targets in the images of a device down to a density, cut at the first solid of each column; one fan per imager that shows
 * any. A drawing aid: what the device covers is computed by the engine.
 */
export function viewFans(device: OpticalDevice, options: ViewFanOptions): ViewFan[] {
  const groundZ = options.groundHeight(device.x, device.y);
  return imageEyes(device, groundZ, options.aim)
    .map((eye) =>
      eye.projection === 'equidistant' ? circleFan(eye, groundZ, options) : flatFan(eye, groundZ, options),
    )
    .filter((fan) => fan !== null);
}

function flatFan(eye: ImageEye, groundZ: number, options: ViewFanOptions): ViewFan | null {
  const targetZ = groundZ + options.targetHeightMeters;
  const depth = eye.focalPixels / options.pixelsPerMeter;
  const near: Vector[] = [];
  const far: Vector[] = [];
  for (let i = 0; i <= options.steps; i += 1) {
    const column = groundColumn(eye, (2 * i) / options.steps - 1, targetZ, depth);
    if (column === null) continue;
    const end = cutAtSolid(eye.origin, column.far, options);
    const start = planDistance(eye.origin, column.near) > planDistance(eye.origin, end) ? end : column.near;
    near.push(drape(start, options));
    far.push(drape(end, options));
  }
  return far.length < 2 ? null : { apex: eye.origin, near, far, closed: false };
}

/** Samples along an azimuth, and halvings to each end of what the circle shows. */
const circleSamples = 24;
const circleHalvings = 16;

/** A fisheye's circle on the plane of targets, azimuth by azimuth. */
function circleFan(eye: ImageEye, groundZ: number, options: ViewFanOptions): ViewFan | null {
  const height = eye.origin[2] - groundZ - options.targetHeightMeters;
  if (height <= 0) return null;
  const targetZ = groundZ + options.targetHeightMeters;
  // Where the density falls to the wanted one at right angles to the axis or nearer: f·θ / (s·sin θ) ≤ f·π / (2s) there.
  const reach = ((Math.PI / 2) * eye.focalPixels) / options.pixelsPerMeter;
  const steps = Math.max(24, options.steps);
  const near: Vector[] = [];
  const far: Vector[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const azimuth = (2 * Math.PI * i) / steps;
    const at = (r: number): Vector => [
      eye.origin[0] + r * Math.sin(azimuth),
      eye.origin[1] + r * Math.cos(azimuth),
      targetZ,
    ];
    const holds = (r: number): boolean => {
      const point = projectToImage(eye, at(r));
      return point !== null && isInImage(eye, point) && point.pixelsPerMeter >= options.pixelsPerMeter;
    };
    const span = spanOf(holds, reach);
    if (span === null) continue;
    const end = cutAtSolid(eye.origin, at(span[1]), options);
    const start = span[0] > planDistance(eye.origin, end) ? end : at(span[0]);
    near.push(drape(start, options));
    far.push(drape(end, options));
  }
  return far.length < 3 ? null : { apex: eye.origin, near, far, closed: far.length === steps + 1 };
}

/** First and last distance at which a condition holds, found between samples that stand closer together near 0. */
function spanOf(holds: (r: number) => boolean, reach: number): readonly [number, number] | null {
  const at = (i: number) => reach * (i / circleSamples) ** 2;
  let first = -1;
  let last = -1;
  for (let i = 0; i <= circleSamples; i += 1) {
    if (!holds(at(i))) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return null;
  const edge = (inside: number, outside: number): number => {
    let [a, b] = [inside, outside];
    for (let i = 0; i < circleHalvings; i += 1) {
      const middle = (a + b) / 2;
      if (holds(middle)) a = middle;
      else b = middle;
    }
    return a;
  };
  return [
    first === 0 ? 0 : edge(at(first), at(first - 1)),
    last === circleSamples ? reach : edge(at(last), at(last + 1)),
  ];
}

/**
 * Nearest and farthest target in one column of the image (u from −1 left to 1 right), on the level plane at `targetZ`. A pixel's ray O + Z·(f + u·tx·r + v·ty·up) meets it at Z = −H / (f_z + u·tx·r_z + v·ty·up_z).
 */
function groundColumn(axes: ImageEye, u: number, targetZ: number, depth: number): { near: Vector; far: Vector } | null {
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
