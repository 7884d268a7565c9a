import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { printedLegend } from './legend-entries.ts';

const plan = {
  categorySet: 'iec-62676-4-2025',
  target: 'point',
  targetHeightMeters: 1.6,
  assumptions: defaultAssumptions,
} as const;
const best: PaintSetting = {
  condition: 'day',
  layer: 'density',
  mode: 'best',
  category: 0,
  against: 'baseline',
  emphasis: [],
};

describe('the legend of a printed picture', () => {
  it('names the standard, the target and every class with its colour', () => {
    const { note, entries } = printedLegend(plan, best, 'light', 'metric');
    expect(note).toBe('px/m · IEC 62676-4:2025 · target 1.6 m · day');
    expect(entries.map(({ color }) => color)).toEqual(categoryColors('iec-62676-4-2025', 'light'));
    expect(printedLegend({ ...plan, target: 'person' }, best, 'light', 'metric').note).toContain(
      'person 0.4 m to 1.8 m',
    );
    expect(entries[4]).toMatchObject({ value: '250', name: 'Characterise' });
    expect(printedLegend(plan, best, 'light', 'us').entries[0].value).toBe('6.1');
  });

  it('says what is counted, compared or reached where that is painted', () => {
    const count = printedLegend(plan, { ...best, mode: 'count', category: 2 }, 'dark', 'metric');
    expect(count.title).toBe('Devices at Discern or above');
    expect(count.entries.map(({ value }) => value)).toEqual(['1', '2', '3', '4', '5', '≥ 6']);
    const difference = printedLegend(plan, { ...best, mode: 'difference', against: 'night' }, 'light', 'metric');
    expect(difference.title).toBe('Pixel density, against night');
    expect(difference.entries).toHaveLength(5);
    const heard = printedLegend(plan, { ...best, layer: 'acoustic', condition: 'fog' }, 'light', 'metric');
    expect(heard).toMatchObject({ title: 'Acoustic sensors', note: 'fog', entries: [{ value: 'A shot is heard' }] });
  });
});
