import type { WordWindow } from '#geo/cell-grid.ts';
import type { Camera } from '#model/device.ts';
import type { DensityCategory } from '#model/pixel-density.ts';
import type { CameraBits } from '#model/results/coverage-bits.ts';
import { type BitWindow, countSet, lowestBit, setSpan, windowX, windowY } from '../visibility/bits.ts';
import { targetRange } from '../visibility/target-heights.ts';
import { gridRadius, VisibilityCache } from '../visibility/visibility-cache.ts';
import { positionProblem, targetZ, terrainOf, type VisibilityScene } from '../visibility/visibility-scene.ts';
import { type CameraPose, cameraPose, depthLimits } from './camera-pose.ts';
import {
  createImageMask,
  depthOf,
  type ImageMask,
  imageRadius,
  imageWindow,
  insideImage,
  RowSpans,
} from './image-mask.ts';

/**
 * What one camera covers: per category "at or above" (lowest first) the ground cells whose target is seen, projects inside
 * the image and lies no deeper than f_px / required. The window is the smallest that holds the lowest category, so equal
 * coverage has equal bytes. A camera that stands where it cannot see has no cells and a `problem`.
 */
export function coverCamera(
  scene: VisibilityScene,
  camera: Camera,
  categories: readonly DensityCategory[],
  cache: VisibilityCache = new VisibilityCache(scene),
): CameraBits {
  const pose = cameraPose(camera, terrainOf(scene));
  const problem = positionProblem(scene, ...pose.position);
  const limits = depthLimits(pose, categories);
  const window = imageWindow(scene.grid, pose, limits[0]);
  if (problem !== null || window.rows === 0) return emptyBits(camera.id, categories.length, pose, problem);
  const [x, y, z] = pose.position;
  const radius = Math.min(imageRadius(pose, limits[0]), gridRadius(scene, x, y));
  const masks =
    scene.terrain === null
      ? levelMasks(scene, pose, limits, window)
      : slopingMasks(scene, pose, limits, cache.pastSolids(x, y, z, radius, window));
  const seen = cache.seen(x, y, z, radius, { window, bits: masks[0] });
  return trimmed(camera.id, pose, seen, masks);
}

function emptyBits(id: string, categories: number, pose: CameraPose, problem: string | null): CameraBits {
  return {
    id,
    firstRow: 0,
    rows: 0,
    firstWord: 0,
    words: 0,
    bits: new Uint32Array(0),
    cells: Array.from({ length: categories }, () => 0),
    position: pose.position,
    problem,
  };
}

type Masks = readonly Uint32Array<ArrayBuffer>[];

function emptyMasks(count: number, window: WordWindow): Masks {
  return Array.from({ length: count }, () => new Uint32Array(window.rows * window.words));
}

/** On level ground every category is one stretch per row. */
function levelMasks(scene: VisibilityScene, pose: CameraPose, limits: readonly number[], window: WordWindow): Masks {
  const masks = emptyMasks(limits.length, window);
  const height = scene.targetHeight - pose.position[2];
  const spans = new RowSpans(createImageMask(pose), pose, scene.grid, window, height, height);
  for (let row = 0; row < window.rows; row += 1) {
    if (!spans.image(row)) continue;
    for (let k = 0; k < limits.length; k += 1) {
      if (!spans.depth(row, limits[k])) break;
      setSpan(masks[k], row * window.words, spans.from, spans.to);
    }
  }
  return masks;
}

/** On terrain each open cell of the rows' widest stretch is projected by itself. */
function slopingMasks(scene: VisibilityScene, pose: CameraPose, limits: readonly number[], open: BitWindow): Masks {
  const { window } = open;
  const { cell } = scene.grid;
  const masks = emptyMasks(limits.length, window);
  const mask = createImageMask(pose);
  const west = windowX(scene.grid, window);
  const south = windowY(scene.grid, window);
  const [low, high] = targetRange(scene, west, south, west + 32 * window.words * cell, south + window.rows * cell);
  const z0 = pose.position[2];
  const spans = new RowSpans(mask, pose, scene.grid, window, low - z0, high - z0);
  for (let row = 0; row < window.rows; row += 1) {
    if (!spans.image(row) || !spans.depth(row, limits[0])) continue;
    projectRow(scene, pose, limits, open, masks, mask, spans, row);
  }
  return masks;
}

function projectRow(
  scene: VisibilityScene,
  pose: CameraPose,
  limits: readonly number[],
  open: BitWindow,
  masks: Masks,
  mask: ImageMask,
  spans: RowSpans,
  row: number,
): void {
  const [ox, oy, oz] = pose.position;
  const { from, to } = spans;
  const rowStart = row * open.window.words;
  const y = spans.y(row);
  for (let word = from >> 5; word <= to >> 5; word += 1) {
    let left = open.bits[rowStart + word];
    if (word === from >> 5) left &= -1 << (from & 31);
    if (word === to >> 5) left &= -1 >>> (31 - (to & 31));
    while (left !== 0) {
      const bit = lowestBit(left);
      left &= left - 1;
      const x = spans.x(32 * word + bit);
      const z = targetZ(scene, ox + x, oy + y) - oz;
      if (!insideImage(mask, x, y, z)) continue;
      const depth = depthOf(mask, x, y, z);
      for (let k = 0; k < limits.length && depth <= limits[k]; k += 1) masks[k][rowStart + word] |= 1 << bit;
    }
  }
}

/** Cuts the window down to the set cells of the lowest category and lays the categories one after the other. */
function trimmed(id: string, pose: CameraPose, seen: BitWindow, masks: Masks): CameraBits {
  const { window, bits } = seen;
  let row0 = window.rows;
  let row1 = -1;
  let word0 = window.words;
  let word1 = -1;
  for (let at = 0; at < bits.length; at += 1) {
    if (bits[at] === 0) continue;
    const row = Math.floor(at / window.words);
    const word = at - row * window.words;
    if (row < row0) row0 = row;
    if (row > row1) row1 = row;
    if (word < word0) word0 = word;
    if (word > word1) word1 = word;
  }
  if (row1 < 0) return emptyBits(id, masks.length, pose, null);
  const rows = row1 - row0 + 1;
  const words = word1 - word0 + 1;
  const size = rows * words;
  const result = new Uint32Array(masks.length * size);
  const cells = masks.map((mask, k) => {
    for (let row = 0; row < rows; row += 1) {
      const from = (row0 + row) * window.words + word0;
      const to = k * size + row * words;
      for (let word = 0; word < words; word += 1) result[to + word] = bits[from + word] & mask[from + word];
    }
    return countSet(result, k * size, (k + 1) * size);
  });
  return {
    id,
    firstRow: window.firstRow + row0,
    rows,
    firstWord: window.firstWord + word0,
    words,
    bits: result,
    cells,
    position: pose.position,
    problem: null,
  };
}
