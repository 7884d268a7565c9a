import { lowestBit } from './bits.ts';
import type { CellFrame, HiddenTest } from './wedge.ts';

/** A bound closer than this to a cell centre, in cells, is decided by the exact test; rounding stays far below. */
const doubt = 1 / 65_536;

/** Numbers of a line in {@link ConvexFill}: t, q, s and 1/s. */
const lineSize = 4;
const mostLines = 4;

/**
 * Clears the cells of a frame in a convex region of the plan, row by row. The region is given as half-planes
 * a·x + b·y ≥ c whose coefficients lie on the grid of 1/1024 m (c on that of its square), and at most one cut by a plane.
 *
 * In cells a half-plane reads s·column ≥ t − q·row with s = a·cell, q = b·cell and t = c − a·x0 − b·y0: all exact in
 * float64, so that a row's bound carries no more than the rounding of one multiplication.
 */
export class ConvexFill {
  private bits: Int32Array = new Int32Array(0);
  private words = 0;
  private rows = 0;
  private columns = 0;
  private cell = 1;
  private x0 = 0;
  private y0 = 0;
  /** Rows that the region can reach, both included. */
  private first = 0;
  private last = 0;
  /** Lines that bound a row's columns from below (s > 0), and from above (s < 0). */
  private readonly lower = new Float64Array(lineSize * mostLines);
  private readonly upper = new Float64Array(lineSize * mostLines);
  private lowers = 0;
  private uppers = 0;
  /** The cut slope·(nx·x + ny·y) > level; its line, 0 where there is none, stands last among the lower or upper ones. */
  private cutSide = 0;
  private slope = 0;
  private level = 0;
  private nx = 0;
  private ny = 0;

  /** The frame whose bits the next regions are cleared in. */
  setFrame(frame: CellFrame): void {
    const { bits } = frame;
    this.bits = new Int32Array(bits.buffer, bits.byteOffset, bits.length);
    this.words = frame.words;
    this.rows = frame.rows;
    this.columns = frame.columns;
    this.cell = frame.cell;
    this.x0 = frame.x0;
    this.y0 = frame.y0;
  }

  /** Starts a region of which no cell centre lies below `low` or above `high`, metres from the optical centre. */
  start(low: number, high: number): void {
    const first = Math.ceil((low - this.y0) / this.cell - doubt);
    const last = Math.floor((high - this.y0) / this.cell + doubt);
    this.first = first > 0 ? first : 0;
    this.last = last < this.rows ? last : this.rows - 1;
    this.lowers = 0;
    this.uppers = 0;
    this.cutSide = 0;
  }

  /** Narrows the region to a·x + b·y ≥ c. At most four lines, the cut among them. */
  halfPlane(a: number, b: number, c: number): void {
    const t = c - a * this.x0 - b * this.y0;
    if (a > 0) this.lowers = addLine(this.lower, this.lowers, t, b * this.cell, a * this.cell);
    else if (a < 0) this.uppers = addLine(this.upper, this.uppers, t, b * this.cell, a * this.cell);
    else this.narrowRows(t, b * this.cell);
  }

  /** Keeps the rows with q·row ≥ t. */
  private narrowRows(t: number, q: number): void {
    if (q > 0) {
      let row = Math.ceil(t / q);
      if (q * (row - 1) >= t) row -= 1;
      else if (q * row < t) row += 1;
      if (row > this.first) this.first = row;
    } else if (q < 0) {
      let row = Math.floor(t / q);
      if (q * (row + 1) >= t) row += 1;
      else if (q * row < t) row -= 1;
      if (row < this.last) this.last = row;
    } else if (t > 0) this.last = -1;
  }

  /** Narrows the region to slope·(nx·x + ny·y) > level, as rounded; slope ≠ 0. Call last. */
  cut(slope: number, level: number, nx: number, ny: number): void {
    const limit = level / slope;
    this.slope = slope;
    this.level = level;
    this.nx = nx;
    this.ny = ny;
    if (nx === 0) {
      this.cutRows(limit / ny);
      return;
    }
    const t = limit - nx * this.x0 - ny * this.y0;
    if (slope > 0 === nx > 0) {
      this.lowers = addLine(this.lower, this.lowers, t, ny * this.cell, nx * this.cell);
      this.cutSide = 1;
    } else {
      this.uppers = addLine(this.upper, this.uppers, t, ny * this.cell, nx * this.cell);
      this.cutSide = -1;
    }
  }

  private cutRows(y: number): void {
    const row = (y - this.y0) / this.cell;
    if (this.slope > 0 === this.ny > 0) {
      let first = Math.ceil(row - doubt);
      if (first - row < doubt && !this.passesCut(first, 0)) first += 1;
      if (first > this.first) this.first = first;
    } else {
      let last = Math.floor(row + doubt);
      if (row - last < doubt && !this.passesCut(last, 0)) last -= 1;
      if (last < this.last) this.last = last;
    }
  }

  private passesCut(row: number, column: number): boolean {
    const x = this.x0 + column * this.cell;
    const y = this.y0 + row * this.cell;
    return this.slope * (this.nx * x + this.ny * y) > this.level;
  }

  /** Is the cell in the region? Exact; the rows' bounds are taken as kept. */
  private contains(row: number, column: number): boolean {
    const { lower, upper, cutSide } = this;
    const lowers = this.lowers - (cutSide > 0 ? 1 : 0);
    const uppers = this.uppers - (cutSide < 0 ? 1 : 0);
    for (let at = 0; at < lineSize * lowers; at += lineSize) {
      if (lower[at + 2] * column < lower[at] - lower[at + 1] * row) return false;
    }
    for (let at = 0; at < lineSize * uppers; at += lineSize) {
      if (upper[at + 2] * column < upper[at] - upper[at + 1] * row) return false;
    }
    return cutSide === 0 || this.passesCut(row, column);
  }

  /** Clears the cells of the region. */
  clear(): void {
    const { lower, upper, lowers, uppers, columns, first, last } = this;
    if (first > last) return;
    // Lines that are missing bound nothing.
    for (let k = lowers; k < 2; k += 1) setLine(lower, k, -0.5, 0, 1);
    for (let k = uppers; k < 2; k += 1) setLine(upper, k, columns - 0.5, 0, 1);
    if (lowers <= 2 && uppers <= 2) this.clearFour();
    else this.clearMore();
  }

  /** Clears the cells of the region that are still set and that `hidden` says are hidden. */
  clearWhere(hidden: HiddenTest): void {
    const { lower, upper, columns, last } = this;
    const lowerEnd = lineSize * this.lowers;
    const upperEnd = lineSize * this.uppers;
    for (let row = this.first; row <= last; row += 1) {
      let low = -0.5;
      let high = columns - 0.5;
      for (let at = 0; at < lowerEnd; at += lineSize) {
        const bound = (lower[at] - lower[at + 1] * row) * lower[at + 3];
        if (bound > low) low = bound;
      }
      for (let at = 0; at < upperEnd; at += lineSize) {
        const bound = (upper[at] - upper[at + 1] * row) * upper[at + 3];
        if (bound < high) high = bound;
      }
      if (low - high < doubt) this.clearRowWhere(row, low, high, hidden);
    }
  }

  private clearRowWhere(row: number, low: number, high: number, hidden: HiddenTest): void {
    const { bits, words, cell, x0, y0 } = this;
    const from = Math.max(0, Math.ceil(low - doubt));
    const to = Math.min(this.columns - 1, Math.floor(high + doubt));
    const y = y0 + row * cell;
    for (let word = from >> 5; word <= to >> 5; word += 1) {
      let left = bits[row * words + word];
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
      bits[row * words + word] &= ~cleared;
    }
  }

  /** At most two lines on each side. */
  private clearFour(): void {
    const { lower, upper, columns, words, last } = this;
    const ta = lower[0];
    const qa = lower[1];
    const ia = lower[3];
    const tb = lower[4];
    const qb = lower[5];
    const ib = lower[7];
    const tc = upper[0];
    const qc = upper[1];
    const ic = upper[3];
    const td = upper[4];
    const qd = upper[5];
    const id = upper[7];
    let rowStart = this.first * words;
    for (let row = this.first; row <= last; row += 1) {
      let low = -0.5;
      let high = columns - 0.5;
      const a = (ta - qa * row) * ia;
      const b = (tb - qb * row) * ib;
      const c = (tc - qc * row) * ic;
      const d = (td - qd * row) * id;
      if (a > low) low = a;
      if (b > low) low = b;
      if (c < high) high = c;
      if (d < high) high = d;
      if (low - high < doubt) this.clearRow(row, rowStart, low, high);
      rowStart += words;
    }
  }

  /** As {@link clearFour}, with more than two lines on one of the sides. */
  private clearMore(): void {
    const { lower, upper, columns, words, last } = this;
    const lowerEnd = lineSize * Math.max(2, this.lowers);
    const upperEnd = lineSize * Math.max(2, this.uppers);
    for (let row = this.first; row <= last; row += 1) {
      let low = -0.5;
      let high = columns - 0.5;
      for (let at = 0; at < lowerEnd; at += lineSize) {
        const bound = (lower[at] - lower[at + 1] * row) * lower[at + 3];
        if (bound > low) low = bound;
      }
      for (let at = 0; at < upperEnd; at += lineSize) {
        const bound = (upper[at] - upper[at + 1] * row) * upper[at + 3];
        if (bound < high) high = bound;
      }
      if (low - high < doubt) this.clearRow(row, row * words, low, high);
    }
  }

  /** Clears the columns from `low` to `high`; both lie within −½ … columns − ½. */
  private clearRow(row: number, rowStart: number, low: number, high: number): void {
    // Truncation of numbers that cannot be negative instead of ceil(low − doubt) and floor(high + doubt).
    let from = (low + (1 - doubt)) | 0;
    if (from - low < doubt && !this.contains(row, from)) from += 1;
    let to = ((high + (1 + doubt)) | 0) - 1;
    if (high - to < doubt && !this.contains(row, to)) to -= 1;
    if (from > to) return;
    const { bits } = this;
    const first = rowStart + (from >> 5);
    const last = rowStart + (to >> 5);
    const before = ~(-1 << (from & 31));
    const after = ~(-1 >>> (31 - (to & 31)));
    if (first === last) {
      bits[first] &= before | after;
      return;
    }
    bits[first] &= before;
    for (let word = first + 1; word < last; word += 1) bits[word] = 0;
    bits[last] &= after;
  }
}

function setLine(lines: Float64Array, index: number, t: number, q: number, s: number): void {
  const at = lineSize * index;
  lines[at] = t;
  lines[at + 1] = q;
  lines[at + 2] = s;
  lines[at + 3] = 1 / s;
}

function addLine(lines: Float64Array, count: number, t: number, q: number, s: number): number {
  setLine(lines, count, t, q, s);
  return count + 1;
}
