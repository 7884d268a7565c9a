import type { WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';
import { groundRange } from './terrain-index.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';

/** Target heights (z of the lowest point, local metres) of the cells of a window around an optical centre. */
export interface TargetHeights {
  /** Bounds over the whole window; may be wider than the truth. */
  readonly lowest: number;
  readonly highest: number;
  /** Bounds over a box inside the window, metres relative to the optical centre; may be wider than the truth. */
  range(minX: number, minY: number, maxX: number, maxY: number): readonly [lowest: number, highest: number];
  at(row: number, column: number): number;
}

/** Target heights over a window around the optical centre at (x, y). */
export function createTargetHeights(scene: VisibilityScene, window: WordWindow, x: number, y: number): TargetHeights {
  const { terrain, targetHeight } = scene;
  if (terrain === null) {
    const range = [targetHeight, targetHeight] as const;
    return { lowest: targetHeight, highest: targetHeight, range: () => range, at: () => targetHeight };
  }
  const { cell } = scene.grid;
  const x0 = windowX(scene.grid, window);
  const y0 = windowY(scene.grid, window);
  const [lowest, highest] = targetRange(scene, x0, y0, x0 + 32 * window.words * cell, y0 + window.rows * cell);
  return {
    lowest,
    highest,
    range: (minX, minY, maxX, maxY) => targetRange(scene, x + minX, y + minY, x + maxX, y + maxY),
    at: (row, column) => targetZ(scene, x0 + column * cell, y0 + row * cell),
  };
}

/** Metres; covers the rounding of the ground's height between the corners of a triangle. */
const heightRounding = 1e-6;

/** Bounds of the target heights over a box, local metres; may be wider than the truth. */
export function targetRange(
  scene: VisibilityScene,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): readonly [lowest: number, highest: number] {
  if (scene.terrain === null) return [scene.targetHeight, scene.targetHeight];
  const [low, high] = groundRange(scene.terrain, minX, minY, maxX, maxY);
  return [low + scene.targetHeight - heightRounding, high + scene.targetHeight + heightRounding];
}
