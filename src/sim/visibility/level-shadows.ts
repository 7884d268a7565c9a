import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';
import { AngularCover } from './angular-cover.ts';
import type { BucketGrid } from './bucket-grid.ts';
import { ConvexFill } from './convex-fill.ts';
import { Footprint } from './footprint.ts';
import { groundInCircle } from './ground-in-circle.ts';
import { hiddenBox } from './hidden-box.ts';
import type { LevelKernel } from './level-kernel.ts';
import { NearestFirst } from './nearest-first.ts';
import type { Sector } from './sector.ts';
import type { SolidTable } from './solids.ts';
import { cellFrame } from './wedge.ts';

/**
 * {@link LevelKernel} in plain code. Where all targets have one height a shadow is a convex polygon in plan, so that no cell
 * is looked at by itself.
 */
export class LevelShadows implements LevelKernel {
  private readonly grid: CellGrid;
  private readonly ground: Uint32Array;
  private readonly solids: SolidTable;
  private readonly nearest: NearestFirst;
  private readonly footprint = new Footprint();
  readonly cover = new AngularCover();
  private readonly fill = new ConvexFill();
  private radius = 0;
  /** Heights of the optical centre and of the targets. */
  private z = 0;
  private target = 0;

  constructor(grid: CellGrid, ground: Uint32Array, solids: SolidTable, standing: BucketGrid) {
    this.grid = grid;
    this.ground = ground;
    this.solids = solids;
    this.nearest = new NearestFirst(standing, solids);
  }

  seen(
    window: WordWindow,
    x: number,
    y: number,
    z: number,
    radius: number,
    target: number,
    sector: Sector | null,
  ): Uint32Array<ArrayBuffer> {
    const bits = groundInCircle(this.grid, this.ground, window, x, y, radius);
    const frame = cellFrame(this.grid, window, bits, x, y);
    this.fill.setFrame(frame);
    this.radius = radius;
    this.z = z;
    this.target = target;
    this.cover.reset(sector);
    this.nearest.find(x, y, radius, frame);
    this.clearNearest(x, y);
    return bits;
  }

  private clearNearest(x: number, y: number): void {
    const { solids, nearest, footprint, cover, z, target } = this;
    for (let k = 0; k < nearest.count; k += 1) {
      const solid = nearest.solid[k];
      const roof = solids.topZ[solid];
      if (roof <= z && roof <= target) continue;
      const distance = nearest.distance[k];
      if (hiddenBox(cover, solids, solid, x, y, distance)) continue;
      footprint.load(solids, solid, x, y);
      const hasCone = footprint.findCone();
      if (hasCone && cover.hides(footprint.rx, footprint.ry, footprint.lx, footprint.ly, distance)) continue;
      if (roof <= z) this.clearFarWalls(roof);
      else if (roof < target) this.clearOvertopped(roof);
      else if (hasCone) this.clearCone(solids.convex[solid] === 1);
      else this.clearNearWalls();
    }
  }

  /**
   * The roof is above the centre and not below the targets: all between the tangents beyond the farthest corner is hidden,
   * and up to there what lies behind each wall that faces the centre. Between the near walls of a convex footprint and the
   * chord of its tangents there is only footprint.
   */
  private clearCone(convex: boolean): void {
    const { footprint, fill } = this;
    const { rx, ry, lx, ly, walls } = footprint;
    footprint.measureCone();
    const { deepest } = footprint;
    const nx = ly - ry;
    const ny = rx - lx;
    this.startBehind(rx, ry, lx, ly);
    fill.halfPlane(nx, ny, convex ? rx * ly - lx * ry : deepest);
    fill.clear();
    this.cover.add(rx, ry, lx, ly, footprint.farthest);
    if (convex) return;
    const end = 4 * footprint.outerCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross >= 0) continue;
      const farA = (ay * deepest) / (nx * ax + ny * ay);
      const farB = (by * deepest) / (nx * bx + ny * by);
      fill.start(Math.min(ay, by, farA, farB), Math.max(ay, by, farA, farB));
      fill.halfPlane(-by, bx, 0);
      fill.halfPlane(ay, -ax, 0);
      fill.halfPlane(ay - by, bx - ax, -cross);
      fill.halfPlane(-nx, -ny, -deepest);
      fill.clear();
    }
  }

  /** As {@link clearCone} for a centre in a courtyard or notch: each wall that faces it by itself. */
  private clearNearWalls(): void {
    const { footprint, fill } = this;
    const { walls } = footprint;
    const end = 4 * footprint.wallCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross >= 0) continue;
      this.startBehind(bx, by, ax, ay);
      fill.halfPlane(ay - by, bx - ax, -cross);
      fill.clear();
      this.cover.add(bx, by, ax, ay, Math.sqrt(Math.max(ax * ax + ay * ay, bx * bx + by * by)));
    }
  }

  /** The roof is above the centre and below the targets: rising rays pass over it from some distance on. */
  private clearOvertopped(roof: number): void {
    const { footprint, fill } = this;
    const { walls } = footprint;
    const slope = roof - this.z;
    const end = 4 * footprint.wallCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross >= 0) continue;
      this.startBehind(bx, by, ax, ay);
      fill.cut(slope, (this.target - this.z) * -cross, ay - by, bx - ax);
      fill.clear();
    }
  }

  /**
   * The roof is not above the centre: a sinking ray is lowest where it leaves, so that the walls that face away hide, up to
   * where the ray over their edge reaches the targets.
   */
  private clearFarWalls(roof: number): void {
    const { footprint, fill, z } = this;
    const { walls } = footprint;
    const slope = roof - z;
    const scale = slope < 0 ? ((this.target - z) / slope) * widening : Infinity;
    const end = 4 * footprint.wallCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (cross <= 0) continue;
      const nx = by - ay;
      const ny = ax - bx;
      if (slope < 0) {
        const farA = ay * scale;
        const farB = by * scale;
        fill.start(Math.min(ay, by, farA, farB), Math.max(ay, by, farA, farB));
        fill.halfPlane(-ay, ax, 0);
        fill.halfPlane(by, -bx, 0);
      } else this.startBehind(ax, ay, bx, by);
      fill.halfPlane(nx, ny, cross);
      if (slope < 0) fill.cut(slope, (this.target - z) * cross, nx, ny);
      fill.clear();
    }
  }

  /** Starts the unbounded region between the directions r (right) and l (left), cross(r, l) > 0, up to the radius. */
  private startBehind(rx: number, ry: number, lx: number, ly: number): void {
    const { fill } = this;
    const reach = this.radius * widening;
    const farR = ry * (reach / Math.sqrt(rx * rx + ry * ry));
    const farL = ly * (reach / Math.sqrt(lx * lx + ly * ly));
    const high = rx >= 0 && lx <= 0 ? reach : Math.max(ry, ly, farR, farL);
    const low = rx <= 0 && lx >= 0 ? -reach : Math.min(ry, ly, farR, farL);
    fill.start(low, high);
    fill.halfPlane(-ry, rx, 0);
    fill.halfPlane(ly, -lx, 0);
  }
}

/** Makes bounds of rows wider than their rounding. */
const widening = 1 + 1e-9;
