/** A rectangle in any direction around a ring; extents are distances from the origin of x and y, metres. */
export interface OrientedRectangle {
  /** Unit vector across; “along” is a quarter turn counter-clockwise of it. */
  readonly acrossX: number;
  readonly acrossY: number;
  readonly minAcross: number;
  readonly maxAcross: number;
  readonly minAlong: number;
  readonly maxAlong: number;
}

/** Of longer rings only every so many edges are tried as a side. */
const mostEdges = 200;

/**
 * The rectangle around a ring (flat x, y) whose “across” is the given direction, or, without one, the rectangle of least
 * area with a side along an edge of the ring, “across” square to its longer side. `null` where the ring has no extent.
 */
export function orientedRectangle(
  ring: ArrayLike<number>,
  across: readonly [x: number, y: number] | null,
): OrientedRectangle | null {
  if (across !== null) return settle(extents(ring, across[0], across[1]));
  const step = 2 * Math.max(1, Math.ceil(ring.length / 2 / mostEdges));
  let best: OrientedRectangle | null = null;
  let least = Infinity;
  for (let i = 0; i < ring.length; i += step) {
    const dx = ring[(i + 2) % ring.length] - ring[i];
    const dy = ring[(i + 3) % ring.length] - ring[i + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    const box = extents(ring, dx / length, dy / length);
    const area = (box.maxAcross - box.minAcross) * (box.maxAlong - box.minAlong);
    // Rounding must not decide between the two directions of one rectangle.
    if (area >= least * (1 - 1e-9)) continue;
    least = area;
    best = box;
  }
  if (best === null) return null;
  const wide = best.maxAcross - best.minAcross > best.maxAlong - best.minAlong;
  return settle(wide ? extents(ring, 0 - best.acrossY, best.acrossX) : best);
}

function extents(ring: ArrayLike<number>, acrossX: number, acrossY: number): OrientedRectangle {
  let [minAcross, maxAcross, minAlong, maxAlong] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const across = ring[i] * acrossX + ring[i + 1] * acrossY;
    const along = ring[i + 1] * acrossX - ring[i] * acrossY;
    minAcross = Math.min(minAcross, across);
    maxAcross = Math.max(maxAcross, across);
    minAlong = Math.min(minAlong, along);
    maxAlong = Math.max(maxAlong, along);
  }
  return { acrossX, acrossY, minAcross, maxAcross, minAlong, maxAlong };
}

function settle(box: OrientedRectangle): OrientedRectangle | null {
  return box.maxAcross - box.minAcross > 1e-6 && box.maxAlong - box.minAlong > 1e-6 ? box : null;
}
