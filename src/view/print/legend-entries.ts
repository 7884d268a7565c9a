import { categorySets } from '#model/pixel-density.ts';
import type { CoverageLayer, PaintSetting } from '#model/results/coverage-bits.ts';
import { chanceCategory } from '#model/rollout/chance-category.ts';
import type { Scenario } from '#model/scenario.ts';
import { chanceColors, countColors, type Difference, differenceColors, layerColors } from '#state/paint-ramps.ts';
import type { SessionState } from '#state/session.ts';
import { shownPaint } from '#state/shown-paint.ts';
import { lengthText } from '../overlay/reading-text.ts';

/** What a printed legend says of the painted ground. */
export interface PrintedLegend {
  readonly title: string;
  /** Unit, standard, target, condition. */
  readonly note: string;
  readonly entries: readonly { readonly color: string; readonly value: string; readonly name: string }[];
}

/** What a layer shows, and what one of its classes is called. */
const layers: Readonly<Record<Exclude<CoverageLayer, 'density'>, readonly [title: string, name: string]>> = {
  thermal: ['Thermal cameras', 'A person is detected'],
  plates: ['ALPR units', 'Plates are in the picture'],
  acoustic: ['Acoustic sensors', 'A shot is heard'],
  radar: ['Traffic radar', 'Lanes within reach'],
  air: ['Air quality', 'Area that a station stands for'],
  radio: ['Radio', 'Within reach of a gateway'],
  phones: ['Emergency phones', 'Within walking distance'],
};

const differences: readonly (readonly [Difference, string])[] = [
  ['lost', 'Lost'],
  ['worse', 'Worse'],
  ['same', 'Alike'],
  ['better', 'Better'],
  ['gained', 'Gained'],
];

const against: Readonly<Record<PaintSetting['against'], string>> = {
  baseline: 'the kept picture',
  day: 'day',
  night: 'night',
  fog: 'fog',
  without: 'without the marked devices',
};

/** Legend of what the mode that is shown paints. */
export function shownLegend(
  scenario: Pick<Scenario, 'categorySet' | 'target' | 'targetHeightMeters' | 'assumptions' | 'goals'>,
  state: Pick<SessionState, 'mode' | 'paint' | 'rollout'>,
  theme: 'light' | 'dark',
  units: 'metric' | 'us',
): PrintedLegend {
  const { setting, chance } = shownPaint(state);
  if (!chance) return printedLegend(scenario, setting, theme, units);
  const { standard, categories } = categorySets[scenario.categorySet];
  const runs = state.rollout.run.result?.runs ?? 0;
  const least = categories[chanceCategory(scenario)]?.name ?? '';
  return {
    title: `Chance of being covered at ${least}`,
    note: `of ${runs.toLocaleString('en-US')} runs · ${standard} · day`,
    entries: chanceColors[theme].map((color, i) => ({
      color,
      value: `${10 * (i + 1)} %`,
      name: i === 0 ? 'or less' : '',
    })),
  };
}

export function printedLegend(
  scenario: Pick<Scenario, 'categorySet' | 'target' | 'targetHeightMeters' | 'assumptions'>,
  paint: PaintSetting,
  theme: 'light' | 'dark',
  units: 'metric' | 'us',
): PrintedLegend {
  const { standard, categories } = categorySets[scenario.categorySet];
  const density = paint.layer === 'density';
  const subject = paint.layer === 'density' ? 'Pixel density' : layers[paint.layer][0];
  const { personLowMeters, personHighMeters } = scenario.assumptions;
  const target =
    scenario.target === 'person'
      ? `person ${lengthText(personLowMeters, units)} to ${lengthText(personHighMeters, units)}`
      : `target ${lengthText(scenario.targetHeightMeters, units)}`;
  const unit = units === 'us' ? 'px/ft' : 'px/m';
  const note = density ? `${unit} · ${standard} · ${target} · ${paint.condition}` : paint.condition;
  if (paint.mode === 'count') {
    const category = categories[Math.min(paint.category, categories.length - 1)].name;
    const entries = countColors[theme].map((color, i, all) => ({
      color,
      value: i + 1 === all.length ? `≥ ${i + 1}` : String(i + 1),
      name: i === 0 ? 'device' : 'devices',
    }));
    return { title: density ? `Devices at ${category} or above` : `${subject}, number of devices`, note, entries };
  }
  if (paint.mode === 'difference') {
    const entries = differences.map(([difference, value]) => ({
      color: differenceColors[theme][difference],
      value,
      name: '',
    }));
    return { title: `${subject}, against ${against[paint.against]}`, note, entries };
  }
  const colors = layerColors(paint.layer, scenario.categorySet, theme);
  if (paint.layer !== 'density')
    return { title: subject, note, entries: [{ color: colors[0], value: layers[paint.layer][1], name: '' }] };
  const entries = categories.map(({ name, pixelsPerMeter }, i) => {
    const value = units === 'us' ? Math.round(pixelsPerMeter * 3.048) / 10 : pixelsPerMeter;
    return { color: colors[i], value: value.toLocaleString('en-US'), name };
  });
  return { title: 'Pixel density, best device', note, entries };
}
