import Flatbush from 'flatbush';

/** Static index over axis-aligned boxes; a point is a box without extent. Items are named by their place in the input. */
export interface BoxIndex {
  /** Indices of the boxes that meet the rectangle, ascending. */
  search(minX: number, minY: number, maxX: number, maxY: number): number[];
  /** Indices of boxes within `maxDistance` of the point, nearest box first, at most `maxResults`. */
  nearest(x: number, y: number, maxResults: number, maxDistance: number): number[];
}

/** `boxes`: minX, minY, maxX, maxY in turn, any unit. */
export function createBoxIndex(boxes: ArrayLike<number>): BoxIndex {
  const count = Math.floor(boxes.length / 4);
  if (count === 0) return { search: () => [], nearest: () => [] };
  const index = new Flatbush(count);
  for (let i = 0; i < count * 4; i += 4) index.add(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]);
  index.finish();
  return {
    search: (minX, minY, maxX, maxY) => index.search(minX, minY, maxX, maxY).sort((a, b) => a - b),
    nearest: (x, y, maxResults, maxDistance) => index.neighbors(x, y, maxResults, maxDistance),
  };
}

/** Box of a run of x, y pairs, `from` up to but not including `to`, written to `target` as item `item`. */
export function boxOfPoints(xy: ArrayLike<number>, from: number, to: number, target: Float64Array, item: number): void {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i += 1) {
    const x = xy[2 * i];
    const y = xy[2 * i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  target.set([minX, minY, maxX, maxY], 4 * item);
}
