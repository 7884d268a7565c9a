import { outlineArea, type PlanePoint } from './outline-test.ts';

/** What a measured line comes to; heights are those of the ground. */
export interface Measurement {
  /** In plan, metres, up to each corner. */
  readonly runningMeters: readonly number[];
  readonly lengthMeters: number;
  /** Along the ground from corner to corner, slopes included, metres. */
  readonly slopeMeters: number;
  /** Ground at the last corner less ground at the first, metres. */
  readonly riseMeters: number;
  /** In plan, square metres; null where the line is not closed. */
  readonly areaSquareMeters: number | null;
}

/** Whether a line comes back to its first corner. */
export function isClosed(corners: readonly PlanePoint[]): boolean {
  const last = corners[corners.length - 1];
  return corners.length >= 4 && last[0] === corners[0][0] && last[1] === corners[0][1];
}

export function measure(corners: readonly PlanePoint[], groundHeight: (x: number, y: number) => number): Measurement {
  const runningMeters: number[] = [];
  let [length, slope] = [0, 0];
  corners.forEach(([x, y], i) => {
    if (i > 0) {
      const [px, py] = corners[i - 1];
      const step = Math.hypot(x - px, y - py);
      length += step;
      slope += Math.hypot(step, groundHeight(x, y) - groundHeight(px, py));
    }
    runningMeters.push(length);
  });
  const first = corners[0];
  const last = corners[corners.length - 1];
  return {
    runningMeters,
    lengthMeters: length,
    slopeMeters: slope,
    riseMeters: first === undefined ? 0 : groundHeight(last[0], last[1]) - groundHeight(first[0], first[1]),
    areaSquareMeters: isClosed(corners) ? outlineArea(corners.slice(0, -1)) : null,
  };
}
