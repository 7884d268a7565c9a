import { describe, expect, it } from 'vitest';
import { countingMeter } from '../../../../test/fixtures/counting-meter.ts';
import { someProject } from '../../../../test/fixtures/schedule-project.ts';
import type { Project, ProjectDevice, ProjectGroup } from '../project.ts';
import { GoalClock, sumAfter } from './goal-days.ts';
import { riskOrder } from './risk-order.ts';

const device = (number: number, fields: Partial<ProjectDevice> = {}): ProjectDevice => ({
  ...{ id: `device/${number}`, liveAtStart: false, legacy: false, phase: 0, group: 0, replacedBy: [] },
  ...fields,
});
const group = (number: number, fields: Partial<ProjectGroup>): ProjectGroup => ({
  ...{ id: `P/${number}`, name: `Group ${number}`, phase: 0, recordId: null, siteId: null, district: '' },
  ...{ turn: number, policy: 'swap', devices: [], legacy: [], x: 0, y: 0 },
  ...fields,
});

/** An old unit (0) goes when its successor (1) is mounted, at the start of task 0; the successor is live when task 1 is done. */
function swapped(): Project {
  return someProject([{ devices: [1] }, { devices: [1], after: [0] }], {
    devices: [device(0, { liveAtStart: true, legacy: true, replacedBy: [1] }), device(1)],
    groups: [group(0, { devices: [1], legacy: [0] })],
    phases: [{ id: 'P', name: 'Phase', dueDay: null, budget: null }],
    effects: [
      { task: 0, at: 'start', device: 0, change: 'dark' },
      { task: 1, at: 'finish', device: 1, change: 'live' },
    ],
  });
}

// The old unit sees 2 of 10 places, the new one these and 3 more; half of them are wanted.
const square = { id: 'G', target: 50, weight: 3, places: 10, seen: { 0: [0, 1], 1: [0, 1, 2, 3, 4] } };
const other = { id: 'H', target: 100, weight: 1, places: 4, seen: { 0: [0, 1, 2, 3], 1: [0, 1, 2, 3] } };

describe('goal-weighted days', () => {
  it('are the area below the attainment, by closed form', () => {
    const project = swapped();
    const meter = countingMeter([square, other], [0], project.groups);
    // Dark from day 4 to day 6 and a half.
    const schedule = { start: Int32Array.of(32, 40), finish: Int32Array.of(40, 52) };
    const days = new GoalClock(project, meter).of(schedule, true);
    const before = (3 * 0.4 + 1) / 4;
    expect(days.until).toBe(6.5);
    expect(days.earned.days).toBeCloseTo(4 * before, 12);
    expect(days.earned.perDay).toBe(1);
    expect(sumAfter(days.earned, days.until, 10)).toBeCloseTo(4 * before + 3.5, 12);
    // 20 of 50 per cent of the one, all of the other, for two and a half days.
    expect(days.cutover.days).toBeCloseTo(2.5 * ((3 * 0.4 + 1) / 4), 12);
    expect(days.cutover.perDay).toBe(0);
    expect(days.goals.map(({ days: own }) => own)).toEqual([
      expect.closeTo(4 * 0.75 * 0.4, 12),
      expect.closeTo(4 * 0.25, 12),
      0,
    ]);
    expect(days.lacks.map(({ days: own }) => own)).toEqual([expect.closeTo(50, 12), expect.closeTo(250, 12)]);
    expect(days.darkDeviceDays).toBe(2.5);
  });

  it('know no gap where the new unit is live on the day on which the old one goes', () => {
    const project = swapped();
    const meter = countingMeter([square, other], [0], project.groups);
    const days = new GoalClock(project, meter).of({ start: Int32Array.of(32, 8), finish: Int32Array.of(40, 32) });
    expect([days.cutover.days, days.darkDeviceDays]).toEqual([0, 0]);
    expect(days.earned.days).toBeCloseTo((4 * (3 * 0.4 + 1)) / 4, 12);
  });

  it('count what is never done as never live', () => {
    const project = swapped();
    const meter = countingMeter([square, other], [0], project.groups);
    const never = project.horizonDays * 8;
    const days = new GoalClock(project, meter).of({ start: Int32Array.of(8, never), finish: Int32Array.of(16, never) });
    expect(days.until).toBe(1);
    expect(days.earned.perDay).toBe(0);
    expect(sumAfter(days.earned, days.until, 400)).toBeCloseTo((3 * 0.4 + 1) / 4, 12);
  });
});

describe('the order by risk', () => {
  const goal = (seen: Readonly<Record<number, readonly number[]>>) => ({ ...square, target: 100, seen });
  const crew = { id: 'c', name: 'Crew', kind: 'crew', units: 1, from: 0, until: 400, dayRate: 0 } as const;
  const built = (days: readonly number[], phases: readonly number[]): Project =>
    someProject(
      days.map((own, number) => ({
        ...{ group: number, devices: [number], needs: [{ crew: 0, units: 1 }] },
        duration: { kind: 'fixed' as const, days: own },
      })),
      {
        crews: [crew],
        devices: days.map((_, number) => device(number, { group: number })),
        groups: days.map((_, number) => group(number, { devices: [number], phase: phases[number] ?? 0 })),
        phases: [0, 1].map((number) => ({ id: `P${number}`, name: `Phase ${number}`, dueDay: null, budget: null })),
      },
    );

  it('puts first what earns most for each day of work', () => {
    const meter = countingMeter([goal({ 0: [0, 1], 1: [2, 3, 4], 2: [5] })], []);
    expect(riskOrder(built([1, 1, 1], [0, 0, 0]), meter)).toEqual(['P/1', 'P/0', 'P/2']);
    expect(riskOrder(built([1, 10, 1], [0, 0, 0]), meter)).toEqual(['P/0', 'P/2', 'P/1']);
  });

  it('counts once what two groups see, and keeps the planner’s turn where nothing tells them apart', () => {
    const meter = countingMeter([goal({ 0: [0, 1, 2], 1: [0, 1, 2, 3], 2: [7, 8] })], []);
    expect(riskOrder(built([1, 1, 1], [0, 0, 0]), meter)).toEqual(['P/1', 'P/2', 'P/0']);
    expect(riskOrder(built([1, 1, 1], [0, 0, 0]), countingMeter([], []))).toEqual(['P/0', 'P/1', 'P/2']);
  });

  it('keeps phases one after the other', () => {
    const meter = countingMeter([goal({ 0: [0], 1: [2, 3, 4], 2: [5, 6] })], []);
    expect(riskOrder(built([1, 1, 1], [0, 1, 0]), meter)).toEqual(['P/2', 'P/0', 'P/1']);
  });
});
