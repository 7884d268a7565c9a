import { type BitWindow, lowestBit, windowX, windowY } from './bits.ts';
import { BlockSight, blockVerdicts } from './block-sight.ts';
import type { TargetHeights } from './target-heights.ts';
import { edgeVerdicts } from './terrain-edges.ts';
import { terrainHides } from './terrain-shadows.ts';
import type { VisibilityScene } from './visibility-scene.ts';

/** Cells along the side of a block, a divisor of a word: about a square of a fine terrain, more on a coarse, smooth one. */
function blockSide(cell: number, spacing: number): number {
  if (4 * cell >= spacing) return 4;
  return 8 * cell >= spacing ? 8 : 32;
}

/** The rows and words of a window that hold set bits of both bitsets: ends not included; none where they are 0. */
function extentOf(seen: BitWindow, asked: Uint32Array) {
  const { rows, words } = seen.window;
  const extent = { firstRow: 0, endRow: 0, firstWord: words, endWord: 0 };
  for (let row = 0; row < rows; row += 1) {
    for (let word = 0; word < words; word += 1) {
      if ((seen.bits[row * words + word] & asked[row * words + word]) === 0) continue;
      if (extent.endRow === 0) extent.firstRow = row;
      extent.endRow = row + 1;
      if (word < extent.firstWord) extent.firstWord = word;
      if (word >= extent.endWord) extent.endWord = word + 1;
    }
  }
  return extent;
}

/**
 * Clears those cells of `seen` that are set in `asked` (same window) and that the terrain itself hides. Blocks of cells
 * that are surely clear, or surely hidden, go as a whole. Of the others each cell is held against the few edges that may
 * hide it, and where rounding could matter against all ({@link terrainHides}), which defines what is hidden.
 */
export function clearTerrainShadows(
  scene: VisibilityScene,
  seen: BitWindow,
  asked: Uint32Array,
  targets: TargetHeights,
  x: number,
  y: number,
  z: number,
): void {
  const { grid, terrain } = scene;
  const { window, bits } = seen;
  if (terrain === null) return;
  const { firstRow, endRow, firstWord, endWord } = extentOf(seen, asked);
  if (endRow === 0) return;
  const { spacing } = terrain.grid;
  const { cell } = grid;
  const { words } = window;
  const scale = cell / spacing;
  const u0 = (windowX(grid, window) - x) / spacing;
  const v0 = (windowY(grid, window) - y) / spacing;
  const box = {
    u0: u0 + 32 * firstWord * scale,
    v0: v0 + firstRow * scale,
    u1: u0 + 32 * endWord * scale,
    v1: v0 + endRow * scale,
  };
  const sight = new BlockSight(terrain.grid, x, y, z, scene.targetHeight, box);
  const decide = new BlockCells(scene, seen, asked, targets, sight, x, y, z);
  const side = blockSide(cell, spacing);
  const group = side === 32 ? -1 : (1 << side) - 1;
  // Blocks lie on the grid of all cells, so that they match the squares of a terrain that is anchored likewise.
  const offset = (((grid.firstRow + window.firstRow + firstRow) % side) + side) % side;
  let end = firstRow;
  for (let row = firstRow; row < endRow; row = end) {
    end = Math.min(endRow, row === firstRow ? row + side - offset : row + side);
    for (let word = firstWord; word < endWord; word += 1) {
      let any = 0;
      for (let r = row; r < end; r += 1) any |= bits[r * words + word] & asked[r * words + word];
      if (any === 0) continue;
      for (let shift = 0; shift < 32; shift += side) {
        const mask = group << shift;
        if ((any & mask) === 0) continue;
        const u = u0 + (32 * word + shift) * scale;
        const verdict = sight.look(u, v0 + row * scale, u + (side - 1) * scale, v0 + (end - 1) * scale);
        if (verdict === blockVerdicts.hidden) decide.clear(row, end, word, mask);
        else if (verdict !== blockVerdicts.clear) {
          decide.each(row, end, word, mask, verdict === blockVerdicts.byEdges);
        }
      }
    }
  }
}

/** Decides the cells of one block: the bits of `mask` in one word of the rows from `row` up to, not including, `end`. */
class BlockCells {
  private readonly scene: VisibilityScene;
  private readonly seen: BitWindow;
  private readonly asked: Uint32Array;
  private readonly targets: TargetHeights;
  private readonly sight: BlockSight;
  private readonly x: number;
  private readonly y: number;
  private readonly z: number;

  constructor(
    scene: VisibilityScene,
    seen: BitWindow,
    asked: Uint32Array,
    targets: TargetHeights,
    sight: BlockSight,
    x: number,
    y: number,
    z: number,
  ) {
    this.scene = scene;
    this.seen = seen;
    this.asked = asked;
    this.targets = targets;
    this.sight = sight;
    this.x = x;
    this.y = y;
    this.z = z;
  }

  clear(row: number, end: number, word: number, mask: number): void {
    const { words } = this.seen.window;
    const { bits } = this.seen;
    for (let at = row * words + word; at < end * words; at += words) bits[at] &= ~(this.asked[at] & mask);
  }

  each(row: number, end: number, word: number, mask: number, byEdges: boolean): void {
    const { seen, asked } = this;
    const { words } = seen.window;
    for (let r = row; r < end; r += 1) {
      const at = r * words + word;
      let left = seen.bits[at] & asked[at] & mask;
      let hidden = 0;
      while (left !== 0) {
        const bit = lowestBit(left);
        left &= left - 1;
        if (this.hides(r, 32 * word + bit, byEdges)) hidden |= 1 << bit;
      }
      seen.bits[at] &= ~hidden;
    }
  }

  private hides(row: number, column: number, byEdges: boolean): boolean {
    const { scene, seen, targets, sight, x, y, z } = this;
    const { grid, terrain } = scene;
    if (terrain === null) return false;
    const tx = windowX(grid, seen.window) + column * grid.cell;
    const ty = windowY(grid, seen.window) + row * grid.cell;
    const tz = targets.at(row, column);
    if (byEdges) {
      const { spacing } = terrain.grid;
      const verdict = sight.edges.hide((tx - x) / spacing, (ty - y) / spacing, tz - z);
      if (verdict !== edgeVerdicts.close) return verdict === edgeVerdicts.hidden;
    }
    return terrainHides(terrain, x, y, z, tx, ty, tz);
  }
}
