import type { WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';
import { groundRange } from './terrain-index.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';

/** Target heights (z, local metres) of the cells of a window, worked out word by word when first asked for. */
export interface TargetHeights {
  /** Bounds over the whole window. */
  readonly lowest: number;
  readonly highest: number;
  at(row: number, column: number): number;
}

/** Bounds of the target heights over a window; may be wider than the truth. */
export function targetRange(scene: VisibilityScene, window: WordWindow): readonly [lowest: number, highest: number] {
  if (scene.terrain === null) return [scene.targetHeight, scene.targetHeight];
  const { cell } = scene.grid;
  const west = windowX(scene.grid, window);
  const south = windowY(scene.grid, window);
  const east = west + 32 * window.words * cell;
  const [low, high] = groundRange(scene.terrain, west, south, east, south + window.rows * cell);
  return [low + scene.targetHeight - heightRounding, high + scene.targetHeight + heightRounding];
}

/** Metres; covers the rounding of the ground's height between the corners of a triangle. */
const heightRounding = 1e-6;

/** Target heights over a window of a scene. */
export function createTargetHeights(scene: VisibilityScene, window: WordWindow): TargetHeights {
  const [lowest, highest] = targetRange(scene, window);
  return scene.terrain === null ? levelTargets(lowest) : slopingTargets(scene, window, lowest, highest);
}

function levelTargets(z: number): TargetHeights {
  return { lowest: z, highest: z, at: () => z };
}

function slopingTargets(scene: VisibilityScene, window: WordWindow, lowest: number, highest: number): TargetHeights {
  const { cell } = scene.grid;
  const x0 = windowX(scene.grid, window);
  const y0 = windowY(scene.grid, window);
  const columns = 32 * window.words;
  const known = new Uint8Array(window.rows * window.words);
  const heights = new Float64Array(window.rows * columns);
  return {
    lowest,
    highest,
    at(row, column) {
      const word = row * window.words + (column >> 5);
      if (known[word] === 0) {
        known[word] = 1;
        const first = column & ~31;
        const y = y0 + row * cell;
        for (let k = first; k < first + 32; k += 1) heights[row * columns + k] = targetZ(scene, x0 + k * cell, y);
      }
      return heights[row * columns + column];
    },
  };
}
