import type { CellGrid } from '#geo/cell-grid.ts';
import { type BitWindow, countSet, setSpan, windowOfBox, windowX, windowY } from '../visibility/bits.ts';

/**
 * Shapes in plan as cells: a cell is in a shape iff its centre is. Shapes are added to what a patch already holds. What reaches
 * beyond the patch's window is left out.
 */

/** An empty patch for shapes within a box, local metres, as far as it lies in the grid. */
export function patchOfBox(grid: CellGrid, minX: number, minY: number, maxX: number, maxY: number): BitWindow {
  const window = windowOfBox(grid, minX, minY, maxX, maxY);
  return { window, bits: new Uint32Array(window.rows * window.words) };
}

/** An empty patch of the whole grid. */
export function patchOfGrid(grid: CellGrid): BitWindow {
  const window = { firstRow: 0, rows: grid.rows, firstWord: 0, words: grid.words };
  return { window, bits: new Uint32Array(window.rows * window.words) };
}

/** Box of rings and lines given as flat x, y; null where there is no corner that is finite. */
export function boxOfLines(
  lines: readonly ArrayLike<number>[],
  margin = 0,
): readonly [minX: number, minY: number, maxX: number, maxY: number] | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let at = 0; at + 1 < line.length; at += 2) {
      minX = Math.min(minX, line[at]);
      maxX = Math.max(maxX, line[at]);
      minY = Math.min(minY, line[at + 1]);
      maxY = Math.max(maxY, line[at + 1]);
    }
  }
  return minX <= maxX && minY <= maxY ? [minX - margin, minY - margin, maxX + margin, maxY + margin] : null;
}

/**
 * Adds a polygon: rings as flat x, y without closing corner, outer ring and holes, even-odd. West and south borders belong to it,
 * east and north ones don't, so that polygons side by side share no cell. Exact for corners on the 1/1024 m grid.
 */
export function fillRings(grid: CellGrid, patch: BitWindow, rings: readonly ArrayLike<number>[]): void {
  const { window, bits } = patch;
  const columns = 32 * window.words;
  const crossings = new Map<number, number[]>();
  for (const ring of rings) collectCrossings(grid, patch, ring, crossings);
  for (const [row, list] of crossings) {
    list.sort((a, b) => a - b);
    for (let k = 0; k + 1 < list.length; k += 2) {
      const from = Math.max(0, list[k]);
      const to = Math.min(columns, list[k + 1]) - 1;
      if (from <= to) setSpan(bits, row * window.words, from, to);
    }
  }
}

/** Per row of the patch the first column whose centre lies on or east of each edge that the row crosses. */
function collectCrossings(
  grid: CellGrid,
  { window }: BitWindow,
  ring: ArrayLike<number>,
  crossings: Map<number, number[]>,
): void {
  const { cell } = grid;
  const west = windowX(grid, window);
  const south = windowY(grid, window);
  const last = ring.length - 2;
  if (last < 4) return;
  for (let b = 0; b <= last; b += 2) {
    const a = b === 0 ? last : b - 2;
    const [ax, ay, bx, by] = [ring[a], ring[a + 1], ring[b], ring[b + 1]];
    const row1 = Math.min(window.rows - 1, Math.ceil((Math.max(ay, by) - south) / cell));
    for (let row = Math.max(0, Math.floor((Math.min(ay, by) - south) / cell)); row <= row1; row += 1) {
      const y = south + row * cell;
      if (ay > y === by > y) continue;
      const up = by > ay;
      const eastOf = (column: number): boolean => {
        const side = (bx - ax) * (y - ay) - (by - ay) * (west + column * cell - ax);
        return up ? side <= 0 : side >= 0;
      };
      let column = Math.ceil((ax + ((y - ay) * (bx - ax)) / (by - ay) - west) / cell);
      if (eastOf(column - 1)) column -= 1;
      else if (!eastOf(column)) column += 1;
      const list = crossings.get(row);
      if (list === undefined) crossings.set(row, [column]);
      else list.push(column);
    }
  }
}

/** Adds the disc of points at most `radius` from (x, y). */
export function fillDisc(grid: CellGrid, patch: BitWindow, x: number, y: number, radius: number): void {
  fillCapsule(grid, patch, x, y, x, y, radius);
}

/** Adds all within `halfWidth` of a line (flat x, y), its ends rounded. */
export function fillStrip(grid: CellGrid, patch: BitWindow, line: ArrayLike<number>, halfWidth: number): void {
  for (let at = 0; at + 3 < line.length; at += 2) {
    fillCapsule(grid, patch, line[at], line[at + 1], line[at + 2], line[at + 3], halfWidth);
  }
}

/** All within `radius` of the segment a–b; a convex shape, so one stretch a row. */
function fillCapsule(
  grid: CellGrid,
  { window, bits }: BitWindow,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
): void {
  const { cell } = grid;
  if (!(radius >= 0) || window.rows === 0) return;
  const west = windowX(grid, window);
  const south = windowY(grid, window);
  const row0 = Math.max(0, Math.ceil((Math.min(ay, by) - radius - south) / cell));
  const row1 = Math.min(window.rows - 1, Math.floor((Math.max(ay, by) + radius - south) / cell));
  for (let row = row0; row <= row1; row += 1) {
    const y = south + row * cell;
    let [low, high] = [Infinity, -Infinity];
    const take = (from: number, to: number): void => {
      if (from < low) low = from;
      if (to > high) high = to;
    };
    takeDisc(ax, ay, y, radius, take);
    takeDisc(bx, by, y, radius, take);
    takeBand(ax, ay, bx, by, y, radius, take);
    const from = Math.max(0, Math.ceil((low - west) / cell));
    const to = Math.min(32 * window.words - 1, Math.floor((high - west) / cell));
    if (from <= to) setSpan(bits, row * window.words, from, to);
  }
}

type TakeSpan = (from: number, to: number) => void;

function takeDisc(x: number, y: number, rowY: number, radius: number, take: TakeSpan): void {
  const squared = radius * radius - (rowY - y) * (rowY - y);
  if (squared < 0) return;
  const half = Math.sqrt(squared);
  take(x - half, x + half);
}

/** The part of a row between the ends of a segment, at most `radius` off its line. */
function takeBand(ax: number, ay: number, bx: number, by: number, rowY: number, radius: number, take: TakeSpan): void {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return;
  let [low, high] = [-Infinity, Infinity];
  const narrow = (slope: number, constant: number, from: number, to: number): void => {
    // from ≤ slope·x + constant ≤ to
    if (slope === 0) {
      if (constant < from || constant > to) [low, high] = [Infinity, -Infinity];
      return;
    }
    const p = (from - constant) / slope;
    const q = (to - constant) / slope;
    low = Math.max(low, Math.min(p, q));
    high = Math.min(high, Math.max(p, q));
  };
  narrow(dx, dy * (rowY - ay) - dx * ax, 0, length * length);
  narrow(-dy, dx * (rowY - ay) + dy * ax, -radius * length, radius * length);
  if (low <= high) take(low, high);
}

/** Clears what is not in `other`, a bitset of the whole grid. */
export function keepWithin(grid: CellGrid, { window, bits }: BitWindow, other: Uint32Array): void {
  for (let row = 0; row < window.rows; row += 1) {
    const from = (window.firstRow + row) * grid.words + window.firstWord;
    for (let word = 0; word < window.words; word += 1) bits[row * window.words + word] &= other[from + word];
  }
}

/** Clears what is in `other`, a bitset of the whole grid. */
export function keepOutside(grid: CellGrid, { window, bits }: BitWindow, other: Uint32Array): void {
  for (let row = 0; row < window.rows; row += 1) {
    const from = (window.firstRow + row) * grid.words + window.firstWord;
    for (let word = 0; word < window.words; word += 1) bits[row * window.words + word] &= ~other[from + word];
  }
}

/** Adds what another patch holds, as far as it lies in the window. */
export function addPatch({ window, bits }: BitWindow, other: BitWindow): void {
  const own = other.window;
  const word0 = Math.max(window.firstWord, own.firstWord);
  const word1 = Math.min(window.firstWord + window.words, own.firstWord + own.words);
  const row0 = Math.max(window.firstRow, own.firstRow);
  const row1 = Math.min(window.firstRow + window.rows, own.firstRow + own.rows);
  for (let row = row0; row < row1; row += 1) {
    const to = (row - window.firstRow) * window.words - window.firstWord;
    const from = (row - own.firstRow) * own.words - own.firstWord;
    for (let word = word0; word < word1; word += 1) bits[to + word] |= other.bits[from + word];
  }
}

/** The smallest patch with the same cells. */
export function trimPatch({ window, bits }: BitWindow): BitWindow {
  let [row0, row1, word0, word1] = [window.rows, -1, window.words, -1];
  for (let row = 0; row < window.rows; row += 1) {
    for (let word = 0; word < window.words; word += 1) {
      if (bits[row * window.words + word] === 0) continue;
      row0 = Math.min(row0, row);
      row1 = row;
      word0 = Math.min(word0, word);
      word1 = Math.max(word1, word);
    }
  }
  if (row1 < 0) return { window: { firstRow: 0, rows: 0, firstWord: 0, words: 0 }, bits: new Uint32Array(0) };
  const words = word1 - word0 + 1;
  const trimmed = new Uint32Array((row1 - row0 + 1) * words);
  for (let row = row0; row <= row1; row += 1) {
    const from = row * window.words + word0;
    trimmed.set(bits.subarray(from, from + words), (row - row0) * words);
  }
  const place = { firstRow: window.firstRow + row0, rows: row1 - row0 + 1, firstWord: window.firstWord + word0, words };
  return { window: place, bits: trimmed };
}

/** Cells of a patch. */
export function patchCells({ bits }: BitWindow): number {
  return countSet(bits);
}

/** Does a patch hold the cell under (x, y)? */
export function patchContains(grid: CellGrid, { window, bits }: BitWindow, x: number, y: number): boolean {
  const column = Math.floor(x / grid.cell) - grid.firstColumn - 32 * window.firstWord;
  const row = Math.floor(y / grid.cell) - grid.firstRow - window.firstRow;
  if (!(column >= 0 && column < 32 * window.words && row >= 0 && row < window.rows)) return false;
  return ((bits[row * window.words + (column >> 5)] >>> (column & 31)) & 1) === 1;
}
