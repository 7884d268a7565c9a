import { describe, expect, it } from 'vitest';
import type { RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { barAt, criticalStretches, spanOfTasks } from './gantt-spans.ts';

const [base] = rolloutReport().tasks;

function task(start: string, finish: string, more: Partial<RolloutTaskResult> = {}): RolloutTaskResult {
  if (base === undefined) throw new Error('The fixture has tasks.');
  return {
    ...base,
    plannedStart: start,
    plannedFinish: finish,
    start: { p10: start, p50: start, p90: start },
    finish: { p10: finish, p50: finish, p90: finish },
    ...more,
  };
}

describe('spans of work', () => {
  it('last to the end of the day of their finish', () => {
    const span = spanOfTasks([task('2026-05-04', '2026-05-08')]);
    expect(span.from).toBe(dayNumber('2026-05-04'));
    expect(span.until).toBe(dayNumber('2026-05-09'));
  });

  it('are points for work without a duration, also where it ends with the day before', () => {
    const span = spanOfTasks([task('2026-05-04', '2026-05-03')]);
    expect(span.until).toBe(span.from);
  });

  it('of several tasks, have no P90 where one of them has none', () => {
    const never = task('2026-05-04', '2026-05-08', { finish: { p10: null, p50: '2026-05-08', p90: null } });
    expect(spanOfTasks([task('2026-05-04', '2026-06-08'), never]).late).toBeNull();
  });

  it('fall back to the planned schedule where too few runs finish, and say so', () => {
    const never = task('2026-05-04', '2026-05-08', { finish: { p10: null, p50: null, p90: null } });
    expect(spanOfTasks([never])).toMatchObject({ certain: false, until: dayNumber('2026-05-09') });
  });

  it('join critical stretches that meet, and leave out what isn’t critical', () => {
    const stretches = criticalStretches([
      task('2026-05-10', '2026-05-12', { critical: true }),
      task('2026-05-01', '2026-05-05', { critical: true }),
      task('2026-05-06', '2026-05-07', { critical: true }),
      task('2026-06-01', '2026-06-07', { critical: false }),
    ]);
    expect(stretches).toEqual([
      { from: dayNumber('2026-05-01'), until: dayNumber('2026-05-08') },
      { from: dayNumber('2026-05-10'), until: dayNumber('2026-05-13') },
    ]);
  });
});

describe('a bar on a date', () => {
  const span = { from: 100, until: 110 };
  it('is planned until the day it begins on', () => {
    expect(barAt(span, 100)).toEqual({ status: 'planned', doneUntil: 100 });
  });
  it('is under way at the end of its first day, and done up to the date', () => {
    expect(barAt(span, 101)).toEqual({ status: 'under-way', doneUntil: 101 });
  });
  it('is done at the end of its last day', () => {
    expect(barAt(span, 109).status).toBe('under-way');
    expect(barAt(span, 110)).toEqual({ status: 'done', doneUntil: 110 });
  });
});
