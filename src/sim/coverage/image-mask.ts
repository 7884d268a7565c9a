import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';
import { windowOfBox, windowX, windowY } from '../visibility/bits.ts';
import { type CameraPose, imageCorners } from './camera-pose.ts';
import { fisheyeReach } from './fisheye.ts';

/**
 * A rectilinear image as functions of a target v = (x, y, z) relative to the optical centre: v is inside iff all five are
 * ≥ 0 and the depth is > 0. Each is worked out as a·x + (b·y + c·z), which rounds monotonically in x and in z: along a row
 * of cells on level ground "inside" is one stretch, bit for bit.
 */
export interface ImageMask {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly forward: readonly [number, number, number];
}

/** |right·v| ≤ tan(HFOV/2)·Z and |up·v| ≤ tan(VFOV/2)·Z as four half-spaces through the optical centre. */
export function createImageMask(pose: CameraPose): ImageMask {
  const a = new Float64Array(4);
  const b = new Float64Array(4);
  const c = new Float64Array(4);
  const { right, up, forward, tangentX, tangentY } = pose;
  (
    [
      [tangentX, right, 1],
      [tangentX, right, -1],
      [tangentY, up, 1],
      [tangentY, up, -1],
    ] as const
  ).forEach(([tangent, axis, sign], k) => {
    a[k] = tangent * forward[0] - sign * axis[0];
    b[k] = tangent * forward[1] - sign * axis[1];
    c[k] = tangent * forward[2] - sign * axis[2];
  });
  return { a, b, c, forward };
}

/** Depth of a target along the optical axis. */
export function depthOf(mask: ImageMask, x: number, y: number, z: number): number {
  return mask.forward[0] * x + (mask.forward[1] * y + mask.forward[2] * z);
}

/** Does the target project inside the image? */
export function insideImage(mask: ImageMask, x: number, y: number, z: number): boolean {
  const { a, b, c } = mask;
  for (let k = 0; k < 4; k += 1) if (!(a[k] * x + (b[k] * y + c[k] * z) >= 0)) return false;
  return depthOf(mask, x, y, z) > 0;
}

/**
 * The window of whole words that holds every cell that the image can show at a density (px/m); empty where there is none.
 *
 * @param whole A radius that holds the whole grid, metres.
 */
export function imageWindow(grid: CellGrid, pose: CameraPose, pixelsPerMeter: number, whole: number): WordWindow {
  const [x, y] = pose.position;
  if (pose.projection === 'equidistant') {
    const reach = Math.min(whole, fisheyeReach(pose, pixelsPerMeter)) + grid.cell;
    return windowOfBox(grid, x - reach, y - reach, x + reach, y + reach);
  }
  let minX = x;
  let minY = y;
  let maxX = x;
  let maxY = y;
  for (const [cx, cy] of imageCorners(pose, (pose.focalPixels / pixelsPerMeter) * (1 + 1e-9))) {
    minX = Math.min(minX, x + cx);
    minY = Math.min(minY, y + cy);
    maxX = Math.max(maxX, x + cx);
    maxY = Math.max(maxY, y + cy);
  }
  return windowOfBox(grid, minX - grid.cell, minY - grid.cell, maxX + grid.cell, maxY + grid.cell);
}

/** No target that the image shows at a density (px/m) is farther from the optical centre in plan than this, metres. */
export function imageRadius(pose: CameraPose, pixelsPerMeter: number): number {
  if (pose.projection === 'equidistant') return fisheyeReach(pose, pixelsPerMeter);
  let squared = 0;
  for (const [x, y] of imageCorners(pose, pose.focalPixels / pixelsPerMeter)) {
    squared = Math.max(squared, x * x + y * y);
  }
  return Math.sqrt(squared) * (1 + 1e-9) + 1e-3;
}

/**
 * Stretches of a row of cells: those that lie inside the image, and up to a depth, whatever the height of their targets between
 * two bounds (`sure`), or for some height between them. Where the bounds are equal the two are the same, exactly.
 */
export class RowSpans {
  private readonly mask: ImageMask;
  private readonly x0: number;
  private readonly y0: number;
  private readonly cell: number;
  private readonly columns: number;
  private low = 0;
  private high = 0;
  private sure = false;
  /** First and last column of the stretch; none where `from` > `to`. */
  from = 0;
  to = 0;

  constructor(mask: ImageMask, pose: CameraPose, grid: CellGrid, window: WordWindow) {
    this.mask = mask;
    this.x0 = windowX(grid, window) - pose.position[0];
    this.y0 = windowY(grid, window) - pose.position[1];
    this.cell = grid.cell;
    this.columns = 32 * window.words;
  }

  /** Bounds of the target heights, z relative to the optical centre; for what follows. */
  between(low: number, high: number, sure = false): void {
    this.low = low;
    this.high = high;
    this.sure = sure;
  }

  /** X of a column's and y of a row's centre, relative to the optical centre. */
  x(column: number): number {
    return this.x0 + column * this.cell;
  }

  y(row: number): number {
    return this.y0 + row * this.cell;
  }

  /** Narrows the row to the image; false where nothing is left. */
  image(row: number): boolean {
    const { a, b, c, forward } = this.mask;
    const y = this.y(row);
    this.from = 0;
    this.to = this.columns - 1;
    for (let k = 0; k < 4; k += 1) {
      if (!this.narrow(a[k], b[k] * y + this.greatest(c[k]), 0, false)) return false;
    }
    return this.narrow(forward[0], forward[1] * y + this.greatest(forward[2]), 0, true);
  }

  /** Narrows further to depth ≤ limit; call after {@link image}, from the highest limit to the lowest. */
  depth(row: number, limit: number): boolean {
    const { forward } = this.mask;
    // The least height term for some height; −0 − x is −x exactly.
    const rest = forward[1] * this.y(row) - this.greatest(-forward[2]);
    return this.narrow(-forward[0], -rest, -limit, false);
  }

  /** The greatest value of slope · height; the least where the stretch must be sure. */
  private greatest(slope: number): number {
    const atLow = slope * this.low;
    const atHigh = slope * this.high;
    return this.sure ? Math.min(atLow, atHigh) : Math.max(atLow, atHigh);
  }

  /** Keeps the columns with slope·x + rest ≥ bound (> bound where strict). The left side is monotonic in x. */
  private narrow(slope: number, rest: number, bound: number, strict: boolean): boolean {
    if (this.from > this.to) return false;
    const first = this.holds(slope, rest, bound, strict, this.from);
    const last = this.holds(slope, rest, bound, strict, this.to);
    if (first && last) return true;
    if (!first && !last) {
      this.to = this.from - 1;
      return false;
    }
    // The first column on the other side of the border, starting from an estimate.
    let low = this.from;
    let high = this.to;
    const guess = Math.ceil(((bound - rest) / slope - this.x0) / this.cell);
    if (guess > low && guess <= high) {
      if (this.holds(slope, rest, bound, strict, guess) === last) high = guess;
      else low = guess;
      if (high === guess && guess - 1 > low && this.holds(slope, rest, bound, strict, guess - 1) !== last)
        low = guess - 1;
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.holds(slope, rest, bound, strict, middle) === last) high = middle;
      else low = middle;
    }
    if (last) this.from = high;
    else this.to = high - 1;
    return true;
  }

  private holds(slope: number, rest: number, bound: number, strict: boolean, column: number): boolean {
    const value = slope * (this.x0 + column * this.cell) + rest;
    return strict ? value > bound : value >= bound;
  }
}
