/**
 * Rings are flat arrays x0, y0, x1, y1, … in local metres on the 1/1024 m grid, without a closing vertex. Within ±16 km
 * all products below are exact, so "collinear" and "on the left" are decided, not estimated.
 */
export type Ring = Float64Array;

/** Twice the signed area, m²; positive for a counter-clockwise ring. */
export function doubleArea(ring: ArrayLike<number>): number {
  const originX = ring[0];
  const originY = ring[1];
  let sum = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    sum += (ring[i] - originX) * (ring[i + 3] - originY) - (ring[i + 2] - originX) * (ring[i + 1] - originY);
  }
  return sum;
}

/**
 * The ring without closing vertex, repeated vertices, straight-through vertices and spikes (out and back along one
 * line), or `null` where fewer than three corners remain. Direction is kept. A ring that crosses itself stays as it is,
 * even where its two loops cancel to no signed area.
 */
export function cleanRing(xy: ArrayLike<number>): Ring | null {
  const kept: number[] = [];
  for (let i = 0; i + 1 < xy.length; i += 2) {
    appendCorner(kept, xy[i], xy[i + 1]);
  }
  trimEnds(kept);
  if (kept.length < 6) return null;
  return Float64Array.from(kept);
}

/** Pushes a vertex after dropping those before it that are no corners any more. */
function appendCorner(kept: number[], x: number, y: number): void {
  for (;;) {
    const n = kept.length;
    if (n >= 2 && kept[n - 2] === x && kept[n - 1] === y) return;
    if (n < 4 || !collinear(kept[n - 4], kept[n - 3], kept[n - 2], kept[n - 1], x, y)) break;
    kept.length = n - 2;
  }
  kept.push(x, y);
}

/** Removes non-corners where the end of the ring meets its beginning. */
function trimEnds(kept: number[]): void {
  for (;;) {
    const n = kept.length;
    if (n < 6) return;
    if (kept[0] === kept[n - 2] && kept[1] === kept[n - 1]) {
      kept.length = n - 2;
    } else if (collinear(kept[n - 4], kept[n - 3], kept[n - 2], kept[n - 1], kept[0], kept[1])) {
      kept.length = n - 2;
    } else if (collinear(kept[n - 2], kept[n - 1], kept[0], kept[1], kept[2], kept[3])) {
      kept.splice(0, 2);
    } else {
      return;
    }
  }
}

function collinear(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) === 0;
}

/** The ring itself if it already runs that way, else a reversed copy. */
export function orientRing(ring: Ring, counterClockwise: boolean): Ring {
  if (doubleArea(ring) > 0 === counterClockwise) return ring;
  const reversed = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    reversed[i] = ring[ring.length - 2 - i];
    reversed[i + 1] = ring[ring.length - 1 - i];
  }
  return reversed;
}

/** Even-odd test; points on the boundary may fall on either side. */
export function insideRing(ring: ArrayLike<number>, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const y0 = ring[i + 1];
    const y1 = ring[j + 1];
    if (y0 > y !== y1 > y && x < ring[i] + ((y - y0) * (ring[j] - ring[i])) / (y1 - y0)) inside = !inside;
  }
  return inside;
}

/** Metres around. */
export function ringPerimeter(ring: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const dx = ring[i] - ring[j];
    const dy = ring[i + 1] - ring[j + 1];
    sum += Math.sqrt(dx * dx + dy * dy);
  }
  return sum;
}

/** Smallest box around a ring: minX, minY, maxX, maxY. */
export function ringBox(ring: ArrayLike<number>): [number, number, number, number] {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]);
    maxX = Math.max(maxX, ring[i]);
    minY = Math.min(minY, ring[i + 1]);
    maxY = Math.max(maxY, ring[i + 1]);
  }
  return [minX, minY, maxX, maxY];
}

/** Whether a point lies in the outer ring and in no hole (even-odd over all rings). */
export function insidePolygon(rings: readonly ArrayLike<number>[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    if (insideRing(ring, x, y)) inside = !inside;
  }
  return inside;
}

/**
 * A point well inside the polygon: the middle of its widest stretch on a horizontal line near half its height. For labels
 * and for telling which outline a part belongs to.
 */
export function interiorPoint(rings: readonly ArrayLike<number>[]): [x: number, y: number] {
  const outer = rings[0];
  const [minX, minY, maxX, maxY] = ringBox(outer);
  const middle = (minY + maxY) / 2;
  let below = minY;
  let above = maxY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 2) {
      if (ring[i] <= middle) below = Math.max(below, ring[i]);
      else above = Math.min(above, ring[i]);
    }
  }
  const y = (below + above) / 2;
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const y0 = ring[i + 1];
      const y1 = ring[j + 1];
      if (y0 > y !== y1 > y) crossings.push(ring[i] + ((y - y0) * (ring[j] - ring[i])) / (y1 - y0));
    }
  }
  crossings.sort((a, b) => a - b);
  let best = (minX + maxX) / 2;
  let width = -1;
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    if (crossings[k + 1] - crossings[k] <= width) continue;
    width = crossings[k + 1] - crossings[k];
    best = (crossings[k] + crossings[k + 1]) / 2;
  }
  return [best, y];
}
