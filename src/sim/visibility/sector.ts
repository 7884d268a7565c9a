/**
 * The directions in plan from `right` counter-clockwise to `left`, both included, less than 180° apart; given by any point
 * that lies there, metres relative to the optical centre.
 */
export interface Sector {
  readonly rightX: number;
  readonly rightY: number;
  readonly leftX: number;
  readonly leftY: number;
}

/**
 * The narrowest sector that holds points relative to the optical centre; null where they span 180° or more, or one lies at the
 * centre. A little wider than they are, by far more than their rounding.
 */
export function sectorOf(points: readonly (readonly number[])[]): Sector | null {
  if (points.length === 0) return null;
  let [rx, ry] = points[0];
  let [lx, ly] = points[0];
  for (const [px, py] of points) {
    if (rx * py - ry * px < 0) [rx, ry] = [px, py];
    if (lx * py - ly * px > 0) [lx, ly] = [px, py];
  }
  // Turned outwards by about 2e-7 of a right angle.
  const sector = {
    rightX: rx + ry * outwards,
    rightY: ry - rx * outwards,
    leftX: lx - ly * outwards,
    leftY: ly + lx * outwards,
  };
  const isSector = sector.rightX * sector.leftY - sector.rightY * sector.leftX > 0;
  return isSector && points.every(([px, py]) => isInside(sector, px, py)) ? sector : null;
}

const outwards = 1 / 4_194_304;

/** Does the sector hold a point, other than the optical centre itself? */
function isInside(sector: Sector, x: number, y: number): boolean {
  const { rightX, rightY, leftX, leftY } = sector;
  return rightX * y - rightY * x > 0 && x * leftY - y * leftX > 0;
}

/** Does `outer` hold all of `inner`? Borders that are the same hold each other. */
export function sectorHolds(outer: Sector, inner: Sector): boolean {
  return holdsDirection(outer, inner.rightX, inner.rightY) && holdsDirection(outer, inner.leftX, inner.leftY);
}

function holdsDirection(sector: Sector, x: number, y: number): boolean {
  const { rightX, rightY, leftX, leftY } = sector;
  return rightX * y - rightY * x >= 0 && x * leftY - y * leftX >= 0;
}
