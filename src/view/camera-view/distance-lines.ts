import type { OpticalDevice } from '#model/device.ts';
import type { CategorySetId } from '#model/pixel-density.ts';
import type { Vector } from '../controls/view-rays.ts';
import { type ImageEye, isInImage, projectToImage } from '../devices/image-eye.ts';
import { densityText, lengthText } from '../overlay/reading-text.ts';

/** A line across the ground at a distance from a device, as its image shows it. */
export interface DistanceLine {
  readonly distanceMeters: number;
  /** px/m at target height over the middle of the line; null where the image holds neither that point nor the line. */
  readonly pixelsPerMeter: number | null;
  /** u, v from −1 to 1, in runs that the image holds. */
  readonly runs: readonly (readonly (readonly [u: number, v: number])[])[];
}

/** The line reaches so far to both sides, as a multiple of its distance, in so many steps. */
const sideShare = 1.6;
const steps = 64;

/** @param headingDegrees the imager's own heading, with the turn of its head */
export function distanceLine(
  eye: ImageEye,
  headingDegrees: number,
  distanceMeters: number,
  targetHeightMeters: number,
  groundHeight: (x: number, y: number) => number,
): DistanceLine {
  const heading = (headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  const at = (across: number, up: number): Vector => {
    const x = eye.origin[0] + distanceMeters * sin + across * cos;
    const y = eye.origin[1] + distanceMeters * cos - across * sin;
    return [x, y, groundHeight(x, y) + up];
  };
  const runs: (readonly [number, number])[][] = [];
  let open = false;
  for (let i = 0; i <= steps; i += 1) {
    const point = projectToImage(eye, at(distanceMeters * sideShare * ((2 * i) / steps - 1), 0));
    const holds = point !== null && isInImage(eye, point);
    if (holds) {
      if (!open) runs.push([]);
      runs[runs.length - 1].push([point.u, point.v]);
    }
    open = holds;
  }
  const middle = projectToImage(eye, at(0, targetHeightMeters));
  const shown = runs.filter((run) => run.length > 1);
  const seen = middle !== null && (shown.length > 0 || isInImage(eye, middle));
  return { distanceMeters, pixelsPerMeter: seen ? middle.pixelsPerMeter : null, runs: shown };
}

/** “40 m · 80 px/m”, where there is little room. */
export function shortDistanceText({ distanceMeters, pixelsPerMeter }: DistanceLine, units: 'metric' | 'us'): string {
  return `${lengthText(distanceMeters, units)} · ${densityText(pixelsPerMeter ?? 0, null, units)}`;
}

/** “40 m · 80 px/m · Discern”; categories hold for visible light only. */
export function distanceText(
  { distanceMeters, pixelsPerMeter }: DistanceLine,
  device: OpticalDevice,
  set: CategorySetId,
  units: 'metric' | 'us',
): string {
  const length = lengthText(distanceMeters, units);
  if (pixelsPerMeter === null) return `${length} · not in the picture`;
  const visible = device.kind === 'camera' && device.spectrum === 'visible';
  return `${length} · ${densityText(pixelsPerMeter, visible ? set : null, units)}`;
}
