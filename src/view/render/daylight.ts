/** Shares of the studio's light that are there at a height of the sun. */
export interface Daylight {
  /** Of the sun: 0 below the horizon. */
  readonly sun: number;
  /** Of the sky: 1 by day, 0 once it is dark (nautical dusk, −12°). */
  readonly sky: number;
  /** How much the sun has turned towards the colour of evening. */
  readonly evening: number;
}

/** Beyond this height the light is the studio's, degrees. */
const fullDayDegrees = 12;
const darkDegrees = -12;
const goldenDegrees = 16;

/** A plain model for a picture, not photometry: smooth steps between the limits of civil use. */
export function daylight(elevationDegrees: number): Daylight {
  return {
    sun: smooth(-0.8, fullDayDegrees, elevationDegrees),
    sky: smooth(darkDegrees, fullDayDegrees, elevationDegrees),
    evening: 1 - smooth(0, goldenDegrees, elevationDegrees),
  };
}

/** How bright the background is, 0 … 1: it fades with the sky, but not to black. */
export function backgroundShare(elevationDegrees: number): number {
  return 0.25 + 0.75 * daylight(elevationDegrees).sky;
}

function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
