import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { Goal } from '#model/goal.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { chanceColors } from '#state/paint-ramps.ts';
import { noRollout, noWork } from '#state/rollout-state.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { printedDate, statusLegendBox } from './annotate-rollout.ts';
import { printedLegend, shownLegend } from './legend-entries.ts';

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

describe('a printed picture of a rollout', () => {
  const run = { ...noWork, status: 'ready', result: rolloutReport() } as const;
  const rollout = { ...noRollout, run, date: '2026-07-05', paint: 'chance' } as const;
  const drawing = {
    date: '2026-07-05',
    statuses: new Map(),
    marks: [],
    lit: new Set<string>(),
    lost: [],
    outline: null,
  };

  it('says of chances what they are shares of, and of what category', () => {
    const goals = [{ metric: 'area', condition: 'day', category: 'Discern', weight: 1 } as Goal];
    const { title, note, entries } = shownLegend(
      { ...plan, goals },
      { mode: 'rollout', paint: { ...best, mode: 'difference' }, rollout },
      'dark',
      'metric',
    );
    expect(title).toBe('Chance of being covered at Discern');
    expect(note).toBe('of 1,000 runs · IEC 62676-4:2025 · day');
    expect(entries.map(({ color }) => color)).toEqual(chanceColors.dark);
    expect(entries[9]?.value).toBe('100 %');
  });

  it('shows classes where the date is painted, and in other modes what the planner has chosen', () => {
    const state = { paint: { ...best, mode: 'count' }, rollout: { ...rollout, paint: 'date' } } as const;
    const legend = (mode: 'plan' | 'rollout') =>
      shownLegend({ ...plan, goals: [] }, { ...state, mode }, 'light', 'metric').title;
    expect([legend('rollout'), legend('plan')]).toEqual(['Pixel density, best device', 'Devices at Overview or above']);
  });

  it('names its date', () => {
    expect(printedDate(drawing, { rollout })).toBe('5 Jul 2026, as half of 1,000 runs have it');
    expect(printedDate(null, { rollout })).toBeNull();
  });

  it('keeps its legend within the sheet', () => {
    const box = statusLegendBox(drawing, 300, 16, 500);
    expect(box).toMatchObject({ left: 16, right: 284, bottom: 500 });
  });
});
