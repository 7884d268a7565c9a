import type { CategorySetId } from '#model/pixel-density.ts';
import type { CoverageLayer } from '#model/results/coverage-bits.ts';
import { categoryColors } from './category-ramp.ts';

/** Colours of painted ground, the same in the map, the legend and pictures. CSS colours. */

export type PaintTheme = 'light' | 'dark';

/**
 * One to six devices and more. One hue in OKLCH (352° to 338°), lightness .90 to .34 on light ground and .40 to .90 on dark, so
 * that it is neither the ramp of the categories nor told apart by hue.
 */
export const countColors: Readonly<Record<PaintTheme, readonly string[]>> = {
  light: ['#f7d2e1', '#e2a5c2', '#cc77a6', '#af4b8c', '#892a6e', '#5c164d'],
  dark: ['#5d3b53', '#854e73', '#b55e94', '#dc78b0', '#efa3c8', '#ffcee2'],
};

/**
 * Shares of the runs in which ground is covered, a tenth a step. OKLCH hue 102° to 47° with lightness .945 to .32 on
 * light ground, and 52° to 102° with .34 to .93 on dark: neither the ramp of the categories nor that of numbers of devices. Any two
 * differ by 6.4 (ΔE-OK × 100) or more for all common kinds of colour blindness (Machado 2009, severity 1).
 */
export const chanceColors: Readonly<Record<PaintTheme, readonly string[]>> = {
  light: ['#f9f0a6', '#ecd67d', '#e0bc56', '#d2a130', '#c38807', '#ae7001', '#985b04', '#834601', '#6c3302', '#532306'],
  dark: ['#552b0d', '#6e3a04', '#844b00', '#995f00', '#ad7301', '#be8a20', '#cca241', '#d8bb65', '#e4d38a', '#f1eab1'],
};

/** What changed at a cell between two pictures. */
export type Difference = 'gained' | 'better' | 'same' | 'worse' | 'lost';

/**
 * Blue for more and orange for less: a pair that all common kinds of colour blindness keep apart; whole gains and losses stand
 * stronger than changes of class.
 */
export const differenceColors: Readonly<Record<PaintTheme, Readonly<Record<Difference, string>>>> = {
  light: { gained: '#0f68a2', better: '#83b0d7', same: '#c0beb8', worse: '#e8b181', lost: '#c46016' },
  dark: { gained: '#78bff9', better: '#39688e', same: '#45484b', worse: '#855732', lost: '#f69c51' },
};

/** What a tile's byte says in a difference: class now in the lower four bits, class before above them. */
export function differenceOf(now: number, before: number): Difference | null {
  if (now === 0 && before === 0) return null;
  if (now === before) return 'same';
  if (before === 0) return 'gained';
  if (now === 0) return 'lost';
  return now > before ? 'better' : 'worse';
}

const reach: Readonly<Record<Exclude<CoverageLayer, 'density'>, readonly [light: string, dark: string]>> = {
  thermal: ['#be6e52', '#d88669'],
  plates: ['#6185c8', '#799ee3'],
  acoustic: ['#0f9b89', '#3bb5a1'],
  radar: ['#a4802b', '#be9946'],
  air: ['#519962', '#69b27a'],
  radio: ['#9076be', '#a98ed9'],
  phones: ['#be6877', '#d9818f'],
};

/** Colours of a layer's classes, lowest first: the set's categories for `density`, one colour of reach for any other. */
export function layerColors(layer: CoverageLayer, set: CategorySetId, theme: PaintTheme): readonly string[] {
  if (layer === 'density') return categoryColors(set, theme);
  const [light, dark] = reach[layer];
  return [theme === 'light' ? light : dark];
}
