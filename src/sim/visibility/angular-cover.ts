import type { Sector } from './sector.ts';

/**
 * From which distance on everything is hidden, per direction, in 256 bins around the optical centre. Conservative: a bin
 * counts as covered only where one shadow covers all of it.
 */
export class AngularCover {
  private readonly distance: Float64Array;

  /** `distance` is the memory of the bins: 256 numbers. */
  constructor(distance = new Float64Array(binCount)) {
    this.distance = distance;
  }

  /** Forgets everything. Directions outside the sector, where there is one, count as hidden from the start. */
  reset(sector: Sector | null = null): void {
    if (sector === null) {
      this.distance.fill(Infinity);
      return;
    }
    this.distance.fill(-1);
    const from = turn(sector.rightX, sector.rightY) - slack;
    let to = turn(sector.leftX, sector.leftY) + slack;
    if (to < from) to += binCount;
    for (let bin = Math.floor(from); bin <= Math.floor(to); bin += 1) this.distance[bin & (binCount - 1)] = Infinity;
  }

  /** Is everything farther than `distance` between the directions r and l (counter-clockwise, < 180°) hidden already? */
  hides(rx: number, ry: number, lx: number, ly: number, distance: number): boolean {
    const from = turn(rx, ry) - slack;
    let to = turn(lx, ly) + slack;
    if (to < from) to += binCount;
    const last = Math.floor(to);
    for (let bin = Math.floor(from); bin <= last; bin += 1) {
      if (!(this.distance[bin & (binCount - 1)] < distance)) return false;
    }
    return true;
  }

  /** Everything farther than `distance` between r and l is hidden. */
  add(rx: number, ry: number, lx: number, ly: number, distance: number): void {
    const from = turn(rx, ry) + slack;
    let to = turn(lx, ly) - slack;
    if (to < from - 1) to += binCount;
    for (let bin = Math.ceil(from); bin + 1 <= to; bin += 1) {
      const at = bin & (binCount - 1);
      if (distance < this.distance[at]) this.distance[at] = distance;
    }
  }
}

const binCount = 256;
/** In bins; far above the rounding of {@link turn}. */
const slack = 1e-6;

/** Direction as a number from 0 (east) to 256, growing counter-clockwise: the diamond angle, which needs no arctangent. */
function turn(x: number, y: number): number {
  const share = x / (Math.abs(x) + Math.abs(y));
  return (y >= 0 ? 1 - share : 3 + share) * (binCount / 4);
}
