import { describe, expect, it } from 'vitest';
import type { OrderResult } from '#model/results/rollout/rollout-choices.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { comparedRows } from './comparison-section.tsx';
import { dateRows } from './device-dates.tsx';
import { readMoney } from './money-field.tsx';
import { monthIndex, stretches } from './monthly-section.tsx';
import { gainOfBest } from './order-section.tsx';

const report = rolloutReport();
const date = report.dates[5] ?? '';

describe('two variants side by side', () => {
  const rowOf = (rows: ReturnType<typeof comparedRows>, label: string) => rows.find((row) => row.label === label);

  it('has nothing better or worse in a variant beside itself', () => {
    expect(comparedRows(report, report, date, 'G1').every(({ better }) => better === undefined)).toBe(true);
  });

  it('takes an earlier end as better and more days lost as worse', () => {
    const other = {
      ...report,
      finish: { ...report.finish, p50: '2026-01-01' },
      lostDays: { ...report.lostDays, mean: report.lostDays.mean + 10 },
    };
    const rows = comparedRows(report, other, date, 'G1');
    expect(rowOf(rows, 'Done, P50')?.better).toBe('better');
    expect(rowOf(rows, 'Done, P90')?.better).toBeUndefined();
    expect(rowOf(rows, 'Days without goals')?.better).toBe('worse');
  });

  it('takes more of a goal as better, and less where less is asked for', () => {
    const [goal] = report.goals;
    if (goal === undefined) throw new Error('The fixture has a goal.');
    const more = { ...goal, p50: goal.p50.map((value) => value + 5) };
    const toneOf = (lessIsBetter: boolean) => {
      const first = { ...report, goals: [{ ...goal, lessIsBetter }] };
      const second = { ...report, goals: [{ ...more, lessIsBetter }] };
      return comparedRows(first, second, date, goal.id).at(-1)?.better;
    };
    expect(toneOf(false)).toBe('better');
    expect(toneOf(true)).toBe('worse');
  });

  it('leaves the goal out where neither can tell it', () => {
    const rows = comparedRows({ ...report, score: null }, { ...report, score: null }, date, null);
    expect(rows.some(({ label }) => label.startsWith('Score'))).toBe(false);
  });
});

describe('months', () => {
  it('finds the month that has begun by a date, the first before all of them', () => {
    const months = ['2026-04-01', '2026-05-01', '2026-06-01'];
    expect(monthIndex(months, '2026-03-15')).toBe(0);
    expect(monthIndex(months, '2026-05-31')).toBe(1);
    expect(monthIndex(months, '2027-01-01')).toBe(2);
    expect(monthIndex([], '2027-01-01')).toBeNull();
  });

  it('cuts a line where a value is missing', () => {
    expect(stretches([1, 2, null, null, 3])).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [[4, 3]],
    ]);
    expect(stretches([null])).toEqual([]);
  });
});

describe('small facts', () => {
  it('tells only what happens to a device', () => {
    const built = report.devices.find(({ legacy }) => !legacy);
    const old = report.devices.find(({ legacy }) => legacy);
    if (built === undefined || old === undefined) throw new Error('The fixture has new and old devices.');
    expect(dateRows(built).map(({ name }) => name)).toEqual(['Work begins', 'Live']);
    expect(dateRows(old).map(({ name }) => name)).toEqual(['Work begins', 'Dark for good']);
  });

  it('holds the best order against the planner’s own', () => {
    const order = (rule: OrderResult['rule'], mean: number) =>
      ({ rule, earnedDays: { plan: 0, mean, p10: 0, p90: 0 } }) as OrderResult;
    expect(gainOfBest({ orders: [order('plan', 100), order('best', 131)] })).toBe(31);
    expect(gainOfBest({ orders: [order('plan', 100)] })).toBeNull();
  });

  it('reads amounts with separators, nothing as none, and refuses words', () => {
    expect(readMoney('120,000')).toBe(120_000);
    expect(readMoney(' 1 500.50 ')).toBe(1500.5);
    expect(readMoney('')).toBeNull();
    expect(readMoney('-5')).toBe(0);
    expect(readMoney('a lot')).toBeUndefined();
    expect(readMoney('Infinity')).toBeUndefined();
  });
});
