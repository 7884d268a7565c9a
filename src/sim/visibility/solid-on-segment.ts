import { footprintContains, type SolidTable } from './solids.ts';

/**
 * Does the segment from o to t meet a raised solid? The part of the segment whose height lies strictly between underside
 * and top is found first. The segment meets the solid iff that part crosses a wall, or crosses none but lies inside the
 * footprint. Coordinates are local metres; in plan they lie on the 1/1024 m grid.
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
): boolean {
  const base = solids.baseZ[solid];
  const top = solids.topZ[solid];
  if ((oz >= top && tz >= top) || (oz <= base && tz <= base)) return false;
  const { ringStart, vertexStart, xy } = solids;
  const dx = tx - ox;
  const dy = ty - oy;
  const dz = tz - oz;
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
          const height = oz + dz * along;
          if (height > base && height < top) return true;
        }
      }
      ax = bx;
      ay = by;
      sideA = sideB;
    }
  }
  return slabMiddleInside(solids, solid, ox, oy, oz, dx, dy, dz);
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
): boolean {
  let enter = 0;
  let leave = 1;
  if (dz !== 0) {
    const atBase = (solids.baseZ[solid] - oz) / dz;
    const atTop = (solids.topZ[solid] - oz) / dz;
    enter = Math.max(0, Math.min(atBase, atTop));
    leave = Math.min(1, Math.max(atBase, atTop));
    if (!(enter < leave)) return false;
  }
  const middle = (enter + leave) / 2;
  return footprintContains(solids, solid, ox + dx * middle, oy + dy * middle);
}
