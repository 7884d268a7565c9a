import type { WordWindow } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { type BitWindow, copyWindow, lowestBit, setSpan, windowX, windowY } from '../visibility/bits.ts';
import { type Sector, sectorOf } from '../visibility/sector.ts';
import { targetRange } from '../visibility/target-heights.ts';
import { gridRadius, type VisibilityCache } from '../visibility/visibility-cache.ts';
import { targetZ, type VisibilityScene } from '../visibility/visibility-scene.ts';
import { type CameraPose, depthLimits, imageCorners } from './camera-pose.ts';
import { type ClassMask, emptyGround, trimmedGround } from './ground-bits.ts';
import {
  createImageMask,
  depthOf,
  type ImageMask,
  imageRadius,
  imageWindow,
  insideImage,
  RowSpans,
} from './image-mask.ts';
import { uprightDensity } from './pixel-density.ts';

type Masks = readonly ClassMask[];

/**
 * The ground that imagers at one optical centre cover by day: per required density (px/m, ascending) the ground cells whose
 * target is seen, projects inside an image and has at least that density in it; of an upright target all of it. An optical centre
 * that stands where it cannot see must not come here.
 */
export function opticalGround(
  scene: VisibilityScene,
  poses: readonly CameraPose[],
  required: readonly number[],
  cache: VisibilityCache,
): GroundBits {
  const [x, y, z] = poses[0].position;
  const whole = gridRadius(scene, x, y);
  const windows = classWindows(scene, poses, required, whole);
  const [window] = windows;
  if (window.rows === 0) return emptyGround(required.length);
  const radius = Math.min(Math.max(...poses.map((pose) => imageRadius(pose, required[0]))), whole);
  const sector = poses.length === 1 ? imageSector(poses[0]) : null;
  const byCell = scene.terrain !== null || poses.some(({ projection }) => projection === 'equidistant');
  const open = byCell ? cache.pastSolids(x, y, z, radius, window, sector) : null;
  const masks = imageMasks(scene, poses, required, windows, open, radius);
  const seen = cache.seen(x, y, z, radius, { window, bits: masks[0].bits }, sector);
  return trimmedGround(window, masks, seen.bits);
}

/** The ground that imagers have in the picture at a density (px/m), whatever hides it. */
export function groundInPicture(scene: VisibilityScene, poses: readonly CameraPose[], least: number): BitWindow {
  const whole = gridRadius(scene, poses[0].position[0], poses[0].position[1]);
  const windows = classWindows(scene, poses, [least], whole);
  const [window] = windows;
  const all = { firstRow: 0, rows: scene.grid.rows, firstWord: 0, words: scene.grid.words };
  const bits = copyWindow({ window: all, bits: scene.ground }, window);
  if (window.rows === 0) return { window, bits };
  const [mask] = imageMasks(scene, poses, [least], windows, { window, bits }, whole);
  for (let at = 0; at < bits.length; at += 1) bits[at] &= mask.bits[at];
  return { window, bits };
}

/** Per density the window of whole words that holds every cell that some imager can show at it. */
function classWindows(
  scene: VisibilityScene,
  poses: readonly CameraPose[],
  required: readonly number[],
  whole: number,
): WordWindow[] {
  return required.map((least) => poses.map((pose) => imageWindow(scene.grid, pose, least, whole)).reduce(unionWindow));
}

/**
 * Per density the cells in the picture, over the rows of its own window. Where `open` is given only its cells are sure to be
 * told apart; null is for level ground and rectilinear images alone. They lie in working memory: valid until the next call, the
 * lowest density's first.
 */
function imageMasks(
  scene: VisibilityScene,
  poses: readonly CameraPose[],
  required: readonly number[],
  windows: readonly WordWindow[],
  open: BitWindow | null,
  radius: number,
): Masks {
  const [window] = windows;
  const length = windows.reduce((sum, { rows }) => sum + rows * window.words, 0);
  const bits = clearedWords(length);
  let end = 0;
  const masks = windows.map(({ firstRow, rows }): ClassMask => {
    const start = end;
    end += rows * window.words;
    return { firstRow: firstRow - window.firstRow, rows, bits, start };
  });
  for (const pose of poses) {
    if (open === null) levelMasks(scene, pose, required, window, masks);
    else if (pose.projection === 'equidistant') fisheyeMasks(scene, pose, required, open, masks, radius);
    else slopingMasks(scene, pose, required, open, masks);
  }
  return masks;
}

/** Working memory of this thread; nothing in it is needed between two calls. */
let workingWords = new Uint32Array(0);

/** At least so many words, the first of them 0. */
function clearedWords(length: number): Uint32Array<ArrayBuffer> {
  if (workingWords.length < length) workingWords = new Uint32Array(2 * length);
  else workingWords.fill(0, 0, length);
  return workingWords;
}

/** Directions in plan that an image holds; null where they span half a turn or it holds what is straight below or above. */
function imageSector(pose: CameraPose): Sector | null {
  return pose.projection === 'rectilinear' ? sectorOf(imageCorners(pose, 1)) : null;
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
  const spans = new RowSpans(createImageMask(pose), pose, scene.grid, window);
  spans.between(height, height + scene.targetRise, true);
  for (let row = 0; row < window.rows; row += 1) {
    if (!spans.image(row)) continue;
    for (let k = 0; k < limits.length; k += 1) {
      const { firstRow, rows, bits, start } = masks[k];
      if (row < firstRow || row >= firstRow + rows || !spans.depth(row, limits[k])) break;
      setSpan(bits, start + (row - firstRow) * window.words, spans.from, spans.to);
    }
  }
}

/**
 * On terrain a row's stretches hang on the heights of its targets: those that a cell may lie in for some height between the
 * row's lowest and highest, and those that it lies in for all of them. Only cells in between are projected one by one.
 */
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
  const z0 = pose.position[2];
  const spans = new RowSpans(mask, pose, scene.grid, window);
  const west = windowX(scene.grid, window);
  const east = west + (32 * window.words - 1) * cell;
  const stretches = new Stretches(limits.length);
  for (let row = 0; row < window.rows; row += 1) {
    const y = windowY(scene.grid, window) + row * cell;
    const [low, high] = targetRange(scene, west, y, east, y);
    spans.between(low - z0, high - z0);
    stretches.classes = classesInRow(masks, row);
    if (!stretches.take(spans, row, limits, stretches.some)) continue;
    spans.between(low - z0, high - z0 + scene.targetRise, true);
    stretches.take(spans, row, limits, stretches.all);
    projectRow(scene, pose, limits, open, masks, mask, spans, row, stretches);
  }
}

/** Per class the stretch of a row that its cells may lie in, and the one that they surely lie in: first and last column. */
class Stretches {
  /** Classes that the row can hold cells of. */
  classes = 0;
  readonly some: Int32Array;
  readonly all: Int32Array;

  constructor(classes: number) {
    this.some = new Int32Array(2 * classes);
    this.all = new Int32Array(2 * classes);
  }

  /** False where no cell lies in any class. */
  take(spans: RowSpans, row: number, limits: readonly number[], into: Int32Array): boolean {
    let within = spans.image(row);
    for (let k = 0; k < this.classes; k += 1) {
      within = within && spans.depth(row, limits[k]);
      into[2 * k] = within ? spans.from : 0;
      into[2 * k + 1] = within ? spans.to : -1;
    }
    return this.classes > 0 && into[0] <= into[1];
  }
}

/** How many classes have a row of the window in theirs; windows of higher classes lie within those of lower ones. */
function classesInRow(masks: Masks, row: number): number {
  let classes = 0;
  while (classes < masks.length) {
    const { firstRow, rows } = masks[classes];
    if (row < firstRow || row >= firstRow + rows) break;
    classes += 1;
  }
  return classes;
}

/** The bits of a word (of 32 columns) that lie in a stretch. */
function stretchWord(from: number, to: number, word: number): number {
  const first = Math.max(0, from - 32 * word);
  const last = Math.min(31, to - 32 * word);
  return first > last ? 0 : (-1 << first) & (-1 >>> (31 - last));
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
  { some, all, classes }: Stretches,
): void {
  const [ox, oy, oz] = pose.position;
  const { words } = open.window;
  const y = spans.y(row);
  for (let word = some[0] >> 5; word <= some[1] >> 5; word += 1) {
    const here = open.bits[row * words + word];
    if (here === 0) continue;
    let doubt = 0;
    for (let k = 0; k < classes; k += 1) {
      const { firstRow, bits, start } = masks[k];
      const sure = stretchWord(all[2 * k], all[2 * k + 1], word);
      bits[start + (row - firstRow) * words + word] |= sure;
      doubt |= stretchWord(some[2 * k], some[2 * k + 1], word) & ~sure;
    }
    for (let left = doubt & here; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const x = spans.x(32 * word + bit);
      const z = targetZ(scene, ox + x, oy + y) - oz;
      const top = z + scene.targetRise;
      if (!insideImage(mask, x, y, z) || !insideImage(mask, x, y, top)) continue;
      const depth = Math.max(depthOf(mask, x, y, z), depthOf(mask, x, y, top));
      for (let k = 0; k < classes && depth <= limits[k]; k += 1) setCell(masks[k], row, words, word, bit);
    }
  }
}

function setCell({ firstRow, bits, start }: ClassMask, row: number, words: number, word: number, bit: number): void {
  bits[start + (row - firstRow) * words + word] |= 1 << bit;
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
      const density = uprightDensity(pose, x, y, z, scene.targetRise);
      for (let k = 0; k < required.length && density >= required[k]; k += 1) {
        setCell(masks[k], row, window.words, firstColumn >> 5, bit);
      }
    }
  }
}
