import { direction, distance, distanceToSegment, mix, offsetPoint, type Point } from './plane.ts';

/** Length of a line, metres. */
export function lineLength(line: readonly Point[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < line.length; i++) sum += distance(line[i], line[i + 1]);
  return sum;
}

/** A place on a line: the point, the direction of travel there and the index of its segment. */
export interface Station {
  readonly at: Point;
  readonly along: Point;
  readonly segment: number;
}

/** The place `reach` metres from the start (clamped to the ends). */
export function stationAt(line: readonly Point[], reach: number): Station {
  let rest = Math.max(0, reach);
  for (let i = 0; i + 1 < line.length; i++) {
    const length = distance(line[i], line[i + 1]);
    if (rest <= length || i + 2 === line.length) {
      const t = length === 0 ? 0 : Math.min(1, rest / length);
      return { at: mix(line[i], line[i + 1], t), along: direction(line[i], line[i + 1]), segment: i };
    }
    rest -= length;
  }
  return { at: line[0], along: { x: 1, y: 0 }, segment: 0 };
}

/** Catmull-Rom curve through all points, sampled about every `step` metres and thinned where it runs straight. */
export function smoothLine(points: readonly Point[], step = 10, closed = false): Point[] {
  const n = points.length;
  const spans = closed ? n : n - 1;
  const at = (i: number) => (closed ? points[(i + n) % n] : points[Math.max(0, Math.min(n - 1, i))]);
  const line: Point[] = [];
  for (let i = 0; i < spans; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const pieces = Math.max(1, Math.round(distance(b, c) / step));
    for (let k = 0; k < pieces; k++) {
      const t = k / pieces;
      const spline = (p: number, q: number, r: number, s: number) =>
        q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
      line.push({ x: spline(a.x, b.x, c.x, d.x), y: spline(a.y, b.y, c.y, d.y) });
    }
  }
  line.push(closed ? line[0] : points[n - 1]);
  return thinLine(line, 0.3);
}

/** Douglas-Peucker: leaves out points that lie within `tolerance` metres of the line that remains. */
export function thinLine(line: readonly Point[], tolerance: number): Point[] {
  if (line.length < 3) return [...line];
  let far = 0;
  let worst = 0;
  const last = line.length - 1;
  for (let i = 1; i < last; i++) {
    const away = distanceToSegment(line[i], line[0], line[last]);
    if (away > worst) {
      worst = away;
      far = i;
    }
  }
  if (worst <= tolerance) return [line[0], line[last]];
  return [...thinLine(line.slice(0, far + 1), tolerance).slice(0, -1), ...thinLine(line.slice(far), tolerance)];
}

/** The line moved `left` metres to its left (negative: right); corners by the mean direction, for gentle bends. */
export function parallelLine(line: readonly Point[], left: number | ((index: number) => number)): Point[] {
  return line.map((p, i) => {
    const before = direction(line[Math.max(0, i - 1)], line[Math.max(1, i)]);
    const after = direction(line[Math.min(line.length - 2, i)], line[Math.min(line.length - 1, i + 1)]);
    const mean = direction({ x: 0, y: 0 }, { x: before.x + after.x, y: before.y + after.y });
    return offsetPoint(p, mean, 0, typeof left === 'number' ? left : left(i));
  });
}
