import { distance, isSimple, type Point, point, type Ring, ringArea } from './plane.ts';

interface OffsetEdge {
  readonly px: number;
  readonly py: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * The ring moved inwards, edge by edge: edge i goes `distances[i]` metres to its left (negative: outwards). Edges that shrink to nothing
 * vanish one after the other, shortest first, which is right for the nearly convex rings of blocks and plots. Returns null
 * where nothing sound is left. Result on the 1/1024 m grid.
 */
export function insetRing(ring: Ring, distances: readonly number[]): Point[] | null {
  let edges = offsetEdges(ring, distances);
  while (edges.length >= 3) {
    const corners = edges.map((edge, i) => meet(edges[(i + edges.length - 1) % edges.length], edge));
    let worst = -1;
    let shortest = 0.05;
    for (let i = 0; i < edges.length; i++) {
      const a = corners[i];
      const b = corners[(i + 1) % edges.length];
      if (a === null || b === null) continue;
      const run = (b.x - a.x) * edges[i].dx + (b.y - a.y) * edges[i].dy;
      if (run < shortest) {
        shortest = run;
        worst = i;
      }
    }
    const parallel = corners.indexOf(null);
    if (parallel >= 0) worst = parallel;
    if (worst < 0) return sound(corners as Point[]);
    edges = edges.filter((_, i) => i !== worst);
  }
  return null;
}

function offsetEdges(ring: Ring, distances: readonly number[]): OffsetEdge[] {
  const edges: OffsetEdge[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    const length = distance(a, b);
    if (length < 0.01) continue;
    const dx = (b.x - a.x) / length;
    const dy = (b.y - a.y) / length;
    edges.push({ px: a.x - dy * distances[i], py: a.y + dx * distances[i], dx, dy });
  }
  return edges;
}

/** Corner between two offset edges; null where they are parallel but apart or turn back on each other. */
function meet(before: OffsetEdge, after: OffsetEdge): Point | null {
  const cross = before.dx * after.dy - before.dy * after.dx;
  const gapX = after.px - before.px;
  const gapY = after.py - before.py;
  if (Math.abs(cross) < 0.01) {
    const apart = Math.abs(gapX * before.dy - gapY * before.dx);
    return before.dx * after.dx + before.dy * after.dy > 0 && apart < 0.5 ? { x: after.px, y: after.py } : null;
  }
  const t = (gapX * after.dy - gapY * after.dx) / cross;
  return { x: before.px + before.dx * t, y: before.py + before.dy * t };
}

function sound(corners: readonly Point[]): Point[] | null {
  const ring: Point[] = [];
  for (const corner of corners) {
    const p = point(corner.x, corner.y);
    const last = ring[ring.length - 1];
    if (last === undefined || distance(last, p) > 0.02) ring.push(p);
  }
  while (ring.length > 1 && distance(ring[0], ring[ring.length - 1]) <= 0.02) ring.pop();
  if (ring.length < 3 || !isSimple(ring)) return null;
  const area = ringArea(ring);
  return area > 1 ? ring : null;
}
