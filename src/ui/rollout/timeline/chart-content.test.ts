import { describe, expect, it } from 'vitest';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { rolloutSettingsSchema } from '#model/rollout/rollout-records.ts';
import { rolloutReport } from '../../../../test/fixtures/rollout-report.ts';
import { type ChartQuestion, chartContent, lineReading, missingText } from './chart-content.ts';

const report = rolloutReport();
const scenario: ChartQuestion['scenario'] = {
  budget: { currency: 'EUR', capital: null, yearly: null },
  phases: [],
  rollout: rolloutSettingsSchema.parse({}),
};
const ask = (more: Partial<ChartQuestion> = {}): ChartQuestion => ({
  tab: 'goals',
  goalId: 'G1',
  report,
  other: null,
  scenario,
  ...more,
});

describe('the chart of goals', () => {
  it('shows the goal with its target and the gaps that it has', () => {
    const content = chartContent(ask());
    expect(content?.lines.map(({ name }) => name)).toEqual(['Station perimeter at Discern']);
    expect(content?.levels).toEqual([{ label: 'target ≥ 95 %', steps: [{ from: -Infinity, value: 95 }] }]);
    expect(content?.gaps).toHaveLength(1);
    expect(content?.top).toBe(100);
    expect(content?.ticks.map(content.short)).toEqual(['0 %', '50 %', '100 %']);
  });

  it('shows the score without a target where no goal is chosen, or one that is gone', () => {
    for (const goalId of [null, 'gone']) {
      const content = chartContent(ask({ goalId }));
      expect(content?.lines.map(({ name }) => name)).toEqual(['Score']);
      expect(content?.levels).toEqual([]);
      expect(content?.gaps).toEqual([]);
    }
  });

  it('says why a goal cannot be measured, or that there are none', () => {
    const [goal] = report.goals;
    if (goal === undefined) throw new Error('The fixture has a goal.');
    const unmeasured = { ...goal, measured: false, problem: 'The site is gone.', p50: [], p10: [], p90: [], plan: [] };
    const broken: RolloutReport = { ...report, goals: [unmeasured] };
    expect(chartContent(ask({ report: broken }))).toBeNull();
    expect(missingText(ask({ report: broken }))).toBe('The site is gone.');
    const bare = ask({ report: { ...report, goals: [], score: null }, goalId: null });
    expect(chartContent(bare)).toBeNull();
    expect(missingText(bare)).toContain('no goals');
  });

  it('sets another variant beside it, with both names', () => {
    const other = { report: rolloutReport({ start: '2026-05-04' }), name: 'Swap', own: 'The plan itself' };
    const content = chartContent(ask({ other }));
    expect(content?.lines.map(({ name, tone }) => [name, tone])).toEqual([
      ['The plan itself', 'main'],
      ['Swap', 'other'],
    ]);
    expect(content?.columns.bands).toHaveLength(2);
  });

  it('leaves the other variant out where it doesn’t have the goal', () => {
    const other = { report: { ...report, goals: [] }, name: 'Swap', own: 'The plan itself' };
    expect(chartContent(ask({ other }))?.lines.map(({ name }) => name)).toEqual(['Station perimeter at Discern']);
  });
});

describe('the chart of devices', () => {
  it('shows live and installed devices on an axis of whole devices', () => {
    const content = chartContent(ask({ tab: 'devices' }));
    expect(content?.lines.map(({ name }) => name)).toEqual(['Live', 'Installed']);
    expect(content?.ticks.every(Number.isInteger)).toBe(true);
  });
});

describe('the chart of money', () => {
  it('shows funding as steps that add up, whatever their order', () => {
    const rollout = rolloutSettingsSchema.parse({
      funding: [
        { from: '2026-08-01', amount: 80_000 },
        { from: '2026-04-01', amount: 60_000 },
      ],
    });
    const content = chartContent(ask({ tab: 'cost', scenario: { ...scenario, rollout } }));
    expect(content?.levels[0]?.steps.slice(1)).toEqual([
      { from: dayNumber('2026-04-01'), value: 60_000 },
      { from: dayNumber('2026-08-01'), value: 140_000 },
    ]);
    expect(content?.top).toBeGreaterThanOrEqual(140_000);
  });

  it('shows the budget where there is no funding, and nothing where there is neither', () => {
    const budget = { ...scenario.budget, capital: 5_000 };
    expect(chartContent(ask({ tab: 'cost', scenario: { ...scenario, budget } }))?.levels[0]?.label).toBe('budget');
    expect(chartContent(ask({ tab: 'cost' }))?.levels).toEqual([]);
  });
});

describe('a reading', () => {
  it('is that of the last date told until then', () => {
    const content = chartContent(ask());
    const [line] = content?.lines ?? [];
    if (content === null || line === undefined) throw new Error('There is a line.');
    const last = report.dates.at(-1) ?? '';
    expect(lineReading(line, last, content.long)).toEqual({ middle: '100 %', range: '100 % – 100 %' });
    expect(lineReading(line, report.start, content.long)?.middle).toBe('0 %');
    expect(lineReading(line, '2020-01-01', content.long)).toBeNull();
  });
});
