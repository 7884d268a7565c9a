import type { WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';
import type { HeightScratch } from './height-scratch.ts';
import { groundRange } from './terrain-index.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';

/** Target heights (z, local metres) of the cells of a window around an optical centre. */
export interface TargetHeights {
  /** Bounds over the whole window; may be wider than the truth. */
  readonly lowest: number;
  readonly highest: number;
  /** Bounds over a box inside the window, metres relative to the optical centre; may be wider than the truth. */
  range(minX: number, minY: number, maxX: number, maxY: number): readonly [lowest: number, highest: number];
  at(row: number, column: number): number;
  /** Heights of the 32 cells of a word, and their bounds; valid until the next call. `start` counts into `heights`. */
  word(row: number, word: number): WordHeights;
}

export interface WordHeights {
  readonly heights: Float64Array;
  readonly start: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Target heights over a window around the optical centre at (x, y). */
export function createTargetHeights(scene: VisibilityScene, window: WordWindow, x: number, y: number): TargetHeights {
  if (scene.terrain === null) return levelTargets(scene.targetHeight);
  return slopingTargets(scene, window, x, y);
}

function levelTargets(z: number): TargetHeights {
  const word: WordHeights = { heights: new Float64Array(32).fill(z), start: 0, lowest: z, highest: z };
  return { lowest: z, highest: z, range: () => [z, z], at: () => z, word: () => word };
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

/** Works heights out word by word when first asked for. */
function slopingTargets(scene: VisibilityScene, window: WordWindow, x: number, y: number): TargetHeights {
  const { cell } = scene.grid;
  const x0 = windowX(scene.grid, window);
  const y0 = windowY(scene.grid, window);
  const columns = 32 * window.words;
  const { heights, lows, highs, known } = clearScratch(scene.heightScratch, window);
  const [lowest, highest] = targetRange(scene, x0, y0, x0 + columns * cell, y0 + window.rows * cell);
  const result = { heights, start: 0, lowest: 0, highest: 0 };
  const fill = (row: number, index: number, start: number): void => {
    const first = start - row * columns;
    const rowY = y0 + row * cell;
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < 32; k += 1) {
      const height = targetZ(scene, x0 + (first + k) * cell, rowY);
      heights[start + k] = height;
      if (height < low) low = height;
      if (height > high) high = height;
    }
    lows[index] = low;
    highs[index] = high;
    known[index] = 1;
  };
  return {
    lowest,
    highest,
    range: (minX, minY, maxX, maxY) => targetRange(scene, x + minX, y + minY, x + maxX, y + maxY),
    at(row, column) {
      return targetZ(scene, x0 + column * cell, y0 + row * cell);
    },
    word(row, word) {
      const index = row * window.words + word;
      if (known[index] === 0) fill(row, index, 32 * index);
      result.start = 32 * index;
      result.lowest = lows[index];
      result.highest = highs[index];
      return result;
    },
  };
}

function clearScratch(scratch: HeightScratch, window: WordWindow): HeightScratch {
  const words = window.rows * window.words;
  if (scratch.known.length < words) {
    scratch.heights = new Float64Array(32 * words);
    scratch.lows = new Float64Array(words);
    scratch.highs = new Float64Array(words);
    scratch.known = new Uint8Array(words);
  } else scratch.known.fill(0, 0, words);
  return scratch;
}
