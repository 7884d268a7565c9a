import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { cleanRing, type Ring } from './ring.ts';
import { ringContact } from './ring-crossings.ts';

/** Below this value of 1 + cosine of the turn (beyond some 110°) a mitre would reach out too far: both arms end square. */
const leastMitre = 0.65;

interface Arm {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  /** Unit direction. */
  readonly ux: number;
  readonly uy: number;
}

/** Offset to the left at an arm's start and end, and whether it is the mitre that the neighbour shares. */
interface Joint {
  readonly x: number;
  readonly y: number;
  readonly shared: boolean;
}

function armsOf(xy: ArrayLike<number>): Arm[] {
  const arms: Arm[] = [];
  let ax = xy[0];
  let ay = xy[1];
  for (let i = 2; i + 1 < xy.length; i += 2) {
    const bx = xy[i];
    const by = xy[i + 1];
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    arms.push({ ax, ay, bx, by, ux: dx / length, uy: dy / length });
    ax = bx;
    ay = by;
  }
  return arms;
}

function mitre(before: Arm, after: Arm, half: number): Joint | null {
  const sum = 1 + before.ux * after.ux + before.uy * after.uy;
  if (sum < leastMitre) return null;
  const scale = half / sum;
  return { x: -(before.uy + after.uy) * scale, y: (before.ux + after.ux) * scale, shared: true };
}

/** Joint before arm i and after the last: mitres between neighbours, `null` at ends and at sharp turns. */
function jointsOf(arms: readonly Arm[], half: number): (Joint | null)[] {
  const last = arms[arms.length - 1];
  const closed = arms.length > 2 && arms[0].ax === last.bx && arms[0].ay === last.by;
  const seam = closed ? mitre(last, arms[0], half) : null;
  const joints = arms.map((arm, i) => (i === 0 ? seam : mitre(arms[i - 1], arm, half)));
  return [...joints, seam];
}

/** Four corners of an arm's piece, counter-clockwise; where mitres would turn it inside out, a rectangle. */
function pieceOf(
  arm: Arm,
  start: Joint | null,
  end: Joint | null,
  half: number,
  caps: readonly [number, number],
): Ring {
  const nx = -arm.uy * half;
  const ny = arm.ux * half;
  const corners = (from: Joint | null, to: Joint | null) => {
    const back = from === null ? caps[0] : 0;
    const on = to === null ? caps[1] : 0;
    const [sx, sy] = from === null ? [nx, ny] : [from.x, from.y];
    const [ex, ey] = to === null ? [nx, ny] : [to.x, to.y];
    const ax = arm.ax - arm.ux * back;
    const ay = arm.ay - arm.uy * back;
    const bx = arm.bx + arm.ux * on;
    const by = arm.by + arm.uy * on;
    return Float64Array.of(ax - sx, ay - sy, bx - ex, by - ey, bx + ex, by + ey, ax + sx, ay + sy).map(quantize);
  };
  const ring = corners(start, end);
  return isConvex(ring) ? ring : corners(null, null);
}

function isConvex(ring: Ring): boolean {
  for (let i = 0; i < 8; i += 2) {
    const [ax, ay] = [ring[i], ring[i + 1]];
    const [bx, by] = [ring[(i + 2) % 8], ring[(i + 3) % 8]];
    const [cx, cy] = [ring[(i + 4) % 8], ring[(i + 5) % 8]];
    if ((bx - ax) * (cy - by) - (by - ay) * (cx - bx) <= 0) return false;
  }
  return true;
}

/**
 * The strip along a line (flat x, y; closed where its ends are equal), `half` metres to both sides: one four-cornered piece
 * per segment, on the 1/1024 m grid. Neighbours share a mitred edge; at sharp turns a piece reaches `half` further, so that
 * no gap opens in the corner, and `cap` metres at the ends of an open line.
 */
export function stripPieces(xy: ArrayLike<number>, half: number, cap: number): Ring[] {
  const arms = armsOf(xy);
  const joints = jointsOf(arms, half);
  const last = arms.length - 1;
  const closed = joints[0] !== null;
  return arms.map((arm, i) => {
    const back = i === 0 && !closed ? cap : half;
    const on = i === last && !closed ? cap : half;
    return pieceOf(arm, joints[i], joints[i + 1], half, [back, on]);
  });
}

/**
 * The strip as few polygons (outer ring, then holes): one along the whole line where its outline does not meet itself, else
 * its {@link stripPieces}.
 */
export function stripPolygons(xy: ArrayLike<number>, half: number): Ring[][] {
  const arms = armsOf(xy);
  const joints = jointsOf(arms, half);
  if (arms.length === 0) return [];
  const whole = arms.length === 1 ? null : wholeStrip(arms, joints, half);
  return whole === null ? stripPieces(xy, half, 0).map((ring) => [ring]) : whole;
}

/** Beyond this finding out whether an outline meets itself takes too long; the pieces serve as well. */
const mostArms = 2000;

function wholeStrip(arms: readonly Arm[], joints: readonly (Joint | null)[], half: number): Ring[][] | null {
  const last = arms.length;
  if (last > mostArms || joints.slice(1, last).includes(null)) return null;
  const left: number[] = [];
  const right: number[] = [];
  const closed = joints[0] !== null;
  for (let i = 0; i < (closed ? last : last + 1); i += 1) {
    const arm = arms[Math.min(i, last - 1)];
    const joint = joints[i] ?? { x: -arm.uy * half, y: arm.ux * half };
    const [x, y] = i === last ? [arm.bx, arm.by] : [arm.ax, arm.ay];
    left.push(quantize(x + joint.x), quantize(y + joint.y));
    right.push(quantize(x - joint.x), quantize(y - joint.y));
  }
  const rings = closed ? [cleanRing(left), cleanRing(right)] : [cleanRing([...right, ...backwards(left)])];
  if (!rings.every((ring) => ring !== null) || ringContact(rings) !== 'apart') return null;
  if (!closed) return [rings];
  // The side that encloses the other is the outer ring.
  return [spread(rings[0]) >= spread(rings[1]) ? rings : [rings[1], rings[0]]];
}

function backwards(xy: readonly number[]): number[] {
  const result: number[] = [];
  for (let i = xy.length - 2; i >= 0; i -= 2) result.push(xy[i], xy[i + 1]);
  return result;
}

function spread(ring: Ring): number {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    least = Math.min(least, ring[i]);
    most = Math.max(most, ring[i]);
  }
  return most - least;
}

/** Pieces on a slope are halved down to this length, metres. */
const shortestPiece = 2;

/** The line with vertices added (on the 1/1024 m grid) until the ground along each segment differs by at most `rise` metres. */
export function followGround(xy: ArrayLike<number>, terrain: TerrainGrid | null, rise: number): Float64Array {
  if (terrain === null || xy.length < 4) return Float64Array.from(xy);
  const points: number[] = [xy[0], xy[1]];
  for (let i = 2; i + 1 < xy.length; i += 2) {
    const [ax, ay, bx, by] = [xy[i - 2], xy[i - 1], xy[i], xy[i + 1]];
    const parts = stretchCount(terrain, ax, ay, bx, by, rise);
    for (let part = 1; part < parts; part += 1) {
      points.push(quantize(ax + ((bx - ax) * part) / parts), quantize(ay + ((by - ay) * part) / parts));
    }
    points.push(bx, by);
  }
  return Float64Array.from(points);
}

/** By the steepest metre among samples: stretches so short that none rises more than `rise`. */
function stretchCount(terrain: TerrainGrid, ax: number, ay: number, bx: number, by: number, rise: number): number {
  const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  const samples = Math.min(2000, Math.max(1, Math.ceil((2 * length) / terrain.spacing)));
  let before = groundHeight(terrain, ax, ay);
  let steepest = 0;
  for (let i = 1; i <= samples; i += 1) {
    const here = groundHeight(terrain, ax + ((bx - ax) * i) / samples, ay + ((by - ay) * i) / samples);
    steepest = Math.max(steepest, Math.abs(here - before));
    before = here;
  }
  const wanted = Math.ceil((steepest * samples) / rise);
  return Math.max(1, Math.min(wanted, Math.floor(length / shortestPiece), 5000));
}
