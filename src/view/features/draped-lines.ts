import { closedRibbon } from '../devices/ribbon.ts';

type Height = (x: number, y: number) => number;

/** On a slope a line follows the ground with a corner at least this often, metres. */
const drapeStep = 12;

/** Points along a line or a closed ring with the height of the ground: x, y, z. */
export function drape(xy: Float64Array, closed: boolean, height: Height): [number, number, number][] {
  const count = xy.length / 2;
  const points: [number, number, number][] = [];
  const add = (x: number, y: number) => points.push([x, y, height(x, y)]);
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const j = (i + 1) % count;
    const [ax, ay, bx, by] = [xy[2 * i], xy[2 * i + 1], xy[2 * j], xy[2 * j + 1]];
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / drapeStep));
    for (let step = 0; step < steps; step += 1) add(ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps);
  }
  if (!closed && count > 0) add(xy[2 * count - 2], xy[2 * count - 1]);
  return points;
}

/** Line segments along a draped line, 6 numbers each. */
export function segmentsAlong(xy: Float64Array, closed: boolean, height: Height, lift: number): number[] {
  const points = drape(xy, closed, height);
  const segments: number[] = [];
  for (let i = 0; i < points.length - (closed ? 0 : 1); i += 1) {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    segments.push(a[0], a[1], a[2] + lift, b[0], b[1], b[2] + lift);
  }
  return segments;
}

/** A band of a width along rings on the ground, 9 numbers a triangle. */
export function bandsAlong(
  rings: readonly Float64Array[],
  height: Height,
  width: number,
  lift: number,
): Float32Array[] {
  return rings.map((ring) => closedRibbon(drape(ring, true, height), width, lift));
}

/** Upright strips along a line from the ground to `meters` above it, 9 numbers a triangle. */
export function stripsAlong(xy: Float64Array, height: Height, meters: number): number[] {
  const points = drape(xy, false, height);
  const triangles: number[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [a, b] = [points[i], points[i + 1]];
    const [at, bt] = [a[2] + meters, b[2] + meters];
    triangles.push(...a, ...b, b[0], b[1], bt, ...a, b[0], b[1], bt, a[0], a[1], at);
  }
  return triangles;
}
