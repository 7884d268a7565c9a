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
  for (let row = 0; row < rows; row += 1) {
    const dy = y0 + row * cell;
    const dy2 = dy * dy;
    const half = dy2 < squared ? Math.sqrt(squared - dy2) : 0;
    // One cell too wide on either side, then narrowed by the very comparison that defines the circle.
    let from = Math.max(0, Math.ceil((-half - x0) / cell) - 1);
    let to = Math.min(columns - 1, Math.floor((half - x0) / cell) + 1);
    while (from <= to && !((x0 + from * cell) * (x0 + from * cell) + dy2 <= squared)) from += 1;
    while (from <= to && !((x0 + to * cell) * (x0 + to * cell) + dy2 <= squared)) to -= 1;
    if (from > to) continue;
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
