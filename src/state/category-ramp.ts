import { type CategorySetId, categorySets } from '#model/pixel-density.ts';

/**
 * One perceptual, colour-blind-safe ramp for the classes of IEC 62676-4, the same in map, legend and charts: OKLCH
 * lightness falls from .925 to .31 on light ground and rises from .385 to .915 on dark ground, hue 118° to 288°.
 */
const ramps = {
  light: ['#e1edb7', '#a7deae', '#6ac7b0', '#34a5b4', '#177bb2', '#2c4999', '#311d6c'],
  dark: ['#344a35', '#346247', '#247e6b', '#0d99a7', '#58ace4', '#a4c0ff', '#e1deff'],
} as const;

/** CSS colours of a set's categories, lowest first. */
export function categoryColors(set: CategorySetId, theme: 'light' | 'dark'): readonly string[] {
  return ramps[theme].slice(0, categorySets[set].categories.length);
}
