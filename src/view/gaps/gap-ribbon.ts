import { drapedPoints } from './drape-way.ts';
import type { GapTone } from './gap-colors.ts';

/** A line on the ground that is drawn as a band. */
export interface GapRibbon {
  /** Flat x, y, local metres. */
  readonly xy: ArrayLike<number>;
  /** Metres. */
  readonly width: number;
  /** White band to each side, metres; 0: none. */
  readonly casing: number;
  /** Narrower than so many pixels it is not drawn. */
  readonly leastPixels: number;
  /** 0 to 1. */
  readonly opacity: number;
  /** To the right of the direction of travel, metres. */
  readonly shift: number;
  /** Colours along it, one after the other; the last holds to the end. */
  readonly pieces: readonly GapPiece[];
  /** Dots show it where a building hides it. */
  readonly dotted: boolean;
}

export interface GapPiece {
  /** From the beginning along the line, metres. */
  readonly toMeters: number;
  readonly tone: GapTone;
}

/** Bands as indexed triangles; the shader gives them their width. */
export interface RibbonGeometry {
  /** Middle of the band, 3 numbers a corner. */
  readonly position: Float32Array;
  /** Across, longer at corners; then half the width in metres: 3 numbers a corner. */
  readonly side: Float32Array;
  /** Casing in metres, and least half width in pixels: 2 numbers a corner. */
  readonly reach: Float32Array;
  /** sRGB and opacity, 4 bytes a corner. */
  readonly tint: Uint8Array;
  readonly index: Uint32Array;
}

export type ToneBytes = (tone: GapTone) => readonly [red: number, green: number, blue: number];
type Height = (x: number, y: number) => number;

/** Above the ground, metres. */
export const ribbonLift = 0.5;
/** How far a sharp corner may shoot out, in widths. */
const mostMitre = 2;
/** A colour changes at a corner as near as this, metres. */
const nearMeters = 0.02;
/** Ribbons after which {@link ribbonGeometrySteps} lets others in: a millisecond or two. */
const ribbonsPerStep = 64;

class Buffers {
  position = new Float32Array(3 * 1024);
  side = new Float32Array(3 * 1024);
  reach = new Float32Array(2 * 1024);
  tint = new Uint8Array(4 * 1024);
  index = new Uint32Array(6 * 1024);
  corners = 0;
  indices = 0;

  /** Room for so many more corners, with six indices to a pair of corners. */
  reserve(corners: number): void {
    const wanted = this.corners + corners;
    if (3 * wanted > this.position.length) {
      const size = Math.max(2 * (this.position.length / 3), wanted);
      this.position = grown(this.position, new Float32Array(3 * size));
      this.side = grown(this.side, new Float32Array(3 * size));
      this.reach = grown(this.reach, new Float32Array(2 * size));
      this.tint = grown(this.tint, new Uint8Array(4 * size));
    }
    const indices = this.indices + 3 * corners;
    if (indices > this.index.length)
      this.index = grown(this.index, new Uint32Array(Math.max(2 * this.index.length, indices)));
  }

  taken(): RibbonGeometry {
    return {
      position: this.position.slice(0, 3 * this.corners),
      side: this.side.slice(0, 3 * this.corners),
      reach: this.reach.slice(0, 2 * this.corners),
      tint: this.tint.slice(0, 4 * this.corners),
      index: this.index.slice(0, this.indices),
    };
  }
}

function grown<T extends Float32Array | Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/**
 * Bands over the ground, in the order given: later ones lie above.
 *
 * @param level the ground is level: lines need no corners between their own
 * @yields after every few dozen ribbons
 */
export function* ribbonGeometrySteps(
  ribbons: readonly GapRibbon[],
  height: Height,
  level: boolean,
  toneBytes: ToneBytes,
): Generator<void, RibbonGeometry> {
  const buffers = new Buffers();
  for (let i = 0; i < ribbons.length; i += 1) {
    addRibbon(buffers, ribbons[i], height, level, toneBytes);
    if (i % ribbonsPerStep === ribbonsPerStep - 1) yield;
  }
  return buffers.taken();
}

function addRibbon(buffers: Buffers, ribbon: GapRibbon, height: Height, level: boolean, toneBytes: ToneBytes): void {
  const cuts = ribbon.pieces.slice(0, -1).map(({ toMeters }) => toMeters);
  const points = drapedPoints(ribbon.xy, cuts, height, level);
  const count = points.length / 4;
  if (count < 2) return;
  buffers.reserve(4 * count);
  let piece = 0;
  for (let i = 0; i < count; i += 1) {
    const side = acrossAt(points, i);
    const along = points[4 * i + 3];
    // A corner where the colour changes stands twice: as the end of one piece and as the beginning of the next.
    const ends = piece + 1 < ribbon.pieces.length && along >= ribbon.pieces[piece].toMeters - nearMeters && i > 0;
    addPair(buffers, ribbon, points, i, side, toneBytes(ribbon.pieces[piece].tone), i > 0);
    if (!ends || i + 1 === count) continue;
    while (piece + 1 < ribbon.pieces.length && along >= ribbon.pieces[piece].toMeters - nearMeters) piece += 1;
    addPair(buffers, ribbon, points, i, side, toneBytes(ribbon.pieces[piece].tone), false);
  }
}

/** Two corners of a band, and the two triangles from the pair before. */
function addPair(
  buffers: Buffers,
  { width, casing, leastPixels, opacity, shift }: GapRibbon,
  points: Float64Array,
  i: number,
  [sx, sy]: readonly [number, number],
  [red, green, blue]: readonly [number, number, number],
  joins: boolean,
): void {
  const { position, side, reach, tint, index } = buffers;
  const first = buffers.corners;
  for (const sign of [1, -1]) {
    const at = buffers.corners;
    position[3 * at] = points[4 * i] - shift * sx;
    position[3 * at + 1] = points[4 * i + 1] - shift * sy;
    position[3 * at + 2] = points[4 * i + 2] + ribbonLift;
    side[3 * at] = sign * sx;
    side[3 * at + 1] = sign * sy;
    side[3 * at + 2] = width / 2;
    reach[2 * at] = casing;
    reach[2 * at + 1] = leastPixels / 2;
    tint[4 * at] = red;
    tint[4 * at + 1] = green;
    tint[4 * at + 2] = blue;
    tint[4 * at + 3] = Math.round(255 * opacity);
    buffers.corners += 1;
  }
  if (!joins) return;
  for (const corner of [first - 2, first - 1, first, first, first - 1, first + 1]) {
    index[buffers.indices] = corner;
    buffers.indices += 1;
  }
}

/** To the left of the line at a corner, as long as a mitre is for half a width of 1. */
function acrossAt(points: Float64Array, i: number): readonly [number, number] {
  const last = points.length / 4 - 1;
  const [ax, ay] = direction(points, Math.max(0, i - 1), Math.max(1, i));
  const [bx, by] = direction(points, Math.min(last - 1, i), Math.min(last, i + 1));
  const [nx, ny] = [-(ay + by), ax + bx];
  const length = Math.hypot(nx, ny);
  if (length < 1e-6) return [-ay, ax];
  const mitre = Math.min(mostMitre, 2 / length);
  return [(nx / length) * mitre, (ny / length) * mitre];
}

function direction(points: Float64Array, from: number, to: number): readonly [number, number] {
  const [dx, dy] = [points[4 * to] - points[4 * from], points[4 * to + 1] - points[4 * from + 1]];
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}

/** A dotted ribbon on the ground: corners with x, y, z and metres from its beginning. */
export interface DotLine {
  readonly ribbon: GapRibbon;
  readonly points: Float64Array;
}

/** Lines of all ribbons that are dotted where a building hides them. */
export function dotLines(ribbons: readonly GapRibbon[], height: Height, level: boolean): DotLine[] {
  return ribbons.flatMap((ribbon) => {
    const points = ribbon.dotted ? drapedPoints(ribbon.xy, [], height, level) : new Float64Array(0);
    return points.length < 8 ? [] : [{ ribbon, points }];
  });
}

/**
 * Points along dotted ribbons, evenly spaced: x, y, z and the tone of each.
 *
 * @param spacing metres
 * @param most points of all ribbons together; beyond it they stand wider
 */
export function ribbonDots(
  lines: readonly DotLine[],
  spacing: number,
  toneBytes: ToneBytes,
  most = 40_000,
): { readonly position: Float32Array; readonly tint: Uint8Array } {
  const meters = lines.reduce((sum, { points }) => sum + points[points.length - 1], 0);
  const step = Math.max(spacing, meters / most, 0.05);
  const room = lines.reduce((sum, { points }) => sum + Math.floor(points[points.length - 1] / step + 0.5), 0);
  const position = new Float32Array(3 * room);
  const tint = new Uint8Array(4 * room);
  let at = 0;
  for (const { ribbon, points } of lines) {
    const count = Math.floor(points[points.length - 1] / step + 0.5);
    let [piece, i] = [0, 0];
    let [red, green, blue] = toneBytes(ribbon.pieces[0].tone);
    for (let k = 0; k < count; k += 1) {
      const along = (k + 0.5) * step;
      while (4 * i + 8 < points.length && points[4 * i + 7] < along) i += 1;
      while (piece + 1 < ribbon.pieces.length && along >= ribbon.pieces[piece].toMeters) {
        piece += 1;
        [red, green, blue] = toneBytes(ribbon.pieces[piece].tone);
      }
      const t = Math.min(1, (along - points[4 * i + 3]) / (points[4 * i + 7] - points[4 * i + 3]));
      for (let axis = 0; axis < 3; axis += 1) {
        const from = points[4 * i + axis];
        position[3 * at + axis] = from + t * (points[4 * i + 4 + axis] - from) + (axis === 2 ? 2 * ribbonLift : 0);
      }
      tint[4 * at] = red;
      tint[4 * at + 1] = green;
      tint[4 * at + 2] = blue;
      tint[4 * at + 3] = 255 * ribbon.opacity;
      at += 1;
    }
  }
  return { position, tint };
}
