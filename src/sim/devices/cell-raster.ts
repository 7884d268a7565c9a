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
  const { rows } = window;
  const columns = 32 * window.words;
  const south = windowY(grid, window);
  const start = new Uint32Array(rows + 1);
  for (const ring of rings) eachCrossing(ring, south, grid.cell, rows, (row) => (start[row + 1] += 1));
  for (let row = 0; row < rows; row += 1) start[row + 1] += start[row];
  const crossings = new Float64Array(start[rows]);
  const next = start.slice(0, rows);
  const west = windowX(grid, window);
  for (const ring of rings) {
    eachCrossing(ring, south, grid.cell, rows, (row, a, b) => {
      crossings[next[row]] = firstEastOf(ring, a, b, west, south + row * grid.cell, grid.cell);
      next[row] += 1;
    });
  }
  for (let row = 0; row < rows; row += 1) {
    if (start[row + 1] - start[row] > 2) crossings.subarray(start[row], start[row + 1]).sort();
    for (let k = start[row]; k + 1 < start[row + 1]; k += 2) {
      const one = crossings[k];
      const other = crossings[k + 1];
      const from = Math.max(0, Math.min(one, other));
      const to = Math.min(columns, Math.max(one, other)) - 1;
      if (from <= to) setSpan(bits, row * window.words, from, to);
    }
  }
}

/** Visits the rows that each edge a → b (places of x in the ring) of a ring crosses; an edge's lower end belongs to it. */
function eachCrossing(
  ring: ArrayLike<number>,
  south: number,
  cell: number,
  rows: number,
  visit: (row: number, a: number, b: number) => void,
): void {
  const last = ring.length - 2;
  if (last < 4) return;
  let a = last;
  for (let b = 0; b <= last; a = b, b += 2) {
    const ay = ring[a + 1];
    const by = ring[b + 1];
    const row1 = Math.min(rows - 1, Math.ceil(((ay > by ? ay : by) - south) / cell));
    for (let row = Math.max(0, Math.floor(((ay < by ? ay : by) - south) / cell)); row <= row1; row += 1) {
      const y = south + row * cell;
      if (ay > y !== by > y) visit(row, a, b);
    }
  }
}

/** First column whose centre lies on or east of an edge at a row's y. */
function firstEastOf(ring: ArrayLike<number>, a: number, b: number, west: number, y: number, cell: number): number {
  const ax = ring[a];
  const ay = ring[a + 1];
  const dx = ring[b] - ax;
  const dy = ring[b + 1] - ay;
  const rise = y - ay;
  const column = Math.ceil((ax + (rise * dx) / dy - west) / cell);
  // How far a centre is east of the edge, times |dy|; exact, where the division above is not.
  const sign = dy > 0 ? -1 : 1;
  const before = sign * (dx * rise - dy * (west + (column - 1) * cell - ax));
  if (before >= 0) return column - 1;
  return sign * (dx * rise - dy * (west + column * cell - ax)) >= 0 ? column : column + 1;
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

/** All within `radius` of the segment a–b; a convex shape, so one stretch a row: of both discs and of the band between. */
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
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const reach = radius * Math.sqrt(squared);
  const row0 = Math.max(0, Math.ceil((Math.min(ay, by) - radius - south) / cell));
  const row1 = Math.min(window.rows - 1, Math.floor((Math.max(ay, by) + radius - south) / cell));
  for (let row = row0; row <= row1; row += 1) {
    const u = south + row * cell - ay;
    const v = south + row * cell - by;
    let low = Infinity;
    let high = -Infinity;
    const discA = radius * radius - u * u;
    if (discA >= 0) {
      const half = Math.sqrt(discA);
      low = ax - half;
      high = ax + half;
    }
    const discB = radius * radius - v * v;
    if (discB >= 0) {
      const half = Math.sqrt(discB);
      if (bx - half < low) low = bx - half;
      if (bx + half > high) high = bx + half;
    }
    if (squared > 0) {
      // With t = x − ax the band is 0 ≤ dx·t + dy·u ≤ squared and |dx·u − dy·t| ≤ reach.
      let from = -Infinity;
      let to = Infinity;
      if (dx === 0) {
        if (dy * u < 0 || dy * u > squared) to = -Infinity;
      } else {
        const p = (-dy * u) / dx;
        const q = (squared - dy * u) / dx;
        from = p < q ? p : q;
        to = p < q ? q : p;
      }
      if (dy === 0) {
        if (dx * u > reach || dx * u < -reach) to = -Infinity;
      } else {
        const p = (dx * u - reach) / dy;
        const q = (dx * u + reach) / dy;
        from = Math.max(from, p < q ? p : q);
        to = Math.min(to, p < q ? q : p);
      }
      if (from <= to) {
        if (ax + from < low) low = ax + from;
        if (ax + to > high) high = ax + to;
      }
    }
    const first = Math.max(0, Math.ceil((low - west) / cell));
    const last = Math.min(32 * window.words - 1, Math.floor((high - west) / cell));
    if (first <= last) setSpan(bits, row * window.words, first, last);
  }
}

/** Clears what is not in `other`, a bitset of the whole grid. */
export function keepWithin(grid: CellGrid, { window, bits }: BitWindow, other: Uint32Array): void {
  for (let row = 0; row < window.rows; row += 1) {
    const from = (window.firstRow + row) * grid.words + window.firstWord;
    for (let word = 0; word < window.words; word += 1) bits[row * window.words + word] &= other[from + word];
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
