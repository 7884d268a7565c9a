import type { AlprUnit, Camera } from '#model/device.ts';
import { type LanesRead, readLanes, streetSpeeds } from '../alpr/lane-readings.ts';
import { greatestPlateDepth, type PlateOptics } from '../alpr/plate-reading.ts';
import { plateRules } from '../alpr/plate-rules.ts';
import { seenTargets, type TargetScene } from '../targets/seen-targets.ts';
import type { CameraPose } from './camera-pose.ts';
import type { DeviceContext } from './device-context.ts';
import { type BoundedTargets, targetsInImage } from './image-targets.ts';
import { pixelDensity } from './pixel-density.ts';

/** Targets seen, by ascending number, and their class: 1 for the lowest density. */
export interface ClassedTargets {
  readonly index: Uint32Array<ArrayBuffer>;
  readonly classes: Uint8Array<ArrayBuffer>;
}

/** Which targets imagers at one optical centre see, each by the imager that shows it best; null for none. `required`: px/m, ascending. */
export function classedTargets(
  prepared: TargetScene,
  index: BoundedTargets,
  poses: readonly CameraPose[],
  required: readonly number[],
): ClassedTargets | null {
  const [x, y, z] = poses[0].position;
  const shown = poses.map((pose) => targetsInImage(index, pose, required[0]));
  const asked = Uint32Array.from(shown.length === 1 ? shown[0] : new Set(shown.flat())).sort();
  if (asked.length === 0) return null;
  const seen = seenTargets(prepared, x, y, z, index.targets, asked);
  const found = asked.filter((_, k) => seen[k] === 1);
  const { xyz } = index.targets;
  const classes = new Uint8Array(found.length);
  for (let k = 0; k < found.length; k += 1) {
    const at = 3 * found[k];
    let best = 0;
    for (const pose of poses) best = Math.max(best, pixelDensity(pose, xyz[at] - x, xyz[at + 1] - y, xyz[at + 2] - z));
    let reached = 0;
    while (reached < required.length && best >= required[reached]) reached += 1;
    classes[k] = reached;
  }
  return { index: found, classes };
}

/** The optics of an ALPR unit as the plate formulas take them. */
export function plateOptics(unit: AlprUnit, pose: CameraPose): PlateOptics {
  const { exposureSeconds, infraredReachMeters } = unit;
  return { ...pose, exposureSeconds, infraredReachMeters };
}

/** Lane samples that a unit reads, past everything that hides them. Null where the scene has no lanes. */
export function lanesReadBy(context: DeviceContext, unit: AlprUnit, pose: CameraPose): LanesRead | null {
  const { lanes } = context.targets();
  const { surroundings } = context;
  if (lanes === null || surroundings === null) return null;
  const rules = plateRules(context.settings.assumptions, unit.plates);
  const optics = plateOptics(unit, pose);
  const [x, y, z] = pose.position;
  // No plate is read deeper in the picture; as a density that is f_px / depth.
  const least = pose.focalPixels / greatestPlateDepth(optics, rules);
  const asked = Uint32Array.from(targetsInImage(lanes.index, pose, least)).sort();
  const seen = seenTargets(context.sight(), x, y, z, lanes.index.targets, asked);
  const found = asked.filter((_, k) => seen[k] === 1);
  const speeds = streetSpeeds(surroundings.streets, rules);
  return readLanes(optics, lanes.samples, found, rules, speeds, context.isLit);
}

/** Doors that a camera sees; null for none. */
export function portalsSeenBy(
  context: DeviceContext,
  camera: Camera,
  poses: readonly CameraPose[],
): ClassedTargets | null {
  const { portals } = context.targets();
  if (portals === null || camera.spectrum !== 'visible') return null;
  return classedTargets(context.sight(), portals, poses, context.required);
}

/** Facade panels that a camera sees; null for none. */
export function facadesSeenBy(
  context: DeviceContext,
  camera: Camera,
  poses: readonly CameraPose[],
): ClassedTargets | null {
  const { facades } = context.targets();
  if (facades === null || camera.spectrum !== 'visible') return null;
  return classedTargets(context.sight(), facades, poses, context.required);
}
