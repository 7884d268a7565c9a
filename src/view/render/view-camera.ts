import { type Fog, Matrix4, type PerspectiveCamera } from 'three';
import type { ViewPose } from '#state/session.ts';
import { twinFieldOfViewDegrees } from '#state/viewpoint.ts';
import { viewBasis } from '../controls/view-rays.ts';

/** Fog from and to, as shares of the distance to the target; not nearer than from 300 m. */
const fogShares = [620 / 640, 1250 / 640] as const;

const matrix = new Matrix4();

/**
 * Puts the camera where a pose says and lets the fog begin behind its target.
 *
 * @param aspect width by height of the picture
 * @param widest aspect of the screen: a narrower picture opens the field of view so that it shows as much to the sides
 */
export function placeViewCamera(
  camera: PerspectiveCamera,
  fog: Fog,
  pose: ViewPose,
  targetZ: number,
  aspect: number,
  widest = aspect,
): void {
  const { right, up, forward, eye } = viewBasis(pose, targetZ);
  matrix.set(
    ...([right[0], up[0], -forward[0], 0] as const),
    ...([right[1], up[1], -forward[1], 0] as const),
    ...([right[2], up[2], -forward[2], 0] as const),
    ...([0, 0, 0, 1] as const),
  );
  camera.quaternion.setFromRotationMatrix(matrix);
  camera.position.set(eye[0], eye[1], eye[2]);
  const reach = Math.max(300, pose.distanceMeters);
  fog.near = reach * fogShares[0];
  fog.far = reach * fogShares[1];
  camera.near = Math.max(0.5, pose.distanceMeters / 200);
  camera.far = fog.far * 1.05;
  camera.aspect = aspect;
  const half = Math.tan((twinFieldOfViewDegrees * Math.PI) / 360) * Math.max(1, widest / aspect);
  camera.fov = (2 * Math.atan(half) * 180) / Math.PI;
  camera.clearViewOffset();
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}
