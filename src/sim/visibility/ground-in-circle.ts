import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';

/**
 * The part of the ground, a bitset of the whole grid, that lies in a window and whose cell centres lie within `radius` of
 * (x, y) in plan, local metres.
 */
export function groundInCircle(
  grid: CellGrid,
  ground: Uint32Array,
  window: WordWindow,
  x: number,
  y: number,
  radius: number,
): Uint32Array<ArrayBuffer> {
  const { cell } = grid;
  const { rows, words } = window;
  const bits = new Uint32Array(rows * words);
  const columns = 32 * words;
  const x0 = windowX(grid, window) - x;
  const y0 = windowY(grid, window) - y;
  const squared = radius * radius;
  // The column whose centres lie nearest: where it is outside, so is its whole row.
  const west = Math.min(columns - 1, Math.max(0, Math.floor(-x0 / cell)));
  const middle = west + 1 < columns && Math.abs(x0 + (west + 1) * cell) < Math.abs(x0 + west * cell) ? west + 1 : west;
  const nearest = (x0 + middle * cell) * (x0 + middle * cell);
  // From row to row the borders move by few columns, as a rule.
  let from = middle;
  let to = middle;
  for (let row = 0; row < rows; row += 1) {
    const dy = y0 + row * cell;
    const dy2 = dy * dy;
    if (!(nearest + dy2 <= squared)) continue;
    while (!((x0 + from * cell) * (x0 + from * cell) + dy2 <= squared)) from += 1;
    while (from > 0 && (x0 + (from - 1) * cell) * (x0 + (from - 1) * cell) + dy2 <= squared) from -= 1;
    while (!((x0 + to * cell) * (x0 + to * cell) + dy2 <= squared)) to -= 1;
    while (to + 1 < columns && (x0 + (to + 1) * cell) * (x0 + (to + 1) * cell) + dy2 <= squared) to += 1;
    const source = (window.firstRow + row) * grid.words + window.firstWord;
    const target = row * words;
    const first = from >> 5;
    const last = to >> 5;
    for (let word = first; word <= last; word += 1) bits[target + word] = ground[source + word];
    bits[target + first] &= -1 << (from & 31);
    bits[target + last] &= -1 >>> (31 - (to & 31));
  }
  return bits;
}
