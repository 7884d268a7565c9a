import { type BitWindow, lowestBit, windowOfBox, windowX, windowY } from './bits.ts';
import { groundInCircle } from './ground-in-circle.ts';
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
  const bits = groundInCircle(scene.grid, scene.ground, window, x, y, radius);
  const targets = createTargetHeights(scene, window, x, y);
  const frame = cellFrame(scene.grid, window, bits, x, y);
  clearStandingShadows(scene, frame, x, y, z, radius, targets);
  clearRaisedShadows(scene, frame, x, y, z, radius, targets);
  return { seen: { window, bits }, targets };
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
