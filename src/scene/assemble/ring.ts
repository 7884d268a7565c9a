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
 * line), or `null` where fewer than three corners or no area remain. Direction is kept.
 */
export function cleanRing(xy: ArrayLike<number>): Ring | null {
  const kept: number[] = [];
  for (let i = 0; i + 1 < xy.length; i += 2) {
    appendCorner(kept, xy[i], xy[i + 1]);
  }
  trimEnds(kept);
  if (kept.length < 6) return null;
  const ring = Float64Array.from(kept);
  return doubleArea(ring) === 0 ? null : ring;
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
