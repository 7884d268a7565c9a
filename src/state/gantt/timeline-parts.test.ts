import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CutoverGap } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { chartColumns, highest, niceTop, valueAt } from './chart-series.ts';
import { clampDate, dateAtMoment, momentOfDate, stepDate } from './date-steps.ts';
import { dependencyLines } from './dependency-lines.ts';
import { ganttTree, visibleRows } from './gantt-rows.ts';
import { gapMarks } from './gap-lanes.ts';
import { restDays } from './rest-days.ts';

const report = rolloutReport({ phases: 1, groupsPerPhase: 2, devicesPerGroup: 2 });

describe('steps of the date', () => {
  it('go by days, weeks and months, also over the end of a year', () => {
    expect(stepDate('2026-12-31', 'day', 1)).toBe('2027-01-01');
    expect(stepDate('2026-12-31', 'week', -1)).toBe('2026-12-24');
    expect(stepDate('2026-12-15', 'month', 1)).toBe('2027-01-15');
  });
  it('end with the last day of a shorter month', () => {
    expect(stepDate('2027-01-31', 'month', 1)).toBe('2027-02-28');
    expect(stepDate('2028-03-31', 'month', -1)).toBe('2028-02-29');
  });
  it('are held between two dates', () => {
    expect(clampDate('2025-01-01', '2026-01-01', '2027-01-01')).toBe('2026-01-01');
    expect(clampDate('2028-01-01', '2026-01-01', '2027-01-01')).toBe('2027-01-01');
  });
  it('come back from their place on the axis', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (day) => {
        expect(dateAtMoment(momentOfDate(isoDate(day)))).toBe(isoDate(day));
      }),
    );
  });
});

describe('marks of cutover gaps', () => {
  const [gap] = report.gaps;
  const marks = (...days: readonly (readonly [string, string] | null)[]) => {
    if (gap === undefined) throw new Error('The fixture has a gap.');
    const gaps: CutoverGap[] = days.map((pair, index) => ({
      ...gap,
      id: `gap ${index}`,
      groupId: `group ${index}`,
      from: pair?.[0] ?? null,
      until: pair?.[1] ?? null,
    }));
    return gapMarks(gaps, 2);
  };
  it('stand in one line where they don’t overlap', () => {
    expect(marks(['2026-05-10', '2026-05-12'], ['2026-05-01', '2026-05-09']).map(({ lane }) => lane)).toEqual([0, 0]);
  });
  it('stand in the next line where they do, and in the last one where there are too many', () => {
    const overlapping = ['2026-05-01', '2026-05-09'] as const;
    expect(marks(overlapping, overlapping, overlapping).map(({ lane }) => lane)).toEqual([0, 1, 1]);
  });
  it('last to the end of their last day', () => {
    const [mark] = marks(['2026-05-01', '2026-05-01']);
    expect((mark?.until ?? 0) - (mark?.from ?? 0)).toBe(1);
  });
  it('are one for the goals of one site, the worst first, where they overlap', () => {
    if (gap === undefined) throw new Error('The fixture has a gap.');
    const of = (id: string, from: string, until: string): CutoverGap => ({ ...gap, id, from, until });
    const found = gapMarks(
      [
        of('worst', '2026-05-05', '2026-05-20'),
        of('second', '2026-05-01', '2026-05-09'),
        of('later', '2026-06-01', '2026-06-02'),
      ],
      2,
    );
    expect(found.map(({ gaps }) => gaps.map(({ id }) => id))).toEqual([['worst', 'second'], ['later']]);
    expect(found[0]).toMatchObject({ from: dayNumber('2026-05-01'), until: dayNumber('2026-05-21'), lane: 0 });
  });
  it('leave out gaps that the planned schedule doesn’t open', () => {
    expect(marks(null)).toEqual([]);
  });
});

describe('dependency lines', () => {
  const tree = ganttTree(report);
  it('lead from what a task waits for and to what waits for it', () => {
    const rows = visibleRows(tree, new Set(tree.rows.keys()));
    const lines = dependencyLines(tree, rows, 'network:P1/G1');
    expect(lines.map(({ id, into }) => [id, into])).toEqual([
      ['task:permit:P1/G1 task:network:P1/G1', true],
      ['task:network:P1/G1 task:mount:P1-1-1', false],
    ]);
    for (const line of lines) expect(line.fromDay).toBeLessThanOrEqual(line.toDay);
    expect(rows[lines[0]?.fromRow ?? -1]?.task?.id).toBe('permit:P1/G1');
  });
  it('end at the row that holds a closed one', () => {
    const rows = visibleRows(tree, new Set(['stage:P1/supply']));
    const [into] = dependencyLines(tree, rows, 'network:P1/G1');
    expect(rows[into?.fromRow ?? -1]?.id).toBe('stage:P1/prepare');
  });
  it('are none where both ends are in one row, nor without a selection, nor for a task that isn’t there', () => {
    const rows = visibleRows(tree, new Set());
    expect(dependencyLines(tree, rows, 'permit:P1/G1').every(({ into }) => !into)).toBe(true);
    expect(dependencyLines(tree, rows, null)).toEqual([]);
    expect(dependencyLines(tree, rows, 'gone')).toEqual([]);
  });
});

describe('days off', () => {
  const view = { fromDay: dayNumber('2026-05-01'), pixelsPerDay: 28, width: 280 };
  it('are weekends and holidays, joined where they meet', () => {
    const stretches = restDays(view, { workdays: [1, 2, 3, 4, 5], holidays: ['2026-05-01', '2026-05-06'] });
    // 1 May 2026 is a Friday.
    expect(stretches).toEqual([
      { from: dayNumber('2026-05-01'), until: dayNumber('2026-05-04') },
      { from: dayNumber('2026-05-06'), until: dayNumber('2026-05-07') },
      { from: dayNumber('2026-05-09'), until: dayNumber('2026-05-11') },
    ]);
  });
  it('are not told apart where days are narrow', () => {
    expect(restDays({ ...view, pixelsPerDay: 2 }, { workdays: [1], holidays: [] })).toEqual([]);
  });
});

describe('columns of a chart', () => {
  const flat = (...values: readonly number[]) => ({
    plan: [...values],
    p10: [...values],
    p50: [...values],
    p90: [...values],
  });
  it('stand at the ends of their days', () => {
    const { moments } = chartColumns([{ dates: ['2026-05-01'], band: flat(1) }]);
    expect(moments).toEqual([dayNumber('2026-05-02')]);
  });
  it('are drawn straight between their own dates and not beyond them', () => {
    const { bands } = chartColumns([
      { dates: ['2026-05-01', '2026-05-11'], band: flat(0, 10) },
      { dates: ['2026-04-30', '2026-05-04', '2026-05-20'], band: flat(7, 7, 7) },
    ]);
    expect(bands[0]?.[1]).toEqual([null, 0, 3, 10, null]);
    expect(bands[1]?.[1]).toEqual([7, 7, 7, 7, 7]);
  });
  it('are read along the line', () => {
    expect(valueAt([10, 20], [0, 5], 14)).toBe(2);
    expect(valueAt([10, 20], [0, 5], 20)).toBe(5);
    expect(valueAt([10, 20], [0, 5], 9)).toBeNull();
    expect(valueAt([10, 20], [0, 5], 21)).toBeNull();
    expect(valueAt([10, 20], [null, 5], 14)).toBeNull();
  });
  it('tell their highest value, limits included', () => {
    const columns = chartColumns([{ dates: ['2026-05-01', '2026-05-11'], band: flat(3, 10) }]);
    expect(highest(columns, [])).toBe(10);
    expect(highest(columns, [12, NaN, Infinity])).toBe(12);
  });
  it('have an axis that holds them and is not much higher', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const top = niceTop(value);
        expect(top).toBeGreaterThanOrEqual(value * 0.999_999);
        expect(top).toBeLessThanOrEqual(value * 2.000_001);
      }),
    );
    expect(niceTop(0)).toBe(1);
    expect(niceTop(NaN)).toBe(1);
  });
});
