import type { City } from '#model/city.ts';
import type { Corner } from '#state/drawing.ts';

/** Where a drawn corner falls, local metres, and what it caught. */
export interface SnappedCorner {
  readonly x: number;
  readonly y: number;
  readonly to: 'corner' | 'edge' | 'first' | 'free';
}

/**
 * Catches what is in the plan within `reach` metres of a point: the drawing's own first corner (which closes it), else
 * the nearest corner of a building, else the nearest point of a wall. A plain pass over all corners: for a million of
 * them it takes a few milliseconds, and it needs no index that an edit would make stale.
 */
export function snapCorner(city: City, draft: readonly Corner[], x: number, y: number, reach: number): SnappedCorner {
  const first = draft.length >= 3 ? draft[0] : undefined;
  if (first !== undefined && Math.hypot(first[0] - x, first[1] - y) <= reach) {
    return { x: first[0], y: first[1], to: 'first' };
  }
  const { ringStart, vertexStart, xy } = city.prisms;
  const rings = ringStart[city.prisms.count];
  let corner: Found = { x, y, squared: reach * reach };
  let edge: Found = corner;
  for (let ring = 0; ring < rings; ring += 1) {
    const from = vertexStart[ring];
    const end = vertexStart[ring + 1];
    let ax = xy[2 * end - 2];
    let ay = xy[2 * end - 1];
    for (let vertex = from; vertex < end; vertex += 1) {
      const bx = xy[2 * vertex];
      const by = xy[2 * vertex + 1];
      const squared = (bx - x) * (bx - x) + (by - y) * (by - y);
      if (squared < corner.squared) corner = { x: bx, y: by, squared };
      if (nearBox(ax, ay, bx, by, x, y, reach)) edge = nearer(edge, ax, ay, bx, by, x, y);
      ax = bx;
      ay = by;
    }
  }
  if (corner.squared < reach * reach) return { x: corner.x, y: corner.y, to: 'corner' };
  return edge.squared < reach * reach ? { x: edge.x, y: edge.y, to: 'edge' } : { x, y, to: 'free' };
}

interface Found {
  readonly x: number;
  readonly y: number;
  readonly squared: number;
}

function nearBox(ax: number, ay: number, bx: number, by: number, x: number, y: number, reach: number): boolean {
  return (
    x >= Math.min(ax, bx) - reach &&
    x <= Math.max(ax, bx) + reach &&
    y >= Math.min(ay, by) - reach &&
    y <= Math.max(ay, by) + reach
  );
}

/** The point of an edge that is nearest, where it is nearer than what is found. */
function nearer(found: Found, ax: number, ay: number, bx: number, by: number, x: number, y: number): Found {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  if (length === 0) return found;
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  const px = ax + t * dx;
  const py = ay + t * dy;
  const squared = (px - x) * (px - x) + (py - y) * (py - y);
  return squared < found.squared ? { x: px, y: py, squared } : found;
}
