import type { ViewPose } from '#state/session.ts';
import { pitchLimits } from '#state/viewpoint.ts';
import { dot, pixelDirection, planeHit, type Vector, type ViewportSize, viewBasis } from './view-rays.ts';

/**
 * Moves of a map: each takes where one looks from and gives the next pose. The point that was taken hold of stays under
 * the pointer. `targetZ` is the height that the pose's target lies at, the same before and after.
 */

/** Moves the ground so that `grabbed` comes under the pixel; unchanged where the pixel shows no ground. */
export function panTo(
  pose: ViewPose,
  targetZ: number,
  viewport: ViewportSize,
  grabbed: Vector,
  x: number,
  y: number,
): ViewPose {
  const basis = viewBasis(pose, targetZ);
  const direction = pixelDirection(basis, viewport, x, y);
  const hit = planeHit(basis.eye, direction, grabbed[2], 12 * pose.distanceMeters);
  if (hit === null) return pose;
  return { ...pose, targetX: pose.targetX + grabbed[0] - hit[0], targetY: pose.targetY + grabbed[1] - hit[1] };
}

/** Turns round `pivot`, which stays where it is on the screen. */
export function orbitAround(
  pose: ViewPose,
  targetZ: number,
  pivot: Vector,
  turnDegrees: number,
  tiltDegrees: number,
): ViewPose {
  const pitchDegrees = Math.min(pitchLimits.most, Math.max(pitchLimits.least, pose.pitchDegrees + tiltDegrees));
  const before = viewBasis(pose, targetZ);
  const turned = { ...pose, headingDegrees: pose.headingDegrees + turnDegrees, pitchDegrees };
  const after = viewBasis(turned, targetZ);
  const arm: Vector = [pivot[0] - before.eye[0], pivot[1] - before.eye[1], pivot[2] - before.eye[2]];
  const [right, up, forward] = [dot(arm, before.right), dot(arm, before.up), dot(arm, before.forward)];
  const eye = [0, 1, 2].map((i) => pivot[i] - right * after.right[i] - up * after.up[i] - forward * after.forward[i]);
  return throughEye(turned, [eye[0], eye[1], eye[2]], targetZ);
}

/** Comes nearer to `point` (factor below 1) or goes away from it; it stays where it is on the screen. */
export function zoomAt(pose: ViewPose, targetZ: number, point: Vector, factor: number): ViewPose {
  const { eye } = viewBasis(pose, targetZ);
  const moved: Vector = [
    point[0] + (eye[0] - point[0]) * factor,
    point[1] + (eye[1] - point[1]) * factor,
    point[2] + (eye[2] - point[2]) * factor,
  ];
  return throughEye(pose, moved, targetZ);
}

/**
 * The pose with this heading and pitch whose camera stands at `eye`: its target is where the axis meets the plane at
 * `targetZ`. Near that plane the camera is lifted to keep one metre of distance.
 */
export function throughEye(pose: ViewPose, eye: Vector, targetZ: number): ViewPose {
  const { forward } = viewBasis(pose, targetZ);
  const distance = Math.max(1, (targetZ - eye[2]) / forward[2]);
  return {
    ...pose,
    targetX: eye[0] + forward[0] * distance,
    targetY: eye[1] + forward[1] * distance,
    distanceMeters: distance,
  };
}
