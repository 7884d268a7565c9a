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
    const isSure = sureFrom < sureTo;
    if (isSure) {
      if (nearOnly && sureFrom <= 0) this.clearCone(footprint, sureTo);
      else this.clearBehindWalls(footprint, sureFrom, sureTo, nearOnly, null);
      if (convex && !nearOnly) this.clearDrawn(footprint, 2 / (sureFrom + sureTo));
      if (from < sureFrom) this.clearBehindWalls(footprint, from, sureFrom, nearOnly, hidden);
      if (sureTo < to) this.clearBehindWalls(footprint, sureTo, to, nearOnly, hidden);
    } else this.clearBehindWalls(footprint, from, to, nearOnly, hidden);
    if (!nearOnly) this.clearInside(footprint, Math.max(from, Math.min(sureTo, to)), to, hidden);
  }

  /**
   * From a centre beside the footprint: all between the tangents beyond the farthest corner, drawn away by 1 / `to`, and up to
   * there what lies behind each wall that faces the centre, drawn away likewise.
   */
  private clearCone(footprint: Footprint, to: number): void {
    const { fill } = this;
    footprint.measureCone();
    const { walls, rx, ry, lx, ly } = footprint;
    const nx = ly - ry;
    const ny = rx - lx;
    const depth = footprint.deepest / to;
    this.startBetween(rx, ry, lx, ly, 1 / to, Infinity, Infinity);
    fill.halfPlane(nx, ny, depth);
    fill.clear();
    for (let at = 0; at < 4 * footprint.outerCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross >= 0) continue;
      this.startBetween(bx, by, ax, ay, 1 / to, depth / (nx * bx + ny * by), depth / (nx * ax + ny * ay));
      fill.halfPlane(ay - by, bx - ax, -cross / to);
      fill.halfPlane(-nx, -ny, -depth);
      fill.clear();
    }
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

  /**
   * Clears what lies behind each wall that a line can cross at a share between `from` and `to`: all of it, or what `hidden`
   * says.
   */
  private clearBehindWalls(
    footprint: Footprint,
    from: number,
    to: number,
    nearOnly: boolean,
    hidden: HiddenTest | null,
  ): void {
    const { fill } = this;
    const { walls } = footprint;
    const end = 4 * (nearOnly ? footprint.outerCount : footprint.wallCount);
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross < 0) this.startTrapezoid(bx, by, ax, ay, from, to);
      else if (cross > 0 && !nearOnly) this.startTrapezoid(ax, ay, bx, by, from, to);
      else continue;
      if (hidden === null) fill.clear();
      else fill.clearWhere(hidden);
    }
  }

  /** Between the directions r and l, where the wall from r to l lies at a share between `from` and `to` of the way. */
  private startTrapezoid(rx: number, ry: number, lx: number, ly: number, from: number, to: number): void {
    const { fill } = this;
    const far = from > 0 ? 1 / from : Infinity;
    const nx = ly - ry;
    const ny = rx - lx;
    const c = rx * ly - lx * ry;
    this.startBetween(rx, ry, lx, ly, 1 / to, far, far);
    fill.halfPlane(nx, ny, to < 1 ? c / to : c);
    if (from > 0) fill.halfPlane(-nx, -ny, -c / from);
  }

  /**
   * Starts the region between the directions r and l, up to the radius, of which nothing is nearer than `near` times r and l
   * or farther than `farR` times r and `farL` times l.
   */
  private startBetween(rx: number, ry: number, lx: number, ly: number, near: number, farR: number, farL: number): void {
    const { fill } = this;
    const reach = this.radius * widening;
    const reachR = ry * (reach / Math.sqrt(rx * rx + ry * ry));
    const reachL = ly * (reach / Math.sqrt(lx * lx + ly * ly));
    const nearR = (ry * near) / widening;
    const nearL = (ly * near) / widening;
    let high = rx >= 0 && lx <= 0 ? reach : Math.max(nearR, nearL, reachR, reachL);
    let low = rx <= 0 && lx >= 0 ? -reach : Math.min(nearR, nearL, reachR, reachL);
    if (farR < Infinity) {
      const endR = ry * farR * widening;
      const endL = ly * farL * widening;
      high = Math.min(high, Math.max(nearR, nearL, endR, endL));
      low = Math.max(low, Math.min(nearR, nearL, endR, endL));
    }
    fill.start(low, high);
    fill.halfPlane(-ry, rx, 0);
    fill.halfPlane(ly, -lx, 0);
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
