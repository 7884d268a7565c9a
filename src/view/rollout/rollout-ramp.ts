import { categorySets } from '#model/pixel-density.ts';
import { chanceCategory } from '#model/rollout/chance-category.ts';
import type { Scenario } from '#model/scenario.ts';
import type { ShownPaint } from '#state/shown-paint.ts';
import { shownColors } from '../coverage/shades.ts';

/** Colours of the painted ground in Rollout mode, from least to most, and what they run between. */
export interface RolloutRamp {
  readonly colors: readonly string[];
  /** “20–1,500 px/m”, “0–100 % of runs”. */
  readonly range: string;
  /** The standard; of chances the least category that counts as covered. */
  readonly note: string;
}

export function rolloutRamp(
  paint: ShownPaint,
  plan: Pick<Scenario, 'goals' | 'categorySet'>,
  theme: 'light' | 'dark',
  units: 'metric' | 'us',
): RolloutRamp {
  const { categories, standard } = categorySets[plan.categorySet];
  const colors = shownColors(paint, plan.categorySet, theme);
  if (paint.chance) {
    const least = categories[chanceCategory(plan)]?.name ?? '';
    return { colors, range: '0–100 % of runs', note: `at ${least} or above, by day` };
  }
  const value = (pixelsPerMeter: number | undefined): string => {
    const density = pixelsPerMeter ?? 0;
    return (units === 'us' ? Math.round(density * 3.048) / 10 : density).toLocaleString('en-US');
  };
  const unit = units === 'us' ? 'px/ft' : 'px/m';
  const [low, high] = [categories[0], categories[categories.length - 1]];
  return { colors, range: `${value(low?.pixelsPerMeter)}–${value(high?.pixelsPerMeter)} ${unit}`, note: standard };
}
