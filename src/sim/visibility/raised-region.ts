import { ConvexFill } from './convex-fill.ts';
import type { Footprint } from './footprint.ts';
import type { HidingSpan } from './hiding-span.ts';
import type { CellFrame, HiddenTest } from './wedge.ts';

/** Makes bounds wider than their rounding. */
const widening = 1 + 1e-9;
/** Share by which a region is made smaller. */
const hair = 1e-7;

/**
 * The region that one raised prism hides. A line is hidden where it crosses a wall while it is between underside and top:
 * in a trapezoid behind each wall. What lies in the trapezoids that hold for every target goes as a whole; what lies only in
 * those that hold for some target is decided cell by cell. Works in memory of its own.
 */
export class RaisedRegion {
  private readonly fill = new ConvexFill();
  private radius = 0;

  /** The frame whose cells the next prisms hide; no cell of it beyond `radius` is set. */
  setFrame(frame: CellFrame, radius: number): void {
    this.fill.setFrame(frame);
    this.radius = radius;
  }

  /** Clears what a footprint hides that lines pass in `span`; `hidden` decides single cells. */
  clear(footprint: Footprint, convex: boolean, span: HidingSpan, hidden: HiddenTest): void {
    const { from, to, sureFrom, sureTo } = span;
    if (from >= to) return;
    // From a centre beside the footprint, a line that is in between from the start on meets a wall that faces the centre
    // before any other.
    const nearOnly = from <= 0 && footprint.findCone();
    if (sureFrom < sureTo) {
      this.behindWalls(footprint, sureFrom, sureTo, nearOnly, () => {
        this.fill.clear();
      });
      if (convex && !nearOnly) this.clearDrawn(footprint, 2 / (sureFrom + sureTo));
    }
    this.behindWalls(footprint, from, to, nearOnly, () => {
      this.fill.clearWhere(hidden);
    });
    if (!nearOnly) this.clearInside(footprint, Math.max(from, Math.min(sureTo, to)), to, hidden);
  }

  /** Clears the convex footprint drawn away from the centre by `scale`, in triangles around its first corner. */
  private clearDrawn(footprint: Footprint, scale: number): void {
    const { fill } = this;
    const { walls, minX, minY, maxX, maxY } = footprint;
    // A hair smaller around its own middle, so that rounding cannot take in what lies beside it.
    const x = (value: number): number => scale * (value + ((minX + maxX) / 2 - value) * hair);
    const y = (value: number): number => scale * (value + ((minY + maxY) / 2 - value) * hair);
    const ax = x(walls[0]);
    const ay = y(walls[1]);
    for (let at = 4; at < 4 * footprint.wallCount - 4; at += 4) {
      const bx = x(walls[at]);
      const by = y(walls[at + 1]);
      const cx = x(walls[at + 2]);
      const cy = y(walls[at + 3]);
      fill.start(Math.min(ay, by, cy), Math.max(ay, by, cy));
      fill.halfPlane(ay - by, bx - ax, (bx - ax) * ay - (by - ay) * ax);
      fill.halfPlane(by - cy, cx - bx, (cx - bx) * by - (cy - by) * bx);
      fill.halfPlane(cy - ay, ax - cx, (ax - cx) * cy - (ay - cy) * cx);
      fill.clear();
    }
  }

  /** Visits the region behind each wall that a line can cross at a share between `from` and `to`. */
  private behindWalls(footprint: Footprint, from: number, to: number, nearOnly: boolean, visit: () => void): void {
    const { walls, wallCount } = footprint;
    for (let at = 0; at < 4 * wallCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross < 0) this.startTrapezoid(bx, by, ax, ay, from, to);
      else if (cross > 0 && !nearOnly) this.startTrapezoid(ax, ay, bx, by, from, to);
      else continue;
      visit();
    }
  }

  /** Between the directions r and l, where the wall from r to l lies at a share between `from` and `to` of the way. */
  private startTrapezoid(rx: number, ry: number, lx: number, ly: number, from: number, to: number): void {
    const { fill } = this;
    const reach = this.radius * widening;
    const farR = ry * (reach / Math.sqrt(rx * rx + ry * ry));
    const farL = ly * (reach / Math.sqrt(lx * lx + ly * ly));
    let high = rx >= 0 && lx <= 0 ? reach : Math.max(ry, ly, farR, farL);
    let low = rx <= 0 && lx >= 0 ? -reach : Math.min(ry, ly, farR, farL);
    if (from > 0) {
      const end = widening / from;
      high = Math.min(high, Math.max(ry, ly, ry * end, ly * end));
      low = Math.max(low, Math.min(ry, ly, ry * end, ly * end));
    }
    const nx = ly - ry;
    const ny = rx - lx;
    const c = rx * ly - lx * ry;
    fill.start(low, high);
    fill.halfPlane(-ry, rx, 0);
    fill.halfPlane(ly, -lx, 0);
    fill.halfPlane(nx, ny, to < 1 ? c / to : c);
    if (from > 0) fill.halfPlane(-nx, -ny, -c / from);
  }

  /**
   * A line that is in between only while it is inside the footprint crosses no wall. Its target lies where the footprint,
   * drawn away from the centre by 1 / t, lies for the last such t: between `from` and `to`.
   */
  private clearInside(footprint: Footprint, from: number, to: number, hidden: HiddenTest): void {
    const { fill } = this;
    const { minX, minY, maxX, maxY } = footprint;
    const near = 1 / to / widening;
    // Nothing beyond the radius is set, and footprints lie within it or near.
    const far = from > 0 ? widening / from : Number.MAX_VALUE;
    fill.start(Math.min(minY * near, minY * far), Math.max(maxY * near, maxY * far));
    fill.halfPlane(1, 0, Math.min(minX * near, minX * far));
    fill.halfPlane(-1, 0, -Math.max(maxX * near, maxX * far));
    fill.clearWhere(hidden);
  }
}
