import type { WordWindow } from '#geo/cell-grid.ts';
import { quantumMeters } from '#geo/quantum.ts';
import { AngularCover } from './angular-cover.ts';
import { Footprint } from './footprint.ts';
import { groundInCircle } from './ground-in-circle.ts';
import type { LevelKernel } from './level-kernel.ts';
import { LevelShadows } from './level-shadows.ts';
import { nearestFirst } from './nearest-first.ts';
import type { Sector } from './sector.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { WasmLevelShadows } from './wasm/wasm-level-shadows.ts';
import { type CellFrame, cellFrame, clearBelowPlane, clearWedge, Wedge } from './wedge.ts';

/**
 * The ground cells of a window within `radius` of (x, y) in plan that no standing prism hides from the optical centre
 * (x, y, z). Local metres. With a sector the cells outside it are not decided.
 */
export function cellsPastStanding(
  scene: VisibilityScene,
  window: WordWindow,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
  sector: Sector | null = null,
): Uint32Array<ArrayBuffer> {
  const { grid, ground } = scene;
  if (targets.lowest === targets.highest) {
    return levelKernel(scene).seen(window, x, y, z, radius, targets.lowest, sector);
  }
  const bits = groundInCircle(grid, ground, window, x, y, radius);
  clearStandingShadows(scene, cellFrame(grid, window, bits, x, y), x, y, z, radius, targets, sector);
  return bits;
}

/**
 * Clears the cells that standing prisms hide from the optical centre (x, y, z). A target is hidden iff the segment to it
 * crosses a wall below the roof. Below the roof those are the walls that face the centre (a ray that enters above the
 * roof and rises stays above it, one that sinks is below it from the first wall on); from the roof upwards those that
 * face away (a sinking ray is lowest where it leaves).
 */
function clearStandingShadows(
  scene: VisibilityScene,
  frame: CellFrame,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
  sector: Sector | null,
): void {
  const { solids } = scene;
  const shadows = new StandingShadows(frame, z, targets, sector);
  const candidates = nearestFirst(scene.standing, solids, x, y, radius);
  for (let k = 0; k < candidates.count; k += 1) {
    const solid = candidates.solid[k];
    shadows.footprint.load(solids, solid, x, y);
    shadows.clearSolid(solids.topZ[solid], candidates.distance[k], solids.convex[solid] === 1);
  }
}

const levelKernels = new WeakMap<VisibilityScene, LevelKernel>();

/** The kernel of a scene where all targets have one height: WebAssembly where it can be had, else plain code. */
export function levelKernel(scene: VisibilityScene): LevelKernel {
  let kernel = levelKernels.get(scene);
  if (kernel === undefined) {
    const { grid, ground, solids, standing } = scene;
    kernel =
      WasmLevelShadows.create(grid, ground, solids, standing) ?? new LevelShadows(grid, ground, solids, standing);
    levelKernels.set(scene, kernel);
  }
  return kernel;
}

/** Makes a scene use this kernel from now on; for tests and benches that compare kernels. */
export function setLevelKernel(scene: VisibilityScene, kernel: LevelKernel): void {
  levelKernels.set(scene, kernel);
}

/** Share by which regions that are decided cell by cell are made wider, so that rounding leaves no cell out. */
const widening = 1e-9;

class StandingShadows {
  readonly footprint = new Footprint();
  private readonly frame: CellFrame;
  private readonly z: number;
  private readonly targets: TargetHeights;
  private readonly wedge = new Wedge();
  private readonly cover = new AngularCover();
  /** Bounds of the targets that the solid at hand can hide. */
  private lowest = 0;
  private highest = 0;

  constructor(frame: CellFrame, z: number, targets: TargetHeights, sector: Sector | null) {
    this.frame = frame;
    this.z = z;
    this.targets = targets;
    this.cover.reset(sector);
  }

  /** Subtracts the shadow of the loaded footprint under `roof`. `distance`: no point of it is nearer. */
  clearSolid(roof: number, distance: number, convex: boolean): void {
    const { footprint } = this;
    const hasCone = footprint.findCone();
    if (hasCone && this.cover.hides(footprint.rx, footprint.ry, footprint.lx, footprint.ly, distance)) return;
    this.boundTargets(roof, hasCone);
    if (roof > this.z && hasCone) this.clearCone(roof, convex);
    else this.clearWalls(roof);
  }

  private boundTargets(roof: number, hasCone: boolean): void {
    const { footprint, frame, wedge, targets, z } = this;
    this.lowest = targets.lowest;
    this.highest = targets.highest;
    if (targets.lowest === targets.highest || !hasCone) return;
    // Hidden cells lie behind the chord of the tangents, or in front of it and in the hull of the footprint.
    wedge.behind(frame, footprint.rx, footprint.ry, footprint.lx, footprint.ly);
    const { minX, minY, maxX, maxY } = footprint;
    const west = Math.min(wedge.minX, minX);
    const south = Math.min(wedge.minY, minY);
    const east = Math.max(wedge.maxX, maxX);
    const north = Math.max(wedge.maxY, maxY);
    [this.lowest, this.highest] = targets.range(west, south, east, north);
    if (roof >= z || this.lowest >= roof) return;
    // From above, the shadow ends where the ray over the far edge reaches the lowest target: look only that far.
    const scale = ((z - this.lowest) / (z - roof)) * (1 + widening);
    [this.lowest, this.highest] = targets.range(
      Math.max(west, Math.min(minX, scale * minX)),
      Math.max(south, Math.min(minY, scale * minY)),
      Math.min(east, Math.max(maxX, scale * maxX)),
      Math.min(north, Math.max(maxY, scale * maxY)),
    );
  }

  /** From this multiple of a wall's distance on, the plane over its edge lies above every target; at least 1. */
  private scaleBeatingAll(roof: number): number {
    if (roof >= this.highest + quantumMeters) return 1;
    return Math.max(1, ((this.highest - this.z) / (roof - this.z)) * (1 + widening));
  }

  /**
   * The roof is above the centre. From `scale` times the distance of a wall on, the plane over its edge beats every target:
   * all between the tangents beyond `scale` times the farthest corner is hidden, and up to there what lies that far behind
   * each wall that faces the centre. What is nearer is decided cell by cell. Where the roof itself beats every target the
   * scale is 1, and between the near walls of a convex footprint and the chord of its tangents there is only footprint.
   */
  private clearCone(roof: number, convex: boolean): void {
    const { footprint, wedge, frame } = this;
    const { walls, rx, ry, lx, ly } = footprint;
    const scale = this.scaleBeatingAll(roof);
    const whole = convex && scale === 1;
    footprint.measureCone();
    const depth = footprint.deepest * scale;
    wedge.behind(frame, rx, ry, lx, ly);
    if (!whole) wedge.startAt(depth);
    clearWedge(frame, wedge);
    this.cover.add(rx, ry, lx, ly, scale * footprint.farthest);
    if (whole) return;
    const nx = ly - ry;
    const ny = rx - lx;
    for (let at = 0; at < 4 * footprint.outerCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      if (ax * by - ay * bx >= 0) continue;
      const c = wedge.behind(frame, bx, by, ax, ay);
      wedge.startAt(c * scale);
      wedge.halfPlane(-nx, -ny, -depth);
      const endA = depth / (nx * ax + ny * ay);
      const endB = depth / (nx * bx + ny * by);
      wedge.boundRows(Math.min(ay, by, ay * endA, by * endB), Math.max(ay, by, ay * endA, by * endB));
      clearWedge(frame, wedge);
      if (scale > 1) this.testNear(roof, scale, c, bx, by, ax, ay);
    }
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

  /** The centre is above the roof, or in a courtyard or notch: each wall by itself. */
  private clearWalls(roof: number): void {
    const { walls, wallCount } = this.footprint;
    const facing = roof > this.z;
    for (let at = 0; at < 4 * wallCount; at += 4) {
      const ax = walls[at];
      const ay = walls[at + 1];
      const bx = walls[at + 2];
      const by = walls[at + 3];
      const cross = ax * by - ay * bx;
      if (facing && cross < 0) this.clearWall(roof, bx, by, ax, ay);
      if (!facing && cross > 0) this.clearWall(roof, ax, ay, bx, by);
    }
  }

  /** One wall from r (right) to l (left). First what is hidden whatever the ground does, then the rest cell by cell. */
  private clearWall(roof: number, rx: number, ry: number, lx: number, ly: number): void {
    const { wedge, frame, z } = this;
    const slope = roof - z;
    const c = wedge.behind(frame, rx, ry, lx, ly);
    if (slope > 0 && this.scaleBeatingAll(roof) === 1) {
      clearWedge(frame, wedge);
      this.cover.add(rx, ry, lx, ly, Math.sqrt(Math.max(rx * rx + ry * ry, lx * lx + ly * ly)));
      return;
    }
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
