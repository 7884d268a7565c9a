import type { Corner } from './drawing.ts';

/** Where a device looks, worked out for commands and panels. Angles in degrees, lengths in metres. */

const degrees = 180 / Math.PI;

/** Heading and tilt with which a device at (x, y, z) looks straight at a point; null where both are the same place. */
export function aimFrom(
  from: { readonly x: number; readonly y: number; readonly z: number },
  at: { readonly x: number; readonly y: number; readonly z: number },
): { readonly headingDegrees: number; readonly tiltDegrees: number } | null {
  const east = at.x - from.x;
  const north = at.y - from.y;
  const level = Math.hypot(east, north);
  const drop = from.z - at.z;
  if (level === 0 && drop === 0) return null;
  return {
    headingDegrees: (((Math.atan2(east, north) * degrees) % 360) + 360) % 360,
    tiltDegrees: Math.atan2(drop, level) * degrees,
  };
}

/** Clockwise from north, of a direction in plan; 0 ≤ heading < 360. */
export function headingOf(east: number, north: number): number {
  return (((Math.atan2(east, north) * degrees) % 360) + 360) % 360;
}

/** Even-odd: whether a point lies in a closed outline of corners. */
export function isWithin(corners: readonly Corner[], x: number, y: number): boolean {
  let inside = false;
  let before = corners.at(-1);
  for (const corner of corners) {
    if (before !== undefined && corner[1] > y !== before[1] > y) {
      const crossing = corner[0] + ((y - corner[1]) * (before[0] - corner[0])) / (before[1] - corner[1]);
      if (x < crossing) inside = !inside;
    }
    before = corner;
  }
  return inside;
}
