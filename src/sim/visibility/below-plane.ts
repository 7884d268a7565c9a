import type { WordWindow } from '#geo/cell-grid.ts';
import { lowestBit, windowX, windowY } from './bits.ts';
import type { TargetLines } from './target-lines.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';
import type { CellFrame } from './wedge.ts';

/** A bound closer than this to a cell centre, in cells, is decided by the exact test; rounding stays far below. */
const doubt = 1 / 65_536;
/** Most half-planes of a region. */
const mostLines = 4;
/** Numbers of a line: t, q, s and 1/s. */
const stride = 4;

/**
 * Clears, on slopes, the cells of a convex region of the plan whose targets lie below the plane through the optical centre
 * and the upper edge of a wall. Words of cells are held against the line that their targets stand along; only where the
 * plane passes close to it, each target is.
 */
export class BelowPlane {
  private readonly scene: VisibilityScene;
  private readonly lines: TargetLines;
  private frame: CellFrame = { bits: new Uint32Array(0), words: 0, rows: 0, columns: 0, cell: 1, x0: 0, y0: 0 };
  private window: WordWindow = { firstRow: 0, rows: 0, firstWord: 0, words: 0 };
  private bits: Int32Array = new Int32Array(0);
  private z = 0;
  private firstX = 0;
  private firstY = 0;
  /** In cells a half-plane reads s·column ≥ t − q·row: lines that bound a row from below (s > 0), and from above. */
  private readonly lower = new Float64Array(stride * mostLines);
  private readonly upper = new Float64Array(stride * mostLines);
  private lowers = 0;
  private uppers = 0;
  private first = 0;
  private last = 0;

  constructor(scene: VisibilityScene, lines: TargetLines) {
    this.scene = scene;
    this.lines = lines;
  }

  /** The frame of the next regions, the window that it shows, and the height of the optical centre. */
  setFrame(frame: CellFrame, window: WordWindow, z: number): void {
    const { bits } = frame;
    this.frame = frame;
    this.window = window;
    this.bits = new Int32Array(bits.buffer, bits.byteOffset, bits.length);
    this.z = z;
    this.firstX = windowX(this.scene.grid, window);
    this.firstY = windowY(this.scene.grid, window);
  }

  /** Starts a region of which no cell centre lies below `low` or above `high`, metres from the optical centre. */
  start(low: number, high: number): void {
    const { frame } = this;
    const first = Math.ceil((low - frame.y0) / frame.cell - doubt);
    const last = Math.floor((high - frame.y0) / frame.cell + doubt);
    this.first = first > 0 ? first : 0;
    this.last = last < frame.rows ? last : frame.rows - 1;
    this.lowers = 0;
    this.uppers = 0;
  }

  /** Narrows the region to a·x + b·y ≥ c, metres from the optical centre. */
  halfPlane(a: number, b: number, c: number): void {
    const { frame } = this;
    const t = c - a * frame.x0 - b * frame.y0;
    const q = b * frame.cell;
    if (a > 0) {
      setLine(this.lower, this.lowers, t, q, a * frame.cell);
      this.lowers += 1;
    } else if (a < 0) {
      setLine(this.upper, this.uppers, t, q, a * frame.cell);
      this.uppers += 1;
    } else this.narrowRows(t, q);
  }

  /** Keeps the rows with q·row ≥ t. */
  private narrowRows(t: number, q: number): void {
    while (this.first <= this.last && q * this.first < t) this.first += 1;
    while (this.first <= this.last && q * this.last < t) this.last -= 1;
  }

  /** Clears the cells of the region for which (z_target − z)·c < slope·(nx·x + ny·y), c > 0. */
  clear(nx: number, ny: number, c: number, slope: number): void {
    const { first, last, lower, upper } = this;
    const { columns } = this.frame;
    // Lines that are missing bound nothing.
    for (let k = this.lowers; k < 2; k += 1) setLine(lower, k, -0.5, 0, 1);
    for (let k = this.uppers; k < 2; k += 1) setLine(upper, k, columns - 0.5, 0, 1);
    const lowerEnd = stride * Math.max(2, this.lowers);
    const upperEnd = stride * Math.max(2, this.uppers);
    for (let row = first; row <= last; row += 1) {
      let low = -0.5;
      let high = columns - 0.5;
      for (let at = 0; at < lowerEnd; at += stride) {
        const bound = (lower[at] - lower[at + 1] * row) * lower[at + 3];
        if (bound > low) low = bound;
      }
      for (let at = 0; at < upperEnd; at += stride) {
        const bound = (upper[at] - upper[at + 1] * row) * upper[at + 3];
        if (bound < high) high = bound;
      }
      if (low - high >= doubt) continue;
      // Truncation of numbers that cannot be negative instead of ceil(low − doubt) and floor(high + doubt).
      let from = (low + (1 - doubt)) | 0;
      if (from - low < doubt && !this.contains(row, from)) from += 1;
      let to = ((high + (1 + doubt)) | 0) - 1;
      if (high - to < doubt && !this.contains(row, to)) to -= 1;
      if (from <= to) this.clearRow(row, from, to, nx, ny, c, slope);
    }
  }

  /** Is the cell in the region? Exact; the rows' bounds are taken as kept. */
  private contains(row: number, column: number): boolean {
    const { lower, upper } = this;
    for (let at = 0; at < stride * this.lowers; at += stride) {
      if (lower[at + 2] * column < lower[at] - lower[at + 1] * row) return false;
    }
    for (let at = 0; at < stride * this.uppers; at += stride) {
      if (upper[at + 2] * column < upper[at] - upper[at + 1] * row) return false;
    }
    return true;
  }

  private clearRow(row: number, from: number, to: number, nx: number, ny: number, c: number, slope: number): void {
    const { frame, window, bits, lines, z } = this;
    const { cell, words } = frame;
    const rest = ny * (frame.y0 + row * cell);
    // Along the row, c times the height of the plane above the centre rises by this from cell to cell.
    const rise = slope * nx * cell;
    const lastWord = to >> 5;
    for (let word = from >> 5; word <= lastWord; word += 1) {
      const at = row * words + word;
      let left = bits[at];
      if (left === 0) continue;
      const k0 = word === from >> 5 ? from & 31 : 0;
      const k1 = word === lastWord ? to & 31 : 31;
      left &= (-1 << k0) & (-1 >>> (31 - k1));
      if (left === 0) continue;
      const entry = lines.locate(window.firstRow + row, window.firstWord + word);
      const { data } = lines;
      // Targets above the plane, times c: base + step·k plus something from `low` to `high`.
      const base = (data[entry] - z) * c - slope * (nx * (frame.x0 + 32 * word * cell) + rest);
      const step = data[entry + 1] * c - rise;
      const low = base + data[entry + 2] * c;
      const high = base + data[entry + 3] * c;
      if (low + step * k0 >= 0 && low + step * k1 >= 0) continue;
      let sunk = 0;
      let open = left;
      if (high + step * k0 < 0 && high + step * k1 < 0) sunk = left;
      else if (step > 0) {
        sunk = left & lowBits(Math.ceil(-high / step));
        open = left & lowBits(Math.ceil(-low / step));
      } else if (step < 0) {
        sunk = left & ~lowBits(Math.floor(-high / step) + 1);
        open = left & ~lowBits(Math.floor(-low / step) + 1);
      }
      bits[at] &= ~sunk;
      open &= ~sunk;
      if (open !== 0) this.clearCells(row, word, open, nx, rest, c, slope);
    }
  }

  private clearCells(
    row: number,
    word: number,
    open: number,
    nx: number,
    rest: number,
    c: number,
    slope: number,
  ): void {
    const { scene, frame, firstX, firstY, z } = this;
    const { cell } = frame;
    const y = firstY + row * cell;
    let left = open;
    let cleared = 0;
    while (left !== 0) {
      const bit = lowestBit(left);
      left &= left - 1;
      const column = 32 * word + bit;
      const along = nx * (frame.x0 + column * cell) + rest;
      if ((targetZ(scene, firstX + column * cell, y) - z) * c < slope * along) cleared |= 1 << bit;
    }
    this.bits[row * frame.words + word] &= ~cleared;
  }
}

/** The lowest `count` bits, all of them from 32 on, none up to 0. */
function lowBits(count: number): number {
  if (count <= 0) return 0;
  return count >= 32 ? -1 : ~(-1 << count);
}

function setLine(lines: Float64Array, index: number, t: number, q: number, s: number): void {
  const at = stride * index;
  lines[at] = t;
  lines[at + 1] = q;
  lines[at + 2] = s;
  lines[at + 3] = 1 / s;
}
