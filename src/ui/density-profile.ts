import type { OpticalDevice } from '#model/device.ts';
import type { DensityCategory } from '#model/pixel-density.ts';
import { densityAtDistance, groundReach, rangeForDensity } from '#state/camera-optics.ts';

/** A stretch of the principal azimuth in one category; horizontal distances from the camera, metres. */
export interface DensityBand {
  readonly category: number;
  readonly from: number;
  readonly to: number;
}

/** Density along the principal azimuth at target height on level ground, nothing in between. */
export interface DensityProfile {
  /** Blind zone ends here, metres. */
  readonly near: number;
  /** Last distance that reaches the lowest category inside the image, metres. */
  readonly far: number;
  readonly bands: readonly DensityBand[];
  /** Densities at `near` and `far`, px/m. */
  readonly best: number;
  readonly worst: number;
}

/** Null where the camera sees nothing of the plane at target height, or nothing at the lowest category. */
export function densityProfile(
  camera: OpticalDevice,
  targetHeightMeters: number,
  categories: readonly DensityCategory[],
): DensityProfile | null {
  const reach = groundReach(camera, targetHeightMeters);
  const lowest = categories[0];
  if (reach === null || lowest === undefined) return null;
  const { near } = reach;
  const far = Math.min(reach.far, distanceForDensity(camera, targetHeightMeters, lowest.pixelsPerMeter));
  if (!(far > near)) return null;
  const bands: DensityBand[] = [];
  let from = near;
  for (let category = categories.length - 1; category >= 0; category -= 1) {
    const required = categories[category]?.pixelsPerMeter ?? 0;
    const to = Math.min(far, distanceForDensity(camera, targetHeightMeters, required));
    if (to <= from) continue;
    bands.push({ category, from, to });
    from = to;
  }
  return {
    near,
    far,
    bands,
    best: densityAtDistance(camera, targetHeightMeters, near),
    worst: densityAtDistance(camera, targetHeightMeters, far),
  };
}

/** Horizontal distance up to which the density holds: (f_px/required − (H − h_t)·sin tilt) / cos tilt; may be negative. */
export function distanceForDensity(camera: OpticalDevice, targetHeightMeters: number, pixelsPerMeter: number): number {
  const tilt = (camera.tiltDegrees * Math.PI) / 180;
  const depth = rangeForDensity(camera, pixelsPerMeter) - (camera.heightMeters - targetHeightMeters) * Math.sin(tilt);
  return Math.cos(tilt) < 1e-9 ? 0 : depth / Math.cos(tilt);
}

/** Next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}
