import { Matrix4, type PerspectiveCamera } from 'three';
import type { ImageEye } from '../devices/image-eye.ts';

/** Nearest and farthest that is drawn through a lens, metres. */
const near = 0.2;
const far = 1500;

const matrix = new Matrix4();

/** Puts a camera of the renderer where an imager is, with its very image: field of view, tilt and roll. */
export function aimRenderCamera(
  camera: PerspectiveCamera,
  eye: Pick<ImageEye, 'origin' | 'right' | 'up' | 'forward' | 'tangentX' | 'tangentY'>,
): void {
  const { origin, right, up, forward, tangentX, tangentY } = eye;
  matrix.set(
    ...([right[0], up[0], -forward[0], 0] as const),
    ...([right[1], up[1], -forward[1], 0] as const),
    ...([right[2], up[2], -forward[2], 0] as const),
    ...([0, 0, 0, 1] as const),
  );
  camera.quaternion.setFromRotationMatrix(matrix);
  camera.position.set(...origin);
  camera.near = near;
  camera.far = far;
  const [x, y] = [near * tangentX, near * tangentY];
  camera.projectionMatrix.makePerspective(-x, x, y, -y, near, far, camera.coordinateSystem);
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  camera.updateMatrixWorld();
}
