import type { WordWindow } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { type BitWindow, lowestBit, setSpan, windowX, windowY } from '../visibility/bits.ts';
import { targetRange } from '../visibility/target-heights.ts';
import { gridRadius, type VisibilityCache } from '../visibility/visibility-cache.ts';
import { targetZ, type VisibilityScene } from '../visibility/visibility-scene.ts';
import { type CameraPose, depthLimits } from './camera-pose.ts';
import { fisheyeDensity, insideCircle } from './fisheye.ts';
import { emptyGround, trimmedGround } from './ground-bits.ts';
import {
  createImageMask,
  depthOf,
  type ImageMask,
  imageRadius,
  imageWindow,
  insideImage,
  RowSpans,
} from './image-mask.ts';

type Masks = readonly Uint32Array<ArrayBuffer>[];

/**
 * The ground that imagers at one optical centre cover by day: per required density (px/m, ascending) the ground cells whose
 * target is seen, projects inside an image and has at least that density in it. An optical centre that stands where it cannot
 * see must not come here.
 */
export function opticalGround(
  scene: VisibilityScene,
  poses: readonly CameraPose[],
  required: readonly number[],
  cache: VisibilityCache,
): GroundBits {
  const [x, y, z] = poses[0].position;
  const whole = gridRadius(scene, x, y);
  let window: WordWindow = { firstRow: 0, rows: 0, firstWord: 0, words: 0 };
  let radius = 0;
  for (const pose of poses) {
    window = unionWindow(window, imageWindow(scene.grid, pose, required[0], whole));
    radius = Math.max(radius, imageRadius(pose, required[0]));
  }
  if (window.rows === 0) return emptyGround(required.length);
  radius = Math.min(radius, whole);
  const masks = required.map(() => new Uint32Array(window.rows * window.words));
  const byCell = scene.terrain !== null || poses.some(({ projection }) => projection === 'equidistant');
  const open = byCell ? cache.pastSolids(x, y, z, radius, window) : null;
  for (const pose of poses) {
    if (open === null) levelMasks(scene, pose, required, window, masks);
    else if (pose.projection === 'equidistant') fisheyeMasks(scene, pose, required, open, masks, radius);
    else slopingMasks(scene, pose, required, open, masks);
  }
  const seen = cache.seen(x, y, z, radius, { window, bits: masks[0] });
  return trimmedGround(window, masks, seen.bits);
}

function unionWindow(a: WordWindow, b: WordWindow): WordWindow {
  if (a.rows === 0) return b;
  if (b.rows === 0) return a;
  const firstRow = Math.min(a.firstRow, b.firstRow);
  const firstWord = Math.min(a.firstWord, b.firstWord);
  return {
    firstRow,
    rows: Math.max(a.firstRow + a.rows, b.firstRow + b.rows) - firstRow,
    firstWord,
    words: Math.max(a.firstWord + a.words, b.firstWord + b.words) - firstWord,
  };
}

/** On level ground every density is one stretch per row. */
function levelMasks(
  scene: VisibilityScene,
  pose: CameraPose,
  required: readonly number[],
  window: WordWindow,
  masks: Masks,
): void {
  const limits = depthLimits(pose, required);
  const height = scene.targetHeight - pose.position[2];
  const spans = new RowSpans(createImageMask(pose), pose, scene.grid, window, height, height);
  for (let row = 0; row < window.rows; row += 1) {
    if (!spans.image(row)) continue;
    for (let k = 0; k < limits.length; k += 1) {
      if (!spans.depth(row, limits[k])) break;
      setSpan(masks[k], row * window.words, spans.from, spans.to);
    }
  }
}

/** On terrain each open cell of the rows' widest stretch is projected by itself. */
function slopingMasks(
  scene: VisibilityScene,
  pose: CameraPose,
  required: readonly number[],
  open: BitWindow,
  masks: Masks,
): void {
  const { window } = open;
  const { cell } = scene.grid;
  const limits = depthLimits(pose, required);
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

/** In a fisheye's image each open cell within reach is projected by itself. */
function fisheyeMasks(
  scene: VisibilityScene,
  pose: CameraPose,
  required: readonly number[],
  open: BitWindow,
  masks: Masks,
  radius: number,
): void {
  const { window, bits } = open;
  const [ox, oy, oz] = pose.position;
  const x0 = windowX(scene.grid, window) - ox;
  const y0 = windowY(scene.grid, window) - oy;
  const squared = radius * radius;
  for (let at = 0; at < bits.length; at += 1) {
    const row = Math.floor(at / window.words);
    const firstColumn = 32 * (at - row * window.words);
    const y = y0 + row * scene.grid.cell;
    for (let left = bits[at]; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const x = x0 + (firstColumn + bit) * scene.grid.cell;
      if (x * x + y * y > squared) continue;
      const z = targetZ(scene, ox + x, oy + y) - oz;
      if (!insideCircle(pose, x, y, z)) continue;
      const density = fisheyeDensity(pose, x, y, z);
      for (let k = 0; k < required.length && density >= required[k]; k += 1) masks[k][at] |= 1 << bit;
    }
  }
}
