import type { WordWindow } from '#geo/cell-grid.ts';
import { type BitWindow, copyWindow, lowestBit, windowOfBox, windowX, windowY } from './bits.ts';
import { clearRaisedShadows } from './raised-shadows.ts';
import { clearStandingShadows } from './standing-shadows.ts';
import { createTargetHeights, type TargetHeights } from './target-heights.ts';
import { terrainHides } from './terrain-shadows.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { cellFrame } from './wedge.ts';

/**
 * The ground cells whose centres lie within `radius` of (x, y) in plan and whose targets are seen from the optical centre
 * (x, y, z). Local metres; x, y, z on the 1/1024 m grid, in no solid and not below the ground. The window holds the
 * circle, clipped to the grid.
 */
export function visibleCells(scene: VisibilityScene, x: number, y: number, z: number, radius: number): BitWindow {
  const { seen, targets } = cellsPastSolids(scene, x, y, z, radius);
  if (scene.terrain !== null) {
    clearTerrainShadows(scene, seen, seen.bits, targets, x, y, z);
  }
  return seen;
}

export interface CellsPastSolids {
  readonly seen: BitWindow;
  readonly targets: TargetHeights;
}

/** As {@link visibleCells}, but without the terrain hiding itself. */
export function cellsPastSolids(
  scene: VisibilityScene,
  x: number,
  y: number,
  z: number,
  radius: number,
): CellsPastSolids {
  const window = windowOfBox(scene.grid, x - radius, y - radius, x + radius, y + radius);
  const whole = { firstRow: 0, rows: scene.grid.rows, firstWord: 0, words: scene.grid.words };
  const bits = copyWindow({ window: whole, bits: scene.ground }, window);
  keepCircle(scene, window, bits, x, y, radius);
  const targets = createTargetHeights(scene, window, x, y);
  const frame = cellFrame(scene.grid, window, bits, x, y);
  clearStandingShadows(scene, frame, x, y, z, radius, targets);
  clearRaisedShadows(scene, frame, x, y, z, radius, targets);
  return { seen: { window, bits }, targets };
}

function keepCircle(
  scene: VisibilityScene,
  window: WordWindow,
  bits: Uint32Array,
  x: number,
  y: number,
  radius: number,
): void {
  const { cell } = scene.grid;
  const x0 = windowX(scene.grid, window) - x;
  const y0 = windowY(scene.grid, window) - y;
  const columns = 32 * window.words;
  const squared = radius * radius;
  const within = (column: number, dy: number): boolean => {
    const dx = x0 + column * cell;
    return dx * dx + dy * dy <= squared;
  };
  for (let row = 0; row < window.rows; row += 1) {
    const dy = y0 + row * cell;
    const rest = squared - dy * dy;
    const half = rest > 0 ? Math.sqrt(rest) : 0;
    let from = Math.min(columns, Math.max(0, Math.ceil((-half - x0) / cell) - 1));
    let to = Math.max(-1, Math.min(columns - 1, Math.floor((half - x0) / cell) + 1));
    while (from <= to && !within(from, dy)) from += 1;
    while (from <= to && !within(to, dy)) to -= 1;
    keepSpan(bits, row * window.words, window.words, from, to);
  }
}

function keepSpan(bits: Uint32Array, rowStart: number, words: number, from: number, to: number): void {
  if (from > to) {
    bits.fill(0, rowStart, rowStart + words);
    return;
  }
  bits.fill(0, rowStart, rowStart + (from >> 5));
  bits[rowStart + (from >> 5)] &= -1 << (from & 31);
  bits[rowStart + (to >> 5)] &= -1 >>> (31 - (to & 31));
  bits.fill(0, rowStart + (to >> 5) + 1, rowStart + words);
}

/** Clears those cells of `seen` that are set in `asked` (same window) and that the terrain itself hides. */
export function clearTerrainShadows(
  scene: VisibilityScene,
  seen: BitWindow,
  asked: Uint32Array,
  targets: TargetHeights,
  x: number,
  y: number,
  z: number,
): void {
  const { terrain, grid } = scene;
  if (terrain === null) return;
  const { window, bits } = seen;
  const x0 = windowX(grid, window);
  const y0 = windowY(grid, window);
  for (let at = 0; at < bits.length; at += 1) {
    let left = bits[at] & asked[at];
    if (left === 0) continue;
    const row = Math.floor(at / window.words);
    const firstColumn = 32 * (at - row * window.words);
    let hidden = 0;
    while (left !== 0) {
      const bit = lowestBit(left);
      left &= left - 1;
      const column = firstColumn + bit;
      const tx = x0 + column * grid.cell;
      const ty = y0 + row * grid.cell;
      if (terrainHides(terrain, x, y, z, tx, ty, targets.at(row, column))) hidden |= 1 << bit;
    }
    bits[at] &= ~hidden;
  }
}
