import type { WordWindow } from '#geo/cell-grid.ts';
import { quantumMeters } from '#geo/quantum.ts';
import { AngularCover } from './angular-cover.ts';
import { windowX, windowY } from './bits.ts';
import { nearestFirst } from './nearest-first.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { type CellFrame, clearBelowPlane, clearWedge, Wedge } from './wedge.ts';

/**
 * Clears the cells that standing prisms hide from the optical centre (x, y, z). A target is hidden iff the segment to it
 * crosses a wall below the roof. Below the roof those are the walls that face the centre (a ray that enters above the
 * roof and rises stays above it, one that sinks is below it from the first wall on); from the roof upwards those that
 * face away (a sinking ray is lowest where it leaves).
 */
export function clearStandingShadows(
  scene: VisibilityScene,
  window: WordWindow,
  bits: Uint32Array,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
): void {
  const { grid, solids } = scene;
  const frame: CellFrame = {
    bits,
    words: window.words,
    rows: window.rows,
    columns: 32 * window.words,
    cell: grid.cell,
    x0: windowX(grid, window) - x,
    y0: windowY(grid, window) - y,
  };
  const shadows = new Shadows(frame, z, targets);
  const candidates = nearestFirst(scene.standing, solids, x, y, radius);
  for (let k = 0; k < candidates.count; k += 1) {
    const solid = candidates.solid[k];
    shadows.loadFootprint(scene, solid, x, y);
    shadows.clearSolid(solids.topZ[solid], candidates.distance[k], solids.convex[solid] === 1);
  }
}

class Shadows {
  private readonly frame: CellFrame;
  private readonly z: number;
  private readonly targets: TargetHeights;
  private readonly wedge = new Wedge();
  private readonly cover = new AngularCover();
  /** Walls of the footprint relative to the centre: ax, ay, bx, by. The outer ring comes first. */
  private walls = new Float64Array(256);
  private wallCount = 0;
  private outerCount = 0;
  /** Bounding box of the footprint relative to the centre. */
  private readonly box = { minX: 0, minY: 0, maxX: 0, maxY: 0 };

  constructor(frame: CellFrame, z: number, targets: TargetHeights) {
    this.frame = frame;
    this.z = z;
    this.targets = targets;
    this.cover.reset();
  }

  loadFootprint(scene: VisibilityScene, solid: number, x: number, y: number): void {
    const { ringStart, vertexStart, xy } = scene.solids;
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
    this.box.minX = scene.solids.minX[solid] - x;
    this.box.minY = scene.solids.minY[solid] - y;
    this.box.maxX = scene.solids.maxX[solid] - x;
    this.box.maxY = scene.solids.maxY[solid] - y;
  }

  /** `distance`: no point of the footprint is nearer. */
  clearSolid(roof: number, distance: number, convex: boolean): void {
    const hasCone = this.findCone();
    if (hasCone && this.cover.hides(this.rx, this.ry, this.lx, this.ly, distance)) return;
    this.boundTargets(roof, hasCone);
    if (roof > this.z && hasCone) {
      this.clearCone(roof, convex);
      return;
    }
    const facing = roof > this.z;
    const { walls } = this;
    for (let at = 0; at < 4 * this.wallCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (facing ? cross < 0 : cross > 0) {
        if (facing) this.clearWall(roof, bx, by, ax, ay);
        else this.clearWall(roof, ax, ay, bx, by);
      }
    }
  }

  /** Bounds of the targets that the solid at hand can hide. */
  private lowest = 0;
  private highest = 0;

  private boundTargets(roof: number, hasCone: boolean): void {
    const { frame, wedge, targets, z } = this;
    this.lowest = targets.lowest;
    this.highest = targets.highest;
    if (targets.lowest === targets.highest || !hasCone) return;
    wedge.behind(frame, this.rx, this.ry, this.lx, this.ly);
    this.narrow(wedge.minX, wedge.minY, wedge.maxX, wedge.maxY);
    if (roof >= z || this.lowest >= roof) return;
    // From above, the shadow ends where the ray over the far edge reaches the lowest target: look only that far.
    const scale = ((z - this.lowest) / (z - roof)) * (1 + widening);
    const { minX, minY, maxX, maxY } = this.box;
    this.narrow(
      Math.max(wedge.minX, Math.min(minX, scale * minX)),
      Math.max(wedge.minY, Math.min(minY, scale * minY)),
      Math.min(wedge.maxX, Math.max(maxX, scale * maxX)),
      Math.min(wedge.maxY, Math.max(maxY, scale * maxY)),
    );
  }

  private narrow(minX: number, minY: number, maxX: number, maxY: number): void {
    if (minX <= maxX && minY <= maxY) [this.lowest, this.highest] = this.targets.range(minX, minY, maxX, maxY);
  }

  /** Tangents from the centre to the outer ring, right and left. */
  private rx = 0;
  private ry = 0;
  private lx = 0;
  private ly = 0;

  /** Finds the tangents; false where the outer ring spans 180° or more, as it does around the centre or in a notch. */
  private findCone(): boolean {
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

  /**
   * The roof is above the centre. From `scale` times the distance of a wall on, the plane over its edge beats every target:
   * all between the tangents beyond `scale` times the farthest corner is hidden, and up to there what lies that far behind
   * each wall that faces the centre. What is nearer is decided cell by cell. Where the roof itself beats every target the
   * scale is 1, and between the near walls of a convex footprint and the chord of its tangents there is only footprint.
   */
  private clearCone(roof: number, convex: boolean): void {
    const { walls, wedge, frame, rx, ry, lx, ly } = this;
    const scale = this.scaleBeatingAll(roof);
    const nx = ly - ry;
    const ny = rx - lx;
    let farthest = 0;
    let depth = -Infinity;
    for (let at = 2; at < 4 * this.outerCount; at += 4) {
      const px = walls[at];
      const py = walls[at + 1];
      const squared = px * px + py * py;
      if (squared > farthest) farthest = squared;
      const along = nx * px + ny * py;
      if (along > depth) depth = along;
    }
    wedge.behind(frame, rx, ry, lx, ly);
    const whole = convex && scale === 1;
    if (!whole) wedge.c[2] = depth * scale;
    clearWedge(frame, wedge);
    this.cover.add(rx, ry, lx, ly, scale * Math.sqrt(farthest));
    if (whole) return;
    for (let at = 0; at < 4 * this.outerCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      if (ax * by - ay * bx >= 0) continue;
      const c = wedge.behind(frame, bx, by, ax, ay);
      wedge.c[2] = c * scale;
      wedge.halfPlane(-nx, -ny, -depth * scale);
      const sa = (depth * scale) / (nx * ax + ny * ay);
      const sb = (depth * scale) / (nx * bx + ny * by);
      wedge.boundRows(Math.min(ay, by, ay * sa, by * sb), Math.max(ay, by, ay * sa, by * sb));
      clearWedge(frame, wedge);
      if (scale > 1) this.testNear(roof, scale, c, bx, by, ax, ay);
    }
  }

  /** From this multiple of a wall's distance on, the plane over its edge lies above every target; at least 1. */
  private scaleBeatingAll(roof: number): number {
    if (roof >= this.highest + quantumMeters) return 1;
    return Math.max(1, ((this.highest - this.z) / (roof - this.z)) * (1 + widening));
  }

  /** Decides the cells behind the wall from r to l, up to `scale` times its distance, by the plane over its edge. */
  private testNear(roof: number, scale: number, c: number, rx: number, ry: number, lx: number, ly: number): void {
    const { wedge, frame } = this;
    wedge.behind(frame, rx, ry, lx, ly);
    const end = scale * (1 + widening);
    wedge.halfPlane(-wedge.nx, -wedge.ny, -c * end);
    wedge.boundRows(Math.min(ry, ly, ry * end, ly * end), Math.max(ry, ly, ry * end, ly * end));
    clearBelowPlane(frame, wedge, this.targets, this.z, roof - this.z, c);
  }

  /** One wall from r (right) to l (left). First what is hidden whatever the ground does, then the rest cell by cell. */
  private clearWall(roof: number, rx: number, ry: number, lx: number, ly: number): void {
    const { wedge, frame, z } = this;
    const slope = roof - z;
    if (slope > 0 && this.scaleBeatingAll(roof) === 1) {
      wedge.behind(frame, rx, ry, lx, ly);
      clearWedge(frame, wedge);
      this.cover.add(rx, ry, lx, ly, Math.sqrt(Math.max(rx * rx + ry * ry, lx * lx + ly * ly)));
      return;
    }
    const c = wedge.behind(frame, rx, ry, lx, ly);
    const level = (this.highest - z) * c;
    if (slope > 0 || level < 0) {
      wedge.cut(slope, level, c, ry, ly);
      clearWedge(frame, wedge);
    }
    if (this.lowest === this.highest) return;
    const lowLevel = (this.lowest - z) * c;
    if (slope <= 0 && lowLevel >= 0) return;
    wedge.behind(frame, rx, ry, lx, ly);
    wedge.cut(slope, lowLevel, c, ry, ly);
    if (slope < 0 && level < 0) wedge.halfPlane(wedge.nx, wedge.ny, (level / slope) * (1 - widening));
    if (slope > 0) wedge.halfPlane(-wedge.nx, -wedge.ny, -(level / slope) * (1 + widening));
    clearBelowPlane(frame, wedge, this.targets, z, slope, c);
  }
}

/** Share by which regions that are decided cell by cell are made wider, so that rounding leaves no cell out. */
const widening = 1e-9;
