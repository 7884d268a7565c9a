/**
 * Every coordinate of a scene and every optical centre lies on a grid of 1/1024 m. Up to ±16 km such a number is exact
 * in float32 (what is exported is what was computed), and products of coordinate differences are exact in float64 (a
 * point is on one side of a wall or the other, never "nearly"). 1/1024 m is below the accuracy of any source we read.
 */
export const quantumMeters = 1 / 1024;

/** Nearest multiple of 1/1024 m; never −0, whose bytes differ from those of 0. */
export function quantize(meters: number): number {
  return Math.round(meters * 1024) / 1024 + 0;
}
