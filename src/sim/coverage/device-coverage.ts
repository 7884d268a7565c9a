import { type Camera, type Device, isOptical, type OpticalDevice } from '#model/device.ts';
import type { CoverageLayer, CoverageSettings, DeviceCoverage, GroundBits } from '#model/results/coverage-bits.ts';
import { plateRules } from '../alpr/plate-rules.ts';
import { deviceRemark } from '../devices/device-remark.ts';
import { positionRemark } from '../visibility/position-remark.ts';
import { gridRadius } from '../visibility/visibility-cache.ts';
import { positionProblem, terrainOf } from '../visibility/visibility-scene.ts';
import { type CameraPose, cameraPoses, devicePosition, type Vector } from './camera-pose.ts';
import { groundUnder } from './condition-ground.ts';
import type { DeviceContext } from './device-context.ts';
import { emptyGround } from './ground-bits.ts';
import { groundInPicture, opticalGround } from './optical-ground.ts';
import { reachGround } from './reach-ground.ts';
import { facadesSeenBy, lanesReadBy, portalsSeenBy } from './target-sight.ts';

/** The layer that a device's ground belongs to; null for access control, which covers portals. */
export function layerOf(device: Device): CoverageLayer | null {
  switch (device.kind) {
    case 'camera':
      return device.spectrum === 'thermal' ? 'thermal' : 'density';
    case 'alpr':
      return 'plates';
    case 'acoustic':
    case 'radar':
    case 'air':
      return device.kind;
    case 'light':
      return 'radio';
    case 'phone':
      return 'phones';
    case 'access':
      return null;
  }
}

/** Densities (px/m, ascending) of an optical device's classes. */
export function requiredDensities(
  device: OpticalDevice,
  settings: CoverageSettings,
  categories: readonly number[],
): readonly number[] {
  if (device.kind === 'alpr') return [plateRules(settings.assumptions, device.plates).pixelsNone];
  return device.spectrum === 'thermal' ? [settings.thermalPixelsPerMeter] : categories;
}

/**
 * All that one device covers. The ground's window is the smallest that holds its lowest class, so that equal coverage has equal
 * bytes. A device that stands where it cannot see covers nothing and has a `problem`; a retired one covers nothing.
 */
export function coverDevice(context: DeviceContext, device: Device): DeviceCoverage {
  const position = devicePosition(device, terrainOf(context.scene));
  const layer = layerOf(device);
  const classes = layer === 'density' ? context.required.length : 1;
  if (device.state === 'retired') {
    return nothing(context, device, position, classes, null, 'It is retired and counts nowhere.');
  }
  if (isOptical(device)) return coverOptical(context, device, position);
  const ground = reachGround(context, device);
  const remark = deviceRemark(device, ground, context.surroundings);
  const covered = nothing(context, device, position, classes, null, remark);
  return ground === null ? covered : { ...covered, ground: context.settings.conditions.map(() => ground) };
}

function coverOptical(context: DeviceContext, device: OpticalDevice, position: Vector): DeviceCoverage {
  const { scene, settings, cache } = context;
  const required = requiredDensities(device, settings, context.required);
  const problem = positionProblem(scene, ...position);
  if (problem !== null) return nothing(context, device, position, required.length, problem, null);
  const poses = cameraPoses(device, terrainOf(scene));
  const day = opticalGround(scene, poses, required, cache);
  const camera = device.kind === 'camera' ? device : null;
  const facades = camera === null ? null : facadesSeenBy(context, camera, poses);
  const portals = camera === null ? null : portalsSeenBy(context, camera, poses);
  const lanes = device.kind === 'alpr' ? lanesReadBy(context, device, poses[0]) : null;
  const remark = day.cells[0] === 0 ? emptyRemark(context, poses, required[0]) : null;
  const covered = nothing(context, device, position, required.length, null, remark);
  return {
    ...covered,
    ground: groundsUnder(context, device, position, day),
    ...(facades === null ? {} : { facadeIndex: facades.index, facadeClass: facades.classes }),
    ...(portals === null ? {} : { portalIndex: portals.index, portalClass: portals.classes }),
    ...(lanes === null ? {} : { laneIndex: lanes.index, laneByDay: lanes.day, laneByNight: lanes.night }),
    patrolCells: camera === null ? null : patrolCells(context, camera, required, poses, day),
  };
}

/** Why a device with a picture covers nothing although nothing is wrong with its place. */
function emptyRemark({ scene }: DeviceContext, poses: readonly CameraPose[], least: number): string {
  const asked = groundInPicture(scene, poses, least);
  if (asked.bits.every((word) => word === 0)) {
    return 'Its picture holds no ground at the density that counts; turn or tilt it, lower it, or take a longer lens.';
  }
  const remark = positionRemark(scene, ...poses[0].position, gridRadius(scene, ...planOf(poses[0])), asked);
  return remark ?? 'Everything in its picture is hidden; turn or move it.';
}

function planOf({ position: [x, y] }: CameraPose): readonly [number, number] {
  return [x, y];
}

/** Ground by day under each condition that bits are made for at once. */
function groundsUnder(
  context: DeviceContext,
  device: OpticalDevice,
  position: Vector,
  day: GroundBits,
): readonly GroundBits[] {
  return context.settings.conditions.map((condition) => groundUnder(context, device, position, day, condition));
}

/** Expected cells per class at any time of a patrol, Σ share · cells over its presets; null without presets. */
function patrolCells(
  context: DeviceContext,
  camera: Camera,
  required: readonly number[],
  now: readonly CameraPose[],
  day: GroundBits,
): readonly number[] | null {
  const total = camera.presets.reduce((sum, { share }) => sum + share, 0);
  if (!(total > 0)) return null;
  const expected = required.map(() => 0);
  for (const preset of camera.presets) {
    if (preset.share === 0) continue;
    const same =
      preset.headingDegrees === camera.headingDegrees &&
      preset.tiltDegrees === camera.tiltDegrees &&
      preset.focalLengthMillimeters === camera.focalLengthMillimeters;
    const poses = same ? now : cameraPoses(camera, terrainOf(context.scene), preset);
    const { cells } = same ? day : opticalGround(context.scene, poses, required, context.cache);
    for (let k = 0; k < expected.length; k += 1) expected[k] += (preset.share / total) * cells[k];
  }
  return expected;
}

function nothing(
  { settings }: DeviceContext,
  device: Device,
  position: Vector,
  classes: number,
  problem: string | null,
  remark: string | null,
): DeviceCoverage {
  const empty = emptyGround(classes);
  // One buffer, so that little is handed over.
  const none = new ArrayBuffer(0);
  return {
    id: device.id,
    layer: layerOf(device),
    ground: settings.conditions.map(() => empty),
    facadeIndex: new Uint32Array(none),
    facadeClass: new Uint8Array(none),
    laneIndex: new Uint32Array(none),
    laneByDay: new Float64Array(none),
    laneByNight: new Float64Array(none),
    portalIndex: new Uint32Array(none),
    portalClass: new Uint8Array(none),
    patrolCells: null,
    position: [position[0], position[1], position[2]],
    problem,
    remark,
  };
}
