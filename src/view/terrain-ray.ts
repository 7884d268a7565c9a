import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { planeHit, type Vector } from './controls/view-rays.ts';

/**
 * First point where a ray meets the ground, within `farthest` metres; null where it does not. On a terrain the ray is
 * followed in steps of half a grid cell and the crossing is halved down to a millimetre: good for pointing, a ridge
 * narrower than a step may be missed.
 */
export function groundHit(
  terrain: TerrainGrid | null,
  eye: Vector,
  direction: Vector,
  farthest: number,
): Vector | null {
  if (terrain === null) return planeHit(eye, direction, 0, farthest);
  const above = (t: number) =>
    eye[2] + t * direction[2] - groundHeight(terrain, eye[0] + t * direction[0], eye[1] + t * direction[1]);
  const across = Math.hypot(direction[0], direction[1]);
  const { lowest, highest } = heightRange(terrain);
  // Above the highest point nothing is met: start where the ray comes down to it.
  const start = direction[2] < 0 ? Math.max(0, (highest - eye[2]) / direction[2]) : 0;
  const end = direction[2] < 0 ? Math.min(farthest, (lowest - 1 - eye[2]) / direction[2]) : farthest;
  const step = terrain.spacing / 2 / Math.max(across, 0.05);
  if (above(start) < 0) return null;
  for (let t = start; t < end; t += step) {
    const next = Math.min(end, t + step);
    if (above(next) > 0) continue;
    let low = t;
    let high = next;
    while (high - low > 1e-3) {
      const middle = (low + high) / 2;
      if (above(middle) > 0) low = middle;
      else high = middle;
    }
    const x = eye[0] + high * direction[0];
    const y = eye[1] + high * direction[1];
    return [x, y, groundHeight(terrain, x, y)];
  }
  return null;
}

const ranges = new WeakMap<TerrainGrid, { lowest: number; highest: number }>();

function heightRange(terrain: TerrainGrid): { readonly lowest: number; readonly highest: number } {
  let range = ranges.get(terrain);
  if (range === undefined) {
    range = { lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY };
    for (const height of terrain.heights) {
      if (height < range.lowest) range.lowest = height;
      if (height > range.highest) range.highest = height;
    }
    ranges.set(terrain, range);
  }
  return range;
}
