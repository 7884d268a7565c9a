import type { WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';

/** Target heights (z, local metres) of the cells of a window, worked out word by word when first asked for. */
export interface TargetHeights {
  /** Bounds over the whole window. */
  readonly lowest: number;
  readonly highest: number;
  at(row: number, column: number): number;
}

export function levelTargets(z: number): TargetHeights {
  return { lowest: z, highest: z, at: () => z };
}

export function slopingTargets(
  scene: VisibilityScene,
  window: WordWindow,
  lowest: number,
  highest: number,
): TargetHeights {
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
