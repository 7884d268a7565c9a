import type { WordWindow } from '#geo/cell-grid.ts';
import { quantumMeters } from '#geo/quantum.ts';
import { AngularCover } from './angular-cover.ts';
import { BelowPlane } from './below-plane.ts';
import { ConvexFill } from './convex-fill.ts';
import { Footprint } from './footprint.ts';
import { NearestFirst } from './nearest-first.ts';
import type { Sector } from './sector.ts';
import { targetRange } from './target-heights.ts';
import type { TargetLines } from './target-lines.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import type { CellFrame } from './wedge.ts';

/** Makes bounds wider than their rounding, so that it leaves no cell out. */
const widening = 1 + 1e-9;

/**
 * Subtracts the shadows of standing prisms on slopes. A target is hidden iff the segment to it crosses a wall below the
 * roof. Below the roof those are the walls that face the centre (a ray that enters above the roof and rises stays above
 * it, one that sinks is below it from the first wall on); from the roof upwards those that face away (a sinking ray is
 * lowest where it leaves). What surely lies below the plane over a wall's upper edge goes as a polygon, the rest is held
 * against that plane. Works in memory of its own: one instance belongs to one thread.
 */
export class SlopingShadows {
  private readonly scene: VisibilityScene;
  private readonly nearest: NearestFirst;
  private readonly footprint = new Footprint();
  /** From which distance on everything is hidden, per direction, as of the last call of {@link SlopingShadows.clear}. */
  readonly cover = new AngularCover();
  private readonly fill = new ConvexFill();
  private readonly below: BelowPlane;
  private x = 0;
  private y = 0;
  private z = 0;
  private radius = 0;
  /** Bounds of all targets in the window, and of those that the solid at hand can hide. */
  private windowLowest = 0;
  private windowHighest = 0;
  private lowest = 0;
  private highest = 0;

  constructor(scene: VisibilityScene, lines: TargetLines) {
    this.scene = scene;
    this.nearest = new NearestFirst(scene.standing, scene.solids);
    this.below = new BelowPlane(scene, lines);
  }

  /**
   * Clears the cells of the frame, which shows `window` from (x, y), that are hidden from the optical centre (x, y, z); set
   * none beyond `radius`. Cells outside the sector, where there is one, are not decided.
   */
  clear(
    frame: CellFrame,
    window: WordWindow,
    x: number,
    y: number,
    z: number,
    radius: number,
    sector: Sector | null,
  ): void {
    const { scene, nearest, footprint, cover } = this;
    const { solids } = scene;
    this.fill.setFrame(frame);
    this.below.setFrame(frame, window, z);
    cover.reset(sector);
    this.x = x;
    this.y = y;
    this.z = z;
    this.radius = radius;
    [this.windowLowest, this.windowHighest] = targetRange(scene, x - radius, y - radius, x + radius, y + radius);
    nearest.find(x, y, radius);
    for (let k = 0; k < nearest.count; k += 1) {
      const solid = nearest.solid[k];
      const roof = solids.topZ[solid];
      if (roof <= z && roof <= this.windowLowest) continue;
      footprint.load(solids, solid, x, y);
      const hasCone = footprint.findCone();
      if (hasCone && cover.hides(footprint.rx, footprint.ry, footprint.lx, footprint.ly, nearest.distance[k])) continue;
      this.boundTargets(roof, hasCone);
      if (roof <= z) this.clearFarWalls(roof);
      else if (hasCone) this.clearCone(roof, solids.convex[solid] === 1);
      else this.clearNearWalls(roof);
    }
  }

  /** Bounds the targets that the loaded footprint can hide: from its near corners on, between its tangents. */
  private boundTargets(roof: number, hasCone: boolean): void {
    const { footprint, radius, z } = this;
    this.lowest = this.windowLowest;
    this.highest = this.windowHighest;
    if (!hasCone) return;
    const { rx, ry, lx, ly } = footprint;
    const reach = radius * widening;
    const farR = reach / Math.sqrt(rx * rx + ry * ry);
    const farL = reach / Math.sqrt(lx * lx + ly * ly);
    const north = rx >= 0 && lx <= 0 ? reach : Math.max(ry * farR, ly * farL);
    const south = rx <= 0 && lx >= 0 ? -reach : Math.min(ry * farR, ly * farL);
    const east = ry <= 0 && ly >= 0 ? reach : Math.max(rx * farR, lx * farL);
    const west = ry >= 0 && ly <= 0 ? -reach : Math.min(rx * farR, lx * farL);
    this.boundBox(1, west, south, east, north);
    if (roof >= z || this.lowest >= roof) return;
    // From above, the shadow ends where the ray over the far edge reaches the lowest target: look only that far.
    this.boundBox(((z - this.lowest) / (z - roof)) * widening, west, south, east, north);
  }

  /** The box around the footprint and its image `scale` times as far off; at scale 1 around the box that is given. */
  private boundBox(scale: number, west: number, south: number, east: number, north: number): void {
    const { scene, x, y, footprint } = this;
    const { minX, minY, maxX, maxY } = footprint;
    const low = scale === 1 ? [west, south, east, north] : [scale * minX, scale * minY, scale * maxX, scale * maxY];
    [this.lowest, this.highest] = targetRange(
      scene,
      x + Math.min(minX, Math.max(west, low[0])),
      y + Math.min(minY, Math.max(south, low[1])),
      x + Math.max(maxX, Math.min(east, low[2])),
      y + Math.max(maxY, Math.min(north, low[3])),
    );
  }

  /** From this multiple of a wall's distance on, the plane over its edge lies above every target; at least 1. */
  private scaleBeatingAll(roof: number): number {
    if (roof >= this.highest + quantumMeters) return 1;
    return Math.max(1, ((this.highest - this.z) / (roof - this.z)) * widening);
  }

  /**
   * The roof is above the centre. From `scale` times the distance of a wall on, the plane over its edge beats every target:
   * all between the tangents beyond `scale` times the farthest corner is hidden. Up to there each wall that faces the
   * centre hides what lies below its plane. Where the roof itself beats every target that is all behind it, and between
   * the near walls of a convex footprint and the chord of its tangents there is only footprint.
   */
  private clearCone(roof: number, convex: boolean): void {
    const { footprint, fill, below, radius } = this;
    const { walls, rx, ry, lx, ly } = footprint;
    const scale = this.scaleBeatingAll(roof);
    footprint.measureCone();
    const depth = footprint.deepest * scale;
    const whole = convex && scale === 1;
    const nx = ly - ry;
    const ny = rx - lx;
    if (whole || depth <= radius * Math.sqrt(nx * nx + ny * ny) * widening) {
      this.startBehind(rx, ry, lx, ly);
      fill.halfPlane(nx, ny, whole ? rx * ly - lx * ry : depth);
      fill.clear();
    }
    this.cover.add(rx, ry, lx, ly, scale * footprint.farthest);
    if (whole) return;
    const end = 4 * footprint.outerCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const c = ay * bx - ax * by;
      if (c <= 0 || this.hidden(bx, by, ax, ay, c)) continue;
      const farA = (ay * depth) / (nx * ax + ny * ay);
      const farB = (by * depth) / (nx * bx + ny * by);
      const low = Math.max(-radius, Math.min(ay, by, farA, farB));
      const high = Math.min(radius, Math.max(ay, by, farA, farB));
      const region = scale === 1 ? fill : below;
      region.start(low, high);
      region.halfPlane(-by, bx, 0);
      region.halfPlane(ay, -ax, 0);
      region.halfPlane(ay - by, bx - ax, c);
      region.halfPlane(-nx, -ny, -depth * widening);
      if (scale === 1) fill.clear();
      else below.clear(ay - by, bx - ax, c, roof - this.z);
    }
  }

  /** As {@link clearCone} for a centre in a courtyard or notch: each wall that faces it by itself. */
  private clearNearWalls(roof: number): void {
    const { footprint, fill, below } = this;
    const { walls } = footprint;
    const whole = this.scaleBeatingAll(roof) === 1;
    const end = 4 * footprint.wallCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const c = ay * bx - ax * by;
      if (c <= 0 || this.hidden(bx, by, ax, ay, c)) continue;
      if (whole) {
        this.startBehind(bx, by, ax, ay);
        fill.halfPlane(ay - by, bx - ax, c);
        fill.clear();
        this.cover.add(bx, by, ax, ay, Math.sqrt(Math.max(ax * ax + ay * ay, bx * bx + by * by)));
        continue;
      }
      const [low, high] = this.rowsBehind(bx, by, ax, ay);
      below.start(low, high);
      below.halfPlane(-by, bx, 0);
      below.halfPlane(ay, -ax, 0);
      below.halfPlane(ay - by, bx - ax, c);
      below.clear(ay - by, bx - ax, c, roof - this.z);
    }
  }

  /** The roof is not above the centre: the walls that face away hide, up to where the ray over their edge reaches the ground. */
  private clearFarWalls(roof: number): void {
    const { footprint, below, z, radius } = this;
    if (this.lowest >= roof) return;
    const { walls } = footprint;
    const slope = roof - z;
    const scale = slope < 0 ? ((this.lowest - z) / slope) * widening : Infinity;
    const end = 4 * footprint.wallCount;
    for (let at = 0; at < end; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const c = ax * by - ay * bx;
      if (c <= 0) continue;
      const nx = by - ay;
      const ny = ax - bx;
      if (this.hidden(ax, ay, bx, by, c)) continue;
      if (scale === Infinity) {
        const [low, high] = this.rowsBehind(ax, ay, bx, by);
        below.start(low, high);
      } else {
        const farA = ay * scale;
        const farB = by * scale;
        const low = Math.min(ay, by, farA, farB);
        const high = Math.max(ay, by, farA, farB);
        below.start(Math.max(-radius, low), Math.min(radius, high));
        below.halfPlane(-nx, -ny, -c * scale);
      }
      below.halfPlane(-ay, ax, 0);
      below.halfPlane(by, -bx, 0);
      below.halfPlane(nx, ny, c);
      below.clear(nx, ny, c, slope);
    }
  }

  /** Is all behind the wall from r to l hidden already? c: its cross product. */
  private hidden(rx: number, ry: number, lx: number, ly: number, c: number): boolean {
    const dx = lx - rx;
    const dy = ly - ry;
    return this.cover.hides(rx, ry, lx, ly, c / (Math.sqrt(dx * dx + dy * dy) * widening));
  }

  /** Starts the unbounded region between the directions r (right) and l (left), cross(r, l) > 0, up to the radius. */
  private startBehind(rx: number, ry: number, lx: number, ly: number): void {
    const { fill } = this;
    const [low, high] = this.rowsBehind(rx, ry, lx, ly);
    fill.start(low, high);
    fill.halfPlane(-ry, rx, 0);
    fill.halfPlane(ly, -lx, 0);
  }

  /** Lowest and highest y within the radius between the directions r and l, from the wall between them on. */
  private rowsBehind(rx: number, ry: number, lx: number, ly: number): readonly [low: number, high: number] {
    const reach = this.radius * widening;
    const farR = ry * (reach / Math.sqrt(rx * rx + ry * ry));
    const farL = ly * (reach / Math.sqrt(lx * lx + ly * ly));
    const high = rx >= 0 && lx <= 0 ? reach : Math.max(ry, ly, farR, farL);
    const low = rx <= 0 && lx >= 0 ? -reach : Math.min(ry, ly, farR, farL);
    return [low, high];
  }
}
