import type { PaintSetting } from '#model/results/coverage-bits.ts';
import type { SessionState } from './session.ts';

/** How the ground is painted in the mode that is shown: what the twin, its legend and pictures go by. */
export interface ShownPaint {
  readonly setting: PaintSetting;
  /** Tiles carry chances, classes 0 (in no run) to 10 (in all of them), instead of those of the setting. */
  readonly chance: boolean;
}

type Painted = Pick<SessionState, 'mode' | 'paint' | 'rollout'>;

const plain = new WeakMap<PaintSetting, PaintSetting>();

/**
 * Rollout mode knows neither counts nor differences, marked devices nor other layers: once there is a report it paints the best
 * class with the cameras that are live on its date, or the chance of being covered. Before that it shows the plan as Plan mode does.
 */
export function shownPaint({ mode, paint, rollout }: Painted): ShownPaint {
  if (mode !== 'rollout' || rollout.run.result === null) return { setting: paint, chance: false };
  return { setting: plainPaint(paint), chance: rollout.paint === 'chance' };
}

/** The setting of Rollout mode; the same object for the same setting. */
function plainPaint(paint: PaintSetting): PaintSetting {
  if (paint.mode === 'best' && paint.emphasis.length === 0 && paint.layer === 'density') return paint;
  const known = plain.get(paint);
  if (known !== undefined) return known;
  const made: PaintSetting = { ...paint, layer: 'density', mode: 'best', emphasis: [] };
  plain.set(paint, made);
  return made;
}
