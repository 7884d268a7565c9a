import type { AngularCover } from './angular-cover.ts';
import type { SolidTable } from './solids.ts';

/**
 * Is all that the box of a solid could hide from (x, y) hidden already? Spares reading its corners. `distance` from (x, y) to
 * the box, metres; at 0 nothing is known.
 */
export function hiddenBox(
  cover: AngularCover,
  solids: SolidTable,
  solid: number,
  x: number,
  y: number,
  distance: number,
): boolean {
  if (!(distance > 0)) return false;
  const west = solids.minX[solid] - x;
  const east = solids.maxX[solid] - x;
  const south = solids.minY[solid] - y;
  const north = solids.maxY[solid] - y;
  // The corners that the tangents to the box touch, by where the centre lies beside it.
  const rx = south > 0 ? east : north < 0 ? west : west > 0 ? west : east;
  const ry = west > 0 ? south : east < 0 ? north : south > 0 ? south : north;
  const lx = south > 0 ? west : north < 0 ? east : rx;
  const ly = west > 0 ? north : east < 0 ? south : ry;
  return cover.hides(rx, ry, lx, ly, distance);
}
