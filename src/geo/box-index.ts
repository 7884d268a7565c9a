import Flatbush from 'flatbush';

/** Static index over axis-aligned boxes; a point is a box without extent. Items are named by their place in the input. */
export interface BoxIndex {
  /** Items that touch the rectangle, in no particular order. */
  search(minX: number, minY: number, maxX: number, maxY: number): number[];
  /** Items within `maxDistance` of the point, nearest box first, at most `maxResults`. */
  nearest(x: number, y: number, maxResults: number, maxDistance: number): number[];
}

/** Builds the index from 4 numbers a box: minX, minY, maxX, maxY. */
export function createBoxIndex(boxes: Float64Array): BoxIndex {
  const count = boxes.length / 4;
  if (count === 0) return { search: () => [], nearest: () => [] };
  const tree = new Flatbush(count);
  for (let i = 0; i < count; i += 1) tree.add(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
  tree.finish();
  return {
    search: (minX, minY, maxX, maxY) => tree.search(minX, minY, maxX, maxY),
    nearest: (x, y, maxResults, maxDistance) => tree.neighbors(x, y, maxResults, maxDistance),
  };
}

/** Box of a run of x, y pairs, written to `target` at item `item`. */
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
