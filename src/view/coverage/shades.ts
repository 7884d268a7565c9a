import type { CategorySetId } from '#model/pixel-density.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import { chanceColors, countColors, type Difference, differenceColors, layerColors } from '#state/paint-ramps.ts';
import type { ShownPaint } from '#state/shown-paint.ts';

/**
 * How painted ground is coloured. The shader makes a shade (1 to 10, 0 = nothing) of every byte: the class, the number of devices,
 * the chance, or what became of it; these are the shades' colours.
 */

/** Shades that there is room for. */
export const mostShades = 10;

/** Shades of a difference, from lost to gained, so that an edge between two of them is one line. */
const differenceShades: readonly Difference[] = ['lost', 'worse', 'same', 'better', 'gained'];

/** CSS colours of what a mode paints, shade 1 first. */
export function shownColors({ setting, chance }: ShownPaint, set: CategorySetId, theme: 'light' | 'dark') {
  return chance ? chanceColors[theme] : shadeColors(setting, set, theme);
}

/** CSS colours of the shades, shade 1 first. */
export function shadeColors(
  { mode, layer }: Pick<PaintSetting, 'mode' | 'layer'>,
  set: CategorySetId,
  theme: 'light' | 'dark',
): readonly string[] {
  if (mode === 'count') return countColors[theme];
  if (mode === 'difference') return differenceShades.map((difference) => differenceColors[theme][difference]);
  return layerColors(layer, set, theme);
}
