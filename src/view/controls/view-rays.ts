import type { ViewPose } from '#state/session.ts';
import { twinFieldOfViewDegrees } from '#state/viewpoint.ts';

/** Vectors in the local frame: x east, y north, z up. */
export type Vector = readonly [x: number, y: number, z: number];

/** Position and axes of the twin's camera for a pose whose target lies at height `targetZ`. */
export interface ViewBasis {
  readonly eye: Vector;
  readonly forward: Vector;
  readonly right: Vector;
  readonly up: Vector;
}

/** Size of the twin's element, CSS pixels. */
export interface ViewportSize {
  readonly width: number;
  readonly height: number;
}

const radians = Math.PI / 180;
/** Tangent of half the vertical field of view. */
export const halfViewTangent = Math.tan((twinFieldOfViewDegrees / 2) * radians);

export function viewBasis(pose: ViewPose, targetZ: number): ViewBasis {
  const heading = pose.headingDegrees * radians;
  const pitch = pose.pitchDegrees * radians;
  const [sinHeading, cosHeading, sinPitch, cosPitch] = [
    Math.sin(heading),
    Math.cos(heading),
    Math.sin(pitch),
    Math.cos(pitch),
  ];
  const forward: Vector = [sinHeading * cosPitch, cosHeading * cosPitch, -sinPitch];
  return {
    forward,
    right: [cosHeading, -sinHeading, 0],
    up: [sinHeading * sinPitch, cosHeading * sinPitch, cosPitch],
    eye: [
      pose.targetX - forward[0] * pose.distanceMeters,
      pose.targetY - forward[1] * pose.distanceMeters,
      targetZ - forward[2] * pose.distanceMeters,
    ],
  };
}

/** Unit direction through a pixel; x to the right, y downwards from the upper left corner. */
export function pixelDirection(basis: ViewBasis, viewport: ViewportSize, x: number, y: number): Vector {
  const across = ((2 * x) / viewport.width - 1) * halfViewTangent * (viewport.width / viewport.height);
  const upward = (1 - (2 * y) / viewport.height) * halfViewTangent;
  const d = [0, 1, 2].map((i) => basis.forward[i] + across * basis.right[i] + upward * basis.up[i]);
  const length = Math.hypot(d[0], d[1], d[2]);
  return [d[0] / length, d[1] / length, d[2] / length];
}

/** Where a ray meets the level plane at height `z`; null when it does not, or farther than `farthest`. */
export function planeHit(eye: Vector, direction: Vector, z: number, farthest: number): Vector | null {
  const t = (z - eye[2]) / direction[2];
  if (!(t > 0) || t > farthest) return null;
  return [eye[0] + t * direction[0], eye[1] + t * direction[1], z];
}

/** Pixel of a point, and its depth along the view; behind the camera the depth is not positive. */
export function projectPoint(
  basis: ViewBasis,
  viewport: ViewportSize,
  point: Vector,
): { readonly x: number; readonly y: number; readonly depth: number } {
  const d: Vector = [point[0] - basis.eye[0], point[1] - basis.eye[1], point[2] - basis.eye[2]];
  const depth = dot(d, basis.forward);
  const scale = viewport.height / (2 * halfViewTangent * depth);
  return {
    x: viewport.width / 2 + dot(d, basis.right) * scale,
    y: viewport.height / 2 - dot(d, basis.up) * scale,
    depth,
  };
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
