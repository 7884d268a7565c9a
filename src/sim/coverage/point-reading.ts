import { isOptical, type OpticalDevice } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { PointReading, UnseenReason } from '#model/results/coverage-tile.ts';
import { seenFrom } from '../visibility/segment.ts';
import { terrainOf, type VisibilityScene } from '../visibility/visibility-scene.ts';
import { cameraPoses, type Vector } from './camera-pose.ts';
import { conditionReach } from './condition-ground.ts';
import type { DeviceContext } from './device-context.ts';
import { requiredDensities } from './device-coverage.ts';
import { groundWord } from './ground-bits.ts';
import type { HeldDevice } from './held-devices.ts';
import { hiddenBy, standsOn } from './hidden-by.ts';
import { uprightDensity } from './pixel-density.ts';

/** A target over one point of the ground, local metres; `open` is false where there is no ground, so that none is seen. */
export interface PointTarget {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly open: boolean;
}

/** How well a device sees one target under a condition, and why not. Access control reads no ground. */
export function readPoint(
  context: DeviceContext,
  held: HeldDevice,
  condition: Condition,
  target: PointTarget,
): PointReading {
  const [ox, oy, oz] = held.coverage.position;
  const offset: Vector = [target.x - ox, target.y - oy, target.z - oz];
  const distanceMeters = Math.sqrt(offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]);
  const blank = { deviceId: held.device.id, pixelsPerMeter: NaN, distanceMeters };
  if (!isOptical(held.device)) return { ...blank, ...readReach(context.scene, held, condition, target) };
  if (held.coverage.problem !== null || held.device.state === 'retired') return { ...blank, ...unseen('refused') };
  const density = bestDensity(context, held.device, offset);
  if (density === 0) return { ...blank, ...unseen('out-of-view') };
  const required = requiredDensities(held.device, context.settings, context.required);
  let category = -1;
  while (category + 1 < required.length && density >= required[category + 1]) category += 1;
  const why =
    category < 0 ? unseen('too-coarse') : hindrance(context, held, held.device, condition, target, distanceMeters);
  return { ...blank, pixelsPerMeter: density, ...(why ?? { ...visible, category }) };
}

type Answer = Pick<PointReading, 'seen' | 'category' | 'reason' | 'hiddenBy'>;

const visible: Answer = { seen: true, category: 0, reason: null, hiddenBy: null };

function unseen(reason: UnseenReason, by: string | null = null): Answer {
  return { seen: false, category: -1, reason, hiddenBy: by };
}

function bestDensity(context: DeviceContext, device: OpticalDevice, [x, y, z]: Vector): number {
  let best = 0;
  for (const pose of cameraPoses(device, terrainOf(context.scene))) {
    best = Math.max(best, uprightDensity(pose, x, y, z, context.scene.targetRise));
  }
  return best;
}

/** What keeps a target that is in the picture from being seen; null where nothing does. */
function hindrance(
  context: DeviceContext,
  { coverage }: HeldDevice,
  device: OpticalDevice,
  condition: Condition,
  target: PointTarget,
  distance: number,
): Answer | null {
  const { scene } = context;
  const at: Vector = [target.x, target.y, target.z];
  if (!target.open) return unseen('hidden', standsOn(scene, target.x, target.y));
  if (!seenFrom(scene, ...coverage.position, ...at, scene.targetRise))
    return unseen('hidden', hiddenBy(scene, coverage.position, at));
  const tooFar = distance > conditionReach(device, condition, context.settings);
  if (condition === 'fog' && tooFar) return unseen('too-foggy');
  if (condition === 'night' && tooFar && !context.isLit(target.x, target.y)) return unseen('too-dark');
  return null;
}

/** Devices without a picture: the cell is in their reach or it is not. */
function readReach(scene: VisibilityScene, held: HeldDevice, condition: Condition, { x, y }: PointTarget): Answer {
  if (held.coverage.problem !== null || held.device.state === 'retired') return unseen('refused');
  const { grid } = scene;
  const column = Math.floor(x / grid.cell) - grid.firstColumn;
  const row = Math.floor(y / grid.cell) - grid.firstRow;
  const word = groundWord(held.ground(condition), 0, row, column >> 5);
  return ((word >>> (column & 31)) & 1) === 1 ? visible : unseen('out-of-range');
}
