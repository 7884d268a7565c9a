import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusesAt } from '#model/results/rollout/rollout-moment.ts';
import type { CutoverGap } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { noRollout, noWork, type RolloutState } from '#state/rollout-state.ts';
import type { SessionState } from '#state/session.ts';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { convexHull, groupOutline } from './group-outline.ts';
import { createRolloutDrawer, cutoverMarks } from './rollout-drawing.ts';

const report = rolloutReport({ phases: 2, groupsPerPhase: 3, devicesPerGroup: 4 });
const first = dayNumber(report.start);
const run = { ...noWork, status: 'ready', result: report } as const;

function state(rollout: Partial<RolloutState>, fields: Partial<SessionState> = {}): SessionState {
  const devices = report.devices.map(({ id }, i) => cameraWith({ id, x: 10 * i, y: 5 * (i % 4) }));
  return {
    mode: 'rollout',
    scenario: scenarioWith(devices),
    rollout: { ...noRollout, run, date: report.start, ...rollout },
    ...fields,
  } as SessionState;
}

const gap: CutoverGap = {
  id: 'P1/market:G1',
  groupId: 'P1/market',
  groupName: 'Market',
  goalId: 'G1',
  goalName: 'Perimeter',
  unit: 'percent',
  policy: 'swap',
  from: '2026-05-04',
  until: '2026-05-15',
  deepest: '2026-05-06',
  depth: { plan: 14.25, p50: 15, p90: 21 },
  lengthDays: { plan: 12, p50: 12, p90: 20, mean: 12.5 },
  meanLackDays: 100,
  probability: 0.8,
  legacyIds: ['OLD-1'],
  x: 10,
  y: 20,
};

describe('a drawing of the rollout', () => {
  it('is there in Rollout mode once there is a report', () => {
    const draw = createRolloutDrawer();
    expect(draw(state({}, { mode: 'plan' }))).toBeNull();
    expect(draw(state({ run: noWork }))).toBeNull();
    expect(draw(state({ date: null }))?.date).toBe(report.start);
  });

  it('has every device in its state, on any way of the slider', () => {
    const draw = createRolloutDrawer();
    const day = fc.integer({ min: -5, max: 500 });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), (days) => {
        for (const offset of days) {
          const date = isoDate(first + offset);
          const drawing = draw(state({ date }));
          expect(drawing?.date).toBe(date);
          expect([...(drawing?.statuses ?? [])]).toEqual([...statusesAt(report, date)]);
          expect(drawing?.marks).toEqual(cutoverMarks(report.gaps, date, null));
        }
      }),
    );
  });

  it('keeps the states of a day on which nothing changes', () => {
    const draw = createRolloutDrawer();
    const quiet = state({ date: isoDate(first + 2) });
    const before = draw(quiet);
    expect(draw(quiet)).toBe(before);
    const after = draw(state({ date: isoDate(first + 3) }));
    expect(after?.date).toBe(isoDate(first + 3));
    expect(after?.statuses).toBe(before?.statuses);
    expect(after?.marks).toBe(before?.marks);
  });

  it('marks the devices of the chosen task and the ground of its group', () => {
    const task = report.tasks.find(({ step }) => step === 'mount');
    const drawing = createRolloutDrawer()(state({ taskId: task?.id ?? null }));
    expect([...(drawing?.lit ?? [])]).toEqual(task?.deviceIds);
    expect(drawing?.outline?.length).toBeGreaterThan(10);
    const unknown = createRolloutDrawer()(state({ taskId: 'mount:nowhere' }));
    expect([unknown?.lit.size, unknown?.outline]).toEqual([0, null]);
  });
});

describe('marks of cutover gaps', () => {
  it('stand on the days of the gap, its first and last among them', () => {
    const shown = (date: string) => cutoverMarks([gap], date, null).length;
    expect(['2026-05-03', '2026-05-04', '2026-05-15', '2026-05-16'].map(shown)).toEqual([0, 1, 1, 0]);
    expect(cutoverMarks([{ ...gap, until: null }], '2030-01-01', null)).toHaveLength(1);
  });

  it('name the group, the days, and what each goal lacks', () => {
    const second = { ...gap, id: 'P1/market:G2', goalName: 'Doors', lengthDays: { ...gap.lengthDays, plan: 1 } };
    const marks = cutoverMarks([second, gap], '2026-05-10', null);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ id: 'P1/market', gapId: second.id, label: 'Market: 12 days', selected: false });
    expect(marks[0]?.description).toBe(
      'Cutover gap at Market, 12 days: Doors lacks up to 14.3 %; Perimeter lacks up to 14.3 %',
    );
    expect(cutoverMarks([second, gap], '2026-05-10', second.id)[0]).toMatchObject({
      label: 'Market: 1 day',
      selected: true,
    });
  });

  it('stay for the chosen gap on other days, also where the plan has none', () => {
    expect(cutoverMarks([gap], '2026-08-01', gap.id)[0]).toMatchObject({ open: false, selected: true });
    const rare = { ...gap, from: null, until: null, probability: 0.07 };
    expect(cutoverMarks([rare], '2026-05-10', null)).toEqual([]);
    expect(cutoverMarks([rare], '2026-05-10', rare.id)[0]).toMatchObject({
      label: 'Market: in 7 % of the runs',
      open: false,
    });
  });
});

describe('the ground of a group', () => {
  it('is a circle around one device and holds all of several', () => {
    const ring = groupOutline([{ x: 3, y: 4 }]) ?? [];
    for (let i = 0; i < ring.length; i += 2)
      expect(Math.hypot((ring[i] ?? 0) - 3, (ring[i + 1] ?? 0) - 4)).toBeCloseTo(9, 9);
    expect(groupOutline([])).toBeNull();
  });

  it('is convex and leaves no point outside', () => {
    const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 40 }), (points) => {
        const hull = convexHull(points);
        hull.forEach((a, i) => {
          const b = hull[(i + 1) % hull.length] ?? a;
          for (const [x, y] of points)
            expect((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});
