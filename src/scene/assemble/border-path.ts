import type { Bounds } from '#model/scene.ts';
import type { Ring } from './ring.ts';

/** A point on a rectangle's border. */
export interface BorderPoint {
  readonly x: number;
  readonly y: number;
  /** Metres clockwise from the north-west corner. */
  readonly along: number;
  /** Metres from the point that it was found for. */
  readonly distance: number;
}

/** Corners clockwise from the north-west one. */
export function rectangleRing({ minX, minY, maxX, maxY }: Bounds): Ring {
  return Float64Array.of(minX, maxY, maxX, maxY, maxX, minY, minX, minY);
}

/** The point of the border nearest to a point inside. */
export function nearestOnBorder(x: number, y: number, { minX, minY, maxX, maxY }: Bounds): BorderPoint {
  const width = maxX - minX;
  const height = maxY - minY;
  const sides: readonly BorderPoint[] = [
    { x, y: maxY, along: x - minX, distance: maxY - y },
    { x: maxX, y, along: width + maxY - y, distance: maxX - x },
    { x, y: minY, along: width + height + maxX - x, distance: y - minY },
    { x: minX, y, along: 2 * width + height + y - minY, distance: x - minX },
  ];
  return sides.reduce((best, side) => (side.distance < best.distance ? side : best));
}

/** Metres of border clockwise from one point to another, 0 to the whole border. */
export function clockwiseDistance(from: BorderPoint, to: BorderPoint, bounds: Bounds): number {
  const whole = 2 * (bounds.maxX - bounds.minX + bounds.maxY - bounds.minY);
  return to.along >= from.along ? to.along - from.along : to.along - from.along + whole;
}

/** Corners (flat x, y) passed clockwise from one border point to another, without the points themselves. */
export function clockwiseCorners(from: BorderPoint, to: BorderPoint, bounds: Bounds): number[] {
  const width = bounds.maxX - bounds.minX;
  const height = bounds.maxY - bounds.minY;
  const whole = 2 * (width + height);
  const end = from.along + clockwiseDistance(from, to, bounds);
  const corners = rectangleRing(bounds);
  const passed: number[] = [];
  for (const lap of [0, whole]) {
    for (const [corner, at] of [0, width, width + height, 2 * width + height].entries()) {
      if (lap + at > from.along && lap + at < end) passed.push(corners[2 * corner], corners[2 * corner + 1]);
    }
  }
  return passed;
}

/** As {@link clockwiseCorners}, by the shorter way round. */
export function shorterCorners(from: BorderPoint, to: BorderPoint, bounds: Bounds): number[] {
  if (clockwiseDistance(from, to, bounds) <= clockwiseDistance(to, from, bounds))
    return clockwiseCorners(from, to, bounds);
  const back = clockwiseCorners(to, from, bounds);
  const corners: number[] = [];
  for (let i = back.length - 2; i >= 0; i -= 2) corners.push(back[i], back[i + 1]);
  return corners;
}
