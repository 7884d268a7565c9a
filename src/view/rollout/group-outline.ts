/** Room around a device that belongs to a group, metres, and corners of the circle around it. */
const room = 9;
const corners = 16;

/**
 * A soft outline around places: the convex hull of circles of 9 m around them.
 *
 * @returns x, y of each corner, counter-clockwise, local metres; null of no place
 */
export function groupOutline(places: readonly { readonly x: number; readonly y: number }[]): readonly number[] | null {
  if (places.length === 0) return null;
  const points = places.flatMap(({ x, y }) =>
    Array.from({ length: corners }, (_, i): readonly [number, number] => {
      const angle = (2 * Math.PI * i) / corners;
      return [x + room * Math.cos(angle), y + room * Math.sin(angle)];
    }),
  );
  return convexHull(points).flat();
}

type Point = readonly [x: number, y: number];

/** Corners of the smallest convex polygon around points, counter-clockwise (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const chain = (ordered: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of ordered) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop();
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** Above 0 where the way from a over b to c turns left. */
function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
