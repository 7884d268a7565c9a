import type { WordWindow } from '#geo/cell-grid.ts';
import { lowestBit, windowX, windowY } from './bits.ts';
import type { TargetLines } from './target-lines.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';
import type { CellFrame } from './wedge.ts';

/** A bound closer than this to a cell centre, in cells, is decided by the exact test; rounding stays far below. */
const doubt = 1 / 65_536;
/** Most half-planes of a region. */
const mostLines = 6;
/** Numbers of a half-plane: a, b, c and 1/a. */
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
  private readonly planes = new Float64Array(stride * mostLines);
  private count = 0;
  private first = 0;
  private last = 0;
  private from = 0;
  private to = 0;

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
    this.count = 0;
  }

  /** Narrows the region to a·x + b·y ≥ c, metres from the optical centre. */
  halfPlane(a: number, b: number, c: number): void {
    const at = stride * this.count;
    this.planes[at] = a;
    this.planes[at + 1] = b;
    this.planes[at + 2] = c;
    this.planes[at + 3] = 1 / a;
    this.count += 1;
  }

  /** Clears the cells of the region for which (z_target − z)·c < slope·(nx·x + ny·y), c > 0. */
  clear(nx: number, ny: number, c: number, slope: number): void {
    const { frame, first, last } = this;
    for (let row = first; row <= last; row += 1) {
      if (this.span(frame.y0 + row * frame.cell)) this.clearRow(row, nx, ny, c, slope);
    }
  }

  /** The columns of row y that lie in the region; false where there are none. */
  private span(y: number): boolean {
    const { planes, frame } = this;
    const end = stride * this.count;
    let low = -Infinity;
    let high = Infinity;
    for (let at = 0; at < end; at += stride) {
      const a = planes[at];
      const rest = planes[at + 2] - planes[at + 1] * y;
      if (a > 0) {
        const x = rest * planes[at + 3];
        if (x > low) low = x;
      } else if (a < 0) {
        const x = rest * planes[at + 3];
        if (x < high) high = x;
      } else if (rest > 0) return false;
    }
    const { cell, x0, columns } = frame;
    const left = (low - x0) / cell;
    const right = (high - x0) / cell;
    if (left - right > doubt || left > columns || right < -1) return false;
    let from = 0;
    if (left > -doubt) {
      from = Math.ceil(left - doubt);
      if (from - left < doubt && !this.contains(x0 + from * cell, y)) from += 1;
    }
    let to = columns - 1;
    if (right < columns - 1 + doubt) {
      to = Math.floor(right + doubt);
      if (right - to < doubt && !this.contains(x0 + to * cell, y)) to -= 1;
    }
    this.from = from;
    this.to = to;
    return from <= to;
  }

  private contains(x: number, y: number): boolean {
    const { planes } = this;
    const end = stride * this.count;
    for (let at = 0; at < end; at += stride) if (planes[at] * x + planes[at + 1] * y < planes[at + 2]) return false;
    return true;
  }

  private clearRow(row: number, nx: number, ny: number, c: number, slope: number): void {
    const { frame, window, bits, lines, z, from, to } = this;
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
