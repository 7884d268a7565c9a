import earcut from 'earcut';

/**
 * Triangles (vertex numbers, counter-clockwise) that cover a polygon with holes exactly and use each of its edges once
 * and each inner edge once per direction, so that walls on the edges close a solid. `xy`: all rings one after the other,
 * outer ring counter-clockwise, holes clockwise; `ringStarts`: first vertex of each ring.
 *
 * Earcut leaves out vertices that end up on a straight line while it works; the cracks of no width that remain are
 * closed with triangles of no area.
 */
export function triangulatePolygon(xy: ArrayLike<number>, ringStarts: readonly number[]): number[] {
  const triangles = earcut(xy, ringStarts.slice(1), 2);
  for (let i = 0; i < triangles.length; i += 3) {
    if (doubleArea(xy, triangles[i], triangles[i + 1], triangles[i + 2]) < 0) {
      [triangles[i + 1], triangles[i + 2]] = [triangles[i + 2], triangles[i + 1]];
    }
  }
  closeCracks(triangles, ringStarts, xy.length / 2);
  return triangles;
}

function doubleArea(xy: ArrayLike<number>, a: number, b: number, c: number): number {
  const ax = xy[2 * a];
  const ay = xy[2 * a + 1];
  return (xy[2 * b] - ax) * (xy[2 * c + 1] - ay) - (xy[2 * c] - ax) * (xy[2 * b + 1] - ay);
}

/** Appends triangles until every directed edge is met by its opposite or by an edge of the polygon. */
function closeCracks(triangles: number[], ringStarts: readonly number[], vertices: number): void {
  const surplus = new Map<number, number>();
  const count = (from: number, to: number) => {
    const forward = from * vertices + to;
    const backward = to * vertices + from;
    const opposite = surplus.get(backward) ?? 0;
    if (opposite > 1) surplus.set(backward, opposite - 1);
    else if (opposite === 1) surplus.delete(backward);
    else surplus.set(forward, (surplus.get(forward) ?? 0) + 1);
  };
  for (let i = 0; i < triangles.length; i += 3) {
    count(triangles[i], triangles[i + 1]);
    count(triangles[i + 1], triangles[i + 2]);
    count(triangles[i + 2], triangles[i]);
  }
  ringStarts.forEach((start, ring) => {
    const end = ring + 1 < ringStarts.length ? ringStarts[ring + 1] : vertices;
    for (let i = start; i < end; i += 1) count(i + 1 < end ? i + 1 : start, i);
  });
  if (surplus.size > 0) appendFans(triangles, surplus, vertices);
}

/** Unmet edges form closed walks; a fan over each, running the other way, meets them. */
function appendFans(triangles: number[], surplus: ReadonlyMap<number, number>, vertices: number): void {
  const next = new Map<number, number[]>();
  for (const [edge, times] of surplus) {
    const from = Math.floor(edge / vertices);
    const targets = next.get(from) ?? [];
    for (let i = 0; i < times; i += 1) targets.push(edge % vertices);
    next.set(from, targets);
  }
  for (const [start, targets] of next) {
    while (targets.length > 0) {
      const walk = [start];
      let at = targets.pop();
      while (at !== undefined && at !== start) {
        walk.push(at);
        at = next.get(at)?.pop();
      }
      for (let i = 1; i + 1 < walk.length; i += 1) triangles.push(start, walk[i + 1], walk[i]);
    }
  }
}
