import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';
import { lowestBit, windowX, windowY } from './bits.ts';

/** A bitset around an optical centre; coordinates are metres relative to that centre. */
export interface CellFrame {
  readonly bits: Uint32Array;
  readonly words: number;
  readonly rows: number;
  readonly columns: number;
  readonly cell: number;
  /** Centre of the first cell (south-west). */
  readonly x0: number;
  readonly y0: number;
}

/** The frame of a window's bits around the optical centre at (x, y). */
export function cellFrame(grid: CellGrid, window: WordWindow, bits: Uint32Array, x: number, y: number): CellFrame {
  return {
    bits,
    words: window.words,
    rows: window.rows,
    columns: 32 * window.words,
    cell: grid.cell,
    x0: windowX(grid, window) - x,
    y0: windowY(grid, window) - y,
  };
}

/**
 * A convex region of the plan: up to six half-planes a·x + b·y ≥ c, of whose coefficients all products are exact. Reused from
 * solid to solid.
 */
export class Wedge {
  readonly a = new Float64Array(6);
  readonly b = new Float64Array(6);
  readonly c = new Float64Array(6);
  readonly inverse = new Float64Array(6);
  count = 0;
  /** Normal of the wall: (nx, ny) = (ly − ry, rx − lx). */
  nx = 0;
  ny = 0;
  /** Bounds of the region within the frame; may be wider than the truth. */
  minY = 0;
  maxY = 0;
  /** Result of {@link rowSpan}: first and last column, both included. */
  from = 0;
  to = 0;

  halfPlane(a: number, b: number, c: number): void {
    const k = this.count;
    this.a[k] = a;
    this.b[k] = b;
    this.c[k] = c;
    this.inverse[k] = 1 / a;
    this.count = k + 1;
  }

  /**
   * Starts the region behind the wall from r (right) to l (left) as seen from the centre; cross(r, l) must be > 0.
   */
  behind(frame: CellFrame, rx: number, ry: number, lx: number, ly: number): void {
    this.count = 0;
    this.nx = ly - ry;
    this.ny = rx - lx;
    const c = rx * ly - lx * ry;
    this.halfPlane(-ry, rx, 0);
    this.halfPlane(ly, -lx, 0);
    this.halfPlane(this.nx, this.ny, c);
    const { x0, y0 } = frame;
    const x1 = x0 + (frame.columns - 1) * frame.cell;
    const y1 = y0 + (frame.rows - 1) * frame.cell;
    const north = rx >= 0 && lx <= 0 ? Infinity : Math.max(reach(rx, ry, x0, x1), reach(lx, ly, x0, x1));
    const south = rx <= 0 && lx >= 0 ? Infinity : Math.max(reach(rx, -ry, x0, x1), reach(lx, -ly, x0, x1));
    this.maxY = Math.min(y1, Math.max(ry, ly, north));
    this.minY = Math.max(y0, Math.min(ry, ly, -south));
  }

  /** Moves the near border from the wall itself to n·p ≥ c; a nearer one lets the region reach before the wall. */
  startAt(c: number): void {
    if (c < this.c[2]) {
      this.minY = -Infinity;
      this.maxY = Infinity;
    }
    this.c[2] = c;
  }

  /** The region without any border. */
  everywhere(): void {
    this.count = 0;
    this.minY = -Infinity;
    this.maxY = Infinity;
  }

  contains(x: number, y: number): boolean {
    for (let k = 0; k < this.count; k += 1) if (this.a[k] * x + this.b[k] * y < this.c[k]) return false;
    return true;
  }
}

/** Highest y that a ray from (x, y) straight away from the centre climbs to while its x lies in the frame. */
function reach(x: number, y: number, xMin: number, xMax: number): number {
  if (y <= 0) return -Infinity;
  if (x > 0) return xMax > 0 ? (y / x) * xMax : -Infinity;
  if (x < 0) return xMin < 0 ? (y / x) * xMin : -Infinity;
  return Infinity;
}

/** A bound closer than this to a cell centre, in cells, is decided by the exact test; rounding stays far below. */
const doubt = 1 / 65_536;

/** The columns of row y that lie in the wedge; false where there are none. */
function rowSpan(frame: CellFrame, wedge: Wedge, y: number): boolean {
  const { a, b, c, inverse, count } = wedge;
  let low = -Infinity;
  let high = Infinity;
  for (let k = 0; k < count; k += 1) {
    const slope = a[k];
    const rest = c[k] - b[k] * y;
    if (slope > 0) {
      const x = rest * inverse[k];
      if (x > low) low = x;
    } else if (slope < 0) {
      const x = rest * inverse[k];
      if (x < high) high = x;
    } else if (rest > 0) return false;
  }
  return settleSpan(frame, wedge, y, low, high);
}

function settleSpan(frame: CellFrame, wedge: Wedge, y: number, low: number, high: number): boolean {
  const { cell, x0, columns } = frame;
  let from = 0;
  const left = (low - x0) / cell;
  if (left > -doubt) {
    if (left > columns) return false;
    from = Math.ceil(left - doubt);
    if (from - left < doubt && !wedge.contains(x0 + from * cell, y)) from += 1;
  }
  let to = columns - 1;
  const right = (high - x0) / cell;
  if (right < columns - 1 + doubt) {
    if (right < -1) return false;
    to = Math.floor(right + doubt);
    if (right - to < doubt && !wedge.contains(x0 + to * cell, y)) to -= 1;
  }
  wedge.from = from;
  wedge.to = to;
  return from <= to;
}

function firstRow(frame: CellFrame, wedge: Wedge): number {
  const row = Math.ceil((wedge.minY - frame.y0) / frame.cell - doubt);
  return row > 0 ? row : 0;
}

function lastRow(frame: CellFrame, wedge: Wedge): number {
  const row = Math.floor((wedge.maxY - frame.y0) / frame.cell + doubt);
  return row < frame.rows ? row : frame.rows - 1;
}

/** Decides one cell: index in the frame, x and y relative to the centre. */
export type HiddenTest = (row: number, column: number, x: number, y: number) => boolean;

/** Clears the cells of the wedge that are still set and that `hidden` says are hidden. */
export function clearWedgeWhere(frame: CellFrame, wedge: Wedge, hidden: HiddenTest): void {
  const { bits, words, cell, x0, y0 } = frame;
  const last = lastRow(frame, wedge);
  for (let row = firstRow(frame, wedge); row <= last; row += 1) {
    const y = y0 + row * cell;
    if (!rowSpan(frame, wedge, y)) continue;
    const { from, to } = wedge;
    const rowStart = row * words;
    for (let word = from >> 5; word <= to >> 5; word += 1) {
      let left = bits[rowStart + word];
      if (left === 0) continue;
      if (word === from >> 5) left &= -1 << (from & 31);
      if (word === to >> 5) left &= -1 >>> (31 - (to & 31));
      let cleared = 0;
      while (left !== 0) {
        const bit = lowestBit(left);
        left &= left - 1;
        const column = 32 * word + bit;
        if (hidden(row, column, x0 + column * cell, y)) cleared |= 1 << bit;
      }
      bits[rowStart + word] &= ~cleared;
    }
  }
}
