import type { AlprUnit, Camera } from '#model/device.ts';
import { type LanesRead, readLanes, streetSpeeds } from '../alpr/lane-readings.ts';
import { greatestPlateDepth, type PlateOptics } from '../alpr/plate-reading.ts';
import { plateRules } from '../alpr/plate-rules.ts';
import { seenTargets, type TargetScene } from '../targets/seen-targets.ts';
import { type TargetIndex, targetsInRange } from '../targets/target-index.ts';
import type { CameraPose } from './camera-pose.ts';
import type { DeviceContext } from './device-context.ts';
import { fisheyeReach } from './fisheye.ts';
import { pixelDensity } from './pixel-density.ts';

/** Targets seen, by ascending number, and their class: 1 for the lowest density. */
export interface ClassedTargets {
  readonly index: Uint32Array<ArrayBuffer>;
  readonly classes: Uint8Array<ArrayBuffer>;
}

/** None; new arrays each time, since they are handed over to other threads. */
export function noClassedTargets(): ClassedTargets {
  return { index: new Uint32Array(0), classes: new Uint8Array(0) };
}

/** Which targets imagers at one optical centre see, each by the imager that shows it best. `required`: px/m, ascending. */
export function classedTargets(
  prepared: TargetScene,
  index: TargetIndex,
  poses: readonly CameraPose[],
  required: readonly number[],
): ClassedTargets {
  const [x, y, z] = poses[0].position;
  let range = 0;
  for (const pose of poses) range = Math.max(range, slantReach(pose, required[0]));
  const density = (dx: number, dy: number, dz: number): number => {
    let best = 0;
    for (const pose of poses) {
      const own = pixelDensity(pose, dx, dy, dz);
      if (own > best) best = own;
    }
    return best;
  };
  const least = required[0];
  const asked = targetsInRange(index, x, y, z, range, (dx, dy, dz) => density(dx, dy, dz) >= least);
  const seen = seenTargets(prepared, x, y, z, index.targets, asked);
  const found = asked.filter((_, k) => seen[k] === 1).sort();
  const { xyz } = index.targets;
  const classes = new Uint8Array(found.length);
  found.forEach((target, k) => {
    const best = density(xyz[3 * target] - x, xyz[3 * target + 1] - y, xyz[3 * target + 2] - z);
    let reached = 0;
    while (reached < required.length && best >= required[reached]) reached += 1;
    classes[k] = reached;
  });
  return { index: found, classes };
}

/** No target in the image is farther than this where it has the density, metres. */
function slantReach(pose: CameraPose, pixelsPerMeter: number): number {
  if (pose.projection === 'equidistant') return Math.min(1e6, fisheyeReach(pose, pixelsPerMeter));
  const { tangentX, tangentY, focalPixels } = pose;
  return (focalPixels / pixelsPerMeter) * Math.sqrt(1 + tangentX * tangentX + tangentY * tangentY) * (1 + 1e-9);
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
  const depth = greatestPlateDepth(optics, rules);
  const { tangentX, tangentY, forward, position } = pose;
  const range = depth * Math.sqrt(1 + tangentX * tangentX + tangentY * tangentY) * (1 + 1e-9);
  const [x, y, z] = position;
  const asked = targetsInRange(lanes.index, x, y, z, range, (dx, dy, dz) => {
    const ahead = forward[0] * dx + forward[1] * dy + forward[2] * dz;
    return ahead <= depth && pixelDensity(pose, dx, dy, dz) > 0;
  });
  const seen = seenTargets(context.sight(), x, y, z, lanes.index.targets, asked);
  const found = asked.filter((_, k) => seen[k] === 1).sort();
  const speeds = streetSpeeds(surroundings.streets, rules);
  return readLanes(optics, lanes.samples, found, rules, speeds, context.isLit);
}

/** Doors that a camera sees; null where the scene has none. */
export function portalsSeenBy(context: DeviceContext, camera: Camera, poses: readonly CameraPose[]): ClassedTargets {
  const { portals } = context.targets();
  if (portals === null || camera.spectrum !== 'visible') return noClassedTargets();
  return classedTargets(context.sight(), portals, poses, context.required);
}

/** Facade panels that a camera sees. */
export function facadesSeenBy(context: DeviceContext, camera: Camera, poses: readonly CameraPose[]): ClassedTargets {
  const { facades } = context.targets();
  if (facades === null || camera.spectrum !== 'visible') return noClassedTargets();
  return classedTargets(context.sight(), facades, poses, context.required);
}
