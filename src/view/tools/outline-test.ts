/** A point of the screen or of the plan. */
export type PlanePoint = readonly [x: number, y: number];

/** Whether a point lies within an outline, by the even-odd rule; an outline of fewer than three corners holds nothing. */
export function isWithin(outline: readonly PlanePoint[], [x, y]: PlanePoint): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i, i += 1) {
    const [xi, yi] = outline[i];
    const [xj, yj] = outline[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return outline.length >= 3 && inside;
}

/** Corners of the rectangle between two opposite ones. */
export function rectangle([ax, ay]: PlanePoint, [bx, by]: PlanePoint): PlanePoint[] {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

/** Area of an outline, the unit of its coordinates squared. */
export function outlineArea(outline: readonly PlanePoint[]): number {
  let twice = 0;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i, i += 1) {
    twice += outline[j][0] * outline[i][1] - outline[i][0] * outline[j][1];
  }
  return Math.abs(twice) / 2;
}
