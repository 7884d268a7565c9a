import { facesCentre } from '../targets/seen-targets.ts';
import { createTargetIndex, type TargetIndex } from '../targets/target-index.ts';
import type { TargetPoints } from '../targets/target-points.ts';
import type { CameraPose } from './camera-pose.ts';
import { fisheyeReach } from './fisheye.ts';
import { pixelDensity } from './pixel-density.ts';

/** Targets by buckets in plan, and between which heights they all lie. */
export interface BoundedTargets extends TargetIndex {
  /** Local metres. */
  readonly lowest: number;
  readonly highest: number;
}

export function boundTargets(targets: TargetPoints): BoundedTargets {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 2; at < 3 * targets.count; at += 3) {
    lowest = Math.min(lowest, targets.xyz[at]);
    highest = Math.max(highest, targets.xyz[at]);
  }
  return { ...createTargetIndex(targets), lowest, highest };
}

/** A half-space a·x + b·y + c·z ≤ d relative to the optical centre. */
type HalfSpace = readonly [a: number, b: number, c: number, d: number];

/** Covers the rounding of a bucket's border; far more than that. */
const slack = 1e-6;

/**
 * Numbers of the targets that face the optical centre and that an imager shows at a density (px/m) at least, in no order.
 * Buckets that lie beside the image as a whole are passed over.
 */
export function targetsInImage(index: BoundedTargets, pose: CameraPose, pixelsPerMeter: number): number[] {
  const { targets, size, originX, originY, columns, rows, start, numbers } = index;
  const [x, y, z] = pose.position;
  const reach = planReach(pose, pixelsPerMeter);
  const sides = pose.projection === 'rectilinear' ? imageSides(pose, pixelsPerMeter) : [];
  const column0 = Math.max(0, Math.floor((x - reach - originX) / size));
  const column1 = Math.min(columns - 1, Math.floor((x + reach - originX) / size));
  const row0 = Math.max(0, Math.floor((y - reach - originY) / size));
  const row1 = Math.min(rows - 1, Math.floor((y + reach - originY) / size));
  const { xyz } = targets;
  const found: number[] = [];
  for (let row = row0; row <= row1; row += 1) {
    for (let column = column0; column <= column1; column += 1) {
      const bucket = row * columns + column;
      const end = start[bucket + 1];
      if (start[bucket] === end) continue;
      const west = originX + column * size - x;
      const south = originY + row * size - y;
      if (sides.some((side) => isBeyond(side, west, south, size, index.lowest - z, index.highest - z))) continue;
      for (let k = start[bucket]; k < end; k += 1) {
        const target = numbers[k];
        if (!facesCentre(targets, target, x, y, z)) continue;
        const at = 3 * target;
        if (pixelDensity(pose, xyz[at] - x, xyz[at + 1] - y, xyz[at + 2] - z) >= pixelsPerMeter) found.push(target);
      }
    }
  }
  return found;
}

/** No target in the image is farther in plan than this where it has the density, metres. */
function planReach(pose: CameraPose, pixelsPerMeter: number): number {
  if (pose.projection === 'equidistant') return Math.min(1e6, fisheyeReach(pose, pixelsPerMeter));
  const { tangentX, tangentY, focalPixels } = pose;
  return (focalPixels / pixelsPerMeter) * Math.sqrt(1 + tangentX * tangentX + tangentY * tangentY) * (1 + 1e-9);
}

/** The image up to a depth as half-spaces: its four sides, and the plane where the density ends. */
function imageSides(pose: CameraPose, pixelsPerMeter: number): HalfSpace[] {
  const { right, up, forward, tangentX, tangentY, focalPixels } = pose;
  const side = (axis: readonly number[], sign: number, tangent: number): HalfSpace => [
    sign * axis[0] - tangent * forward[0],
    sign * axis[1] - tangent * forward[1],
    sign * axis[2] - tangent * forward[2],
    slack,
  ];
  return [
    side(right, 1, tangentX),
    side(right, -1, tangentX),
    side(up, 1, tangentY),
    side(up, -1, tangentY),
    [forward[0], forward[1], forward[2], focalPixels / pixelsPerMeter + slack],
  ];
}

/** Does a box (south-west corner, side, heights; relative to the optical centre) lie beyond a half-space as a whole? */
function isBeyond(
  [a, b, c, d]: HalfSpace,
  west: number,
  south: number,
  size: number,
  low: number,
  high: number,
): boolean {
  const x = a > 0 ? west : west + size;
  const y = b > 0 ? south : south + size;
  const z = c > 0 ? low : high;
  return a * x + b * y + c * z > d;
}
