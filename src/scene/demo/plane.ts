import { quantize } from '#geo/quantum.ts';

/** A point of the plan, local metres. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A closed ring without closing vertex; counter-clockwise unless said otherwise. */
export type Ring = readonly Point[];

/** The point on the scene's 1/1024 m grid. */
export function point(x: number, y: number): Point {
  return { x: quantize(x), y: quantize(y) };
}

export function distance(a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  return Math.sqrt(dx * dx + dy * dy);
}

/** The point at share t of the way from a to b. */
export function mix(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** Unit vector from a to b; zero where they are the same. */
export function direction(a: Point, b: Point): Point {
  const length = distance(a, b);
  return length === 0 ? { x: 0, y: 0 } : { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** `p` moved by `along` metres in direction `d` and by `left` metres to its left. */
export function offsetPoint(p: Point, d: Point, along: number, left: number): Point {
  return { x: p.x + d.x * along - d.y * left, y: p.y + d.y * along + d.x * left };
}

/** Signed area, square metres; positive for counter-clockwise rings. */
export function ringArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    sum += a.x * b.y - a.y * b.x;
  }
  return sum / 2;
}

/** Even-odd test; points on the boundary may fall on either side. */
export function ringContains(ring: Ring, p: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** A point inside the ring: the centroid where that lies inside, else the middle of the widest level cut. */
export function interiorPoint(ring: Ring): Point {
  let x = 0;
  let y = 0;
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    const cross = a.x * b.y - a.y * b.x;
    x += (a.x + b.x) * cross;
    y += (a.y + b.y) * cross;
    sum += cross;
  }
  const centroid = { x: x / (3 * sum), y: y / (3 * sum) };
  if (ringContains(ring, centroid)) return centroid;
  const levels = ring.map((p) => p.y).sort((a, b) => a - b);
  let best: Point = centroid;
  let widest = 0;
  for (let k = 1; k < 8; k++) {
    const level = levels[0] + ((levels[levels.length - 1] - levels[0]) * k) / 8 + 1 / 4096;
    const hits = levelCut(ring, level);
    for (let i = 0; i + 1 < hits.length; i += 2) {
      if (hits[i + 1] - hits[i] <= widest) continue;
      widest = hits[i + 1] - hits[i];
      best = { x: (hits[i] + hits[i + 1]) / 2, y: level };
    }
  }
  return best;
}

function levelCut(ring: Ring, y: number): number[] {
  const hits: number[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    if (a.y > y !== b.y > y) hits.push(a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y));
  }
  return hits.sort((a, b) => a - b);
}

/** Where segment ab meets segment cd: shares of both, or null where they don't meet or are parallel. */
export function crossing(a: Point, b: Point, c: Point, d: Point): { t: number; u: number } | null {
  const rx = b.x - a.x;
  const ry = b.y - a.y;
  const sx = d.x - c.x;
  const sy = d.y - c.y;
  const denominator = rx * sy - ry * sx;
  if (denominator === 0) return null;
  const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / denominator;
  const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / denominator;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u } : null;
}

/** Distance from p to the segment ab, metres. */
export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square));
  return distance(p, { x: a.x + dx * t, y: a.y + dy * t });
}

/** Distance from p to the nearest point of a line (or of a ring, with `closed`). */
export function distanceToLine(p: Point, line: readonly Point[], closed = false): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) best = Math.min(best, distanceToSegment(p, line[i], line[i + 1]));
  if (closed) best = Math.min(best, distanceToSegment(p, line[line.length - 1], line[0]));
  return best;
}

/** True where no two edges of the ring meet except neighbours at their common end. */
export function isSimple(ring: Ring): boolean {
  const n = ring.length;
  if (n < 3) return false;
  for (let i = 0; i < n; i++) {
    if (distance(ring[i], ring[(i + 1) % n]) === 0) return false;
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (crossing(ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n]) !== null) return false;
    }
  }
  return true;
}

/** True where every vertex of `inner` lies in `outer` and no edges cross. */
export function ringWithin(outer: Ring, inner: Ring): boolean {
  for (const p of inner) if (!ringContains(outer, p)) return false;
  return !ringsCross(outer, inner);
}

/** True where the outlines of both rings meet. */
export function ringsCross(one: Ring, other: Ring): boolean {
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < other.length; j++) {
      if (crossing(one[i], one[(i + 1) % one.length], other[j], other[(j + 1) % other.length]) !== null) return true;
    }
  }
  return false;
}

/** Rectangle with the middle of its front at `p`, front direction `d`, reaching `depth` metres to the left. */
export function rectangle(p: Point, d: Point, width: number, depth: number): Point[] {
  const corner = (along: number, left: number) => {
    const q = offsetPoint(p, d, along, left);
    return point(q.x, q.y);
  };
  return [corner(-width / 2, 0), corner(width / 2, 0), corner(width / 2, depth), corner(-width / 2, depth)];
}

/** Regular polygon with `sides` corners on a circle. */
export function regularRing(center: Point, radius: number, sides: number): Point[] {
  return Array.from({ length: sides }, (_, i) => {
    const angle = (2 * Math.PI * i) / sides;
    return point(center.x + radius * Math.cos(angle), center.y + radius * Math.sin(angle));
  });
}
