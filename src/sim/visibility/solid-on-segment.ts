import { footprintContains, type SolidTable } from './solids.ts';

/**
 * Does the segment from o to t meet a raised solid, or, where `rise` is above 0, the triangle that o spans with the upright
 * target from t up to t + rise? In plan that triangle is a segment too; at each of its points it covers a stretch of heights
 * between two linear functions. The part of the segment where that stretch meets the open one from underside to top is
 * found first. The solid is met iff that part crosses a wall, or crosses none but lies inside the footprint. Coordinates
 * are local metres; in plan they lie on the 1/1024 m grid.
 */
export function raisedSolidHides(
  solids: SolidTable,
  solid: number,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
  rise = 0,
): boolean {
  const base = solids.baseZ[solid];
  const top = solids.topZ[solid];
  if ((oz >= top && tz >= top) || (oz <= base && tz + rise <= base)) return false;
  const { ringStart, vertexStart, xy } = solids;
  const dx = tx - ox;
  const dy = ty - oy;
  const dz = tz - oz;
  const dzTop = tz + rise - oz;
  for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
    const from = vertexStart[ring];
    const to = vertexStart[ring + 1];
    let ax = xy[2 * to - 2] - ox;
    let ay = xy[2 * to - 1] - oy;
    let sideA = dx * ay - dy * ax;
    for (let b = from; b < to; b += 1) {
      const bx = xy[2 * b] - ox;
      const by = xy[2 * b + 1] - oy;
      const sideB = dx * by - dy * bx;
      if (sideA <= 0 !== sideB <= 0 || sideA >= 0 !== sideB >= 0) {
        const along = (ax * by - ay * bx) / (sideB - sideA);
        if (along >= 0 && along <= 1) {
          if (oz + dzTop * along > base && oz + dz * along < top) return true;
        }
      }
      ax = bx;
      ay = by;
      sideA = sideB;
    }
  }
  return slabMiddleInside(solids, solid, ox, oy, oz, dx, dy, dz, dzTop);
}

/** No wall is crossed between underside and top: the part in between lies inside as a whole or outside as a whole. */
function slabMiddleInside(
  solids: SolidTable,
  solid: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  dzTop: number,
): boolean {
  const base = solids.baseZ[solid];
  const top = solids.topZ[solid];
  let enter = 0;
  let leave = 1;
  if (dz > 0) leave = Math.min(1, (top - oz) / dz);
  else if (dz < 0) enter = Math.max(0, (top - oz) / dz);
  else if (oz >= top) return false;
  if (dzTop > 0) enter = Math.max(enter, (base - oz) / dzTop);
  else if (dzTop < 0) leave = Math.min(leave, (base - oz) / dzTop);
  else if (oz <= base) return false;
  if (!(enter < leave)) return false;
  const middle = (enter + leave) / 2;
  return footprintContains(solids, solid, ox + dx * middle, oy + dy * middle);
}

/** Does the segment from o to t cross a wall of a standing solid (corners included) below the roof? Coordinates as above. */
export function standingSolidHides(
  solids: SolidTable,
  solid: number,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
): boolean {
  const { ringStart, vertexStart, xy } = solids;
  const slope = solids.topZ[solid] - oz;
  for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
    const from = vertexStart[ring];
    const to = vertexStart[ring + 1];
    let ax = xy[2 * to - 2] - ox;
    let ay = xy[2 * to - 1] - oy;
    for (let b = from; b < to; b += 1) {
      const bx = xy[2 * b] - ox;
      const by = xy[2 * b + 1] - oy;
      if (wallHides(ax, ay, bx, by, slope, tx - ox, ty - oy, tz - oz)) return true;
      ax = bx;
      ay = by;
    }
  }
  return false;
}

/**
 * Does the segment from the origin to p cross the wall from a to b (both included) below its upper edge at height `slope`? A
 * wall along the segment leaves that to its ends.
 */
export function wallHides(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  slope: number,
  px: number,
  py: number,
  pz: number,
): boolean {
  const cross = ax * by - ay * bx;
  if (cross === 0) return false;
  const turned = cross < 0;
  const c = turned ? -cross : cross;
  const rx = turned ? bx : ax;
  const ry = turned ? by : ay;
  const lx = turned ? ax : bx;
  const ly = turned ? ay : by;
  if (rx * py - ry * px < 0 || px * ly - py * lx < 0) return false;
  const along = (ly - ry) * px + (rx - lx) * py;
  return along >= c && pz * c < slope * along;
}
