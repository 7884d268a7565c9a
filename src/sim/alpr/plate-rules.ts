import type { Assumptions } from '#model/assumptions.ts';
import type { PlateRegion } from '#model/device.ts';

/** What a plate needs to be read, from the plan's assumptions. Factors rise or fall linearly between “full” and “none”. */
export interface PlateRules {
  /** px/m across the plate from which it is read, and below which it is not. */
  readonly pixelsFull: number;
  readonly pixelsNone: number;
  /** Degrees, in each axis. */
  readonly angleFull: number;
  readonly angleNone: number;
  /** Motion blur, pixels. */
  readonly blurFull: number;
  readonly blurNone: number;
  /** Where a street states none. */
  readonly speedKmh: number;
  readonly recognition: number;
  readonly availability: number;
}

export function plateRules(assumptions: Assumptions, region: PlateRegion): PlateRules {
  return {
    pixelsFull: region === 'us' ? assumptions.platePixelsFullUs : assumptions.platePixelsFullEu,
    pixelsNone: region === 'us' ? assumptions.platePixelsNoneUs : assumptions.platePixelsNoneEu,
    angleFull: assumptions.plateAngleFullDegrees,
    angleNone: assumptions.plateAngleNoneDegrees,
    blurFull: assumptions.plateBlurFullPixels,
    blurNone: assumptions.plateBlurNonePixels,
    speedKmh: assumptions.plateSpeedKmh,
    recognition: assumptions.plateRecognition,
    availability: assumptions.deviceAvailability,
  };
}

/** Width of a plate, metres: 12 in (US), 520 mm (EU). */
export const plateWidthMeters: Readonly<Record<PlateRegion, number>> = { us: 12 * 0.0254, eu: 0.52 };

/** Width of a stroke of its letters, metres (DOMAIN: 6.35 mm US, 10 mm EU). */
export const strokeMeters: Readonly<Record<PlateRegion, number>> = { us: 0.006_35, eu: 0.01 };

/** 0 up to `none`, 1 from `full` on, linear between; where `full` ≤ `none` a step at `full`. */
export function risingFactor(value: number, none: number, full: number): number {
  if (value >= full) return 1;
  return value > none ? (value - none) / (full - none) : 0;
}

/** 1 up to `full`, 0 from `none` on, linear between; where `none` ≤ `full` a step behind `full`. */
export function fallingFactor(value: number, full: number, none: number): number {
  if (value <= full) return 1;
  return value < none ? (none - value) / (none - full) : 0;
}

/** Motion blur in pixels: ppm · v · t · sin α, v in km/h, t in seconds, α between the velocity and the line of sight. */
export function motionBlur(
  pixelsPerMeter: number,
  speedKmh: number,
  exposureSeconds: number,
  sineAlpha: number,
): number {
  return pixelsPerMeter * (speedKmh / 3.6) * exposureSeconds * sineAlpha;
}

/** Longest exposure whose motion blur stays within `blurPixels`, seconds; Infinity where nothing moves across. */
export function longestExposure(
  pixelsPerMeter: number,
  speedKmh: number,
  sineAlpha: number,
  blurPixels: number,
): number {
  return blurPixels / motionBlur(pixelsPerMeter, speedKmh, 1, sineAlpha);
}

/** Milestone's rule of thumb for the shutter, seconds: 1 / (11 · km/h). Shown for comparison only. */
export function milestoneShutterSeconds(speedKmh: number): number {
  return 1 / (11 * speedKmh);
}

/** Lanes that fit side by side into an image of so many pixels at a density. */
export function lanesAcross(imagePixels: number, pixelsPerMeter: number, laneMeters: number): number {
  return imagePixels / pixelsPerMeter / laneMeters;
}
