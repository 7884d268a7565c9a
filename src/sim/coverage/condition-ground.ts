import type { OpticalDevice } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageSettings, GroundBits } from '#model/results/coverage-bits.ts';
import { lowestBit, windowX, windowY } from '../visibility/bits.ts';
import { targetRange } from '../visibility/target-heights.ts';
import { targetZ, type VisibilityScene } from '../visibility/visibility-scene.ts';
import type { Vector } from './camera-pose.ts';
import { maskedGround } from './ground-bits.ts';

/** A thermal camera sees so many times farther through fog than the eye: assumption. */
export const thermalFogFactor = 3;

/** Light, fog and the scene that they lie over. */
export interface ConditionContext {
  readonly scene: VisibilityScene;
  readonly settings: CoverageSettings;
  /** Cells that are lit at night, of the whole grid. */
  readonly lit: () => Uint32Array;
}

/** How far a device sees under a condition, slant metres; Infinity without limit. At night that holds where nothing is lit. */
export function conditionReach(device: OpticalDevice, condition: Condition, settings: CoverageSettings): number {
  const thermal = device.kind === 'camera' && device.spectrum === 'thermal';
  if (condition === 'fog') return settings.fogVisibilityMeters * (thermal ? thermalFogFactor : 1);
  return condition === 'night' && !thermal ? device.infraredReachMeters : Number.POSITIVE_INFINITY;
}

/**
 * What a device covers under a condition, out of what it covers by day. Night: targets on lit ground or within the reach of its
 * own infrared light; fog: targets no farther than one sees; thermal cameras need no light.
 */
export function groundUnder(
  context: ConditionContext,
  device: OpticalDevice,
  position: Vector,
  day: GroundBits,
  condition: Condition,
): GroundBits {
  const reach = conditionReach(device, condition, context.settings);
  if (reach === Number.POSITIVE_INFINITY || day.rows === 0) return day;
  const keep = withinReach(context.scene, day, position, reach);
  if (condition === 'night') {
    const { grid } = context.scene;
    const lit = context.lit();
    for (let row = 0; row < day.rows; row += 1) {
      const from = (day.firstRow + row) * grid.words + day.firstWord;
      for (let word = 0; word < day.words; word += 1) keep[row * day.words + word] |= lit[from + word];
    }
  }
  return maskedGround(day, keep);
}

/** Cells of the window of `ground` (first class only) whose target is no farther than `reach` from the optical centre. */
function withinReach(
  scene: VisibilityScene,
  ground: GroundBits,
  position: Vector,
  reach: number,
): Uint32Array<ArrayBuffer> {
  const { rows, words, bits } = ground;
  const { cell } = scene.grid;
  const [ox, oy, oz] = position;
  const keep = new Uint32Array(rows * words);
  const x0 = windowX(scene.grid, ground);
  const y0 = windowY(scene.grid, ground);
  const [low, high] = targetRange(scene, x0, y0, x0 + 32 * words * cell, y0 + rows * cell);
  const squared = reach * reach;
  const nearZ = oz < low ? low - oz : oz > high ? oz - high : 0;
  const farZ = Math.max(oz - low, high - oz);
  for (let at = 0; at < keep.length; at += 1) {
    if (bits[at] === 0) continue;
    const row = Math.floor(at / words);
    const firstX = x0 + 32 * (at - row * words) * cell;
    const y = y0 + row * cell;
    const before = firstX - ox;
    const behind = firstX + 31 * cell - ox;
    const nearX = before > 0 ? before : behind < 0 ? -behind : 0;
    const farX = Math.max(Math.abs(before), Math.abs(behind));
    const dy = y - oy;
    if (nearX * nearX + dy * dy + nearZ * nearZ > squared) continue;
    if (farX * farX + dy * dy + farZ * farZ <= squared) {
      keep[at] = bits[at];
      continue;
    }
    for (let left = bits[at]; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const x = firstX + bit * cell;
      const z = targetZ(scene, x, y) - oz;
      if ((x - ox) * (x - ox) + dy * dy + z * z <= squared) keep[at] |= 1 << bit;
    }
  }
  return keep;
}
