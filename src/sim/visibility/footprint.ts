import type { SolidTable } from './solids.ts';

/** The footprint of a solid as an optical centre sees it; metres relative to that centre. Reused from solid to solid. */
export class Footprint {
  /** Walls in ring order, four numbers each: ax, ay, bx, by; the solid lies to the left of a → b. */
  walls = new Float64Array(64);
  wallCount = 0;
  /** The first of them belong to the outer ring. */
  outerCount = 0;
  minX = 0;
  minY = 0;
  maxX = 0;
  maxY = 0;
  /** Tangents to the outer ring, right and left, by the corners they touch; set by {@link findCone}. */
  rx = 0;
  ry = 0;
  lx = 0;
  ly = 0;
  /** Bounds of n·p over the outer ring, n = (ly − ry, rx − lx), and of |p|; set by {@link measureCone}. */
  nearest = 0;
  deepest = 0;
  farthest = 0;

  load(solids: SolidTable, solid: number, x: number, y: number): void {
    const { ringStart, vertexStart, xy } = solids;
    const firstRing = ringStart[solid];
    const endRing = ringStart[solid + 1];
    const count = vertexStart[endRing] - vertexStart[firstRing];
    if (this.walls.length < 4 * count) this.walls = new Float64Array(8 * count);
    const { walls } = this;
    let at = 0;
    for (let ring = firstRing; ring < endRing; ring += 1) {
      const from = vertexStart[ring];
      const to = vertexStart[ring + 1];
      let ax = xy[2 * to - 2] - x;
      let ay = xy[2 * to - 1] - y;
      for (let b = from; b < to; b += 1) {
        const bx = xy[2 * b] - x;
        const by = xy[2 * b + 1] - y;
        walls[at] = ax;
        walls[at + 1] = ay;
        walls[at + 2] = bx;
        walls[at + 3] = by;
        at += 4;
        ax = bx;
        ay = by;
      }
      if (ring === firstRing) this.outerCount = at >> 2;
    }
    this.wallCount = count;
    this.minX = solids.minX[solid] - x;
    this.minY = solids.minY[solid] - y;
    this.maxX = solids.maxX[solid] - x;
    this.maxY = solids.maxY[solid] - y;
  }

  /** Finds the tangents; false where the outer ring spans 180° or more, as it does around the centre or in a notch. */
  findCone(): boolean {
    const { walls } = this;
    const end = 4 * this.outerCount;
    let rx = walls[2];
    let ry = walls[3];
    let lx = rx;
    let ly = ry;
    for (let at = 6; at < end; at += 4) {
      const px = walls[at];
      const py = walls[at + 1];
      if (rx * py - ry * px < 0) {
        rx = px;
        ry = py;
      }
      if (lx * py - ly * px > 0) {
        lx = px;
        ly = py;
      }
    }
    if (!(rx * ly - ry * lx > 0)) return false;
    // Where the span is wider, the search above ends anywhere; then some corner lies outside what it found.
    for (let at = 2; at < end; at += 4) {
      const px = walls[at];
      const py = walls[at + 1];
      if (rx * py - ry * px < 0 || px * ly - py * lx < 0) return false;
    }
    this.rx = rx;
    this.ry = ry;
    this.lx = lx;
    this.ly = ly;
    return true;
  }

  /** Measures how far the outer ring reaches; call after {@link findCone} was true. */
  measureCone(): void {
    const { walls } = this;
    const nx = this.ly - this.ry;
    const ny = this.rx - this.lx;
    let squared = 0;
    let nearest = Infinity;
    let deepest = -Infinity;
    for (let at = 2; at < 4 * this.outerCount; at += 4) {
      const px = walls[at];
      const py = walls[at + 1];
      const length = px * px + py * py;
      if (length > squared) squared = length;
      const along = nx * px + ny * py;
      if (along < nearest) nearest = along;
      if (along > deepest) deepest = along;
    }
    this.nearest = nearest;
    this.deepest = deepest;
    this.farthest = Math.sqrt(squared);
  }
}
