import { describe, expect, it } from 'vitest';
import { goalSchema } from '#model/goal.ts';
import { type CountedGoal, countingMeter } from '../../../../test/fixtures/counting-meter.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { someCrew, someProject } from '../../../../test/fixtures/schedule-project.ts';
import { reorderProject } from '../plan/reorder-project.ts';
import type { Project, ProjectTask } from '../project.ts';
import { type ComparedWay, commonHorizonDays, comparedWaySteps, finishOf, spreadOfDays } from './compared-runs.ts';
import { orderReasons } from './order-reasons.ts';

const task = (group: number, device: number, days: number, after: number[] = []): Partial<ProjectTask> => ({
  ...{ phase: 0, group, devices: [device], after, needs: [{ crew: 0, units: 1 }] },
  duration: { kind: 'fixed', days },
});

/** On the lamps an old unit (0) makes way for a new one (1); the walls get another (2). One crew does it all. */
const square: Project = someProject([task(0, 0, 1), task(0, 1, 2, [0]), task(1, 2, 5)], {
  crews: [someCrew(0, 1)],
  phases: [{ id: 'P', name: 'Phase', dueDay: null, budget: null }],
  devices: [
    { id: 'old', liveAtStart: true, legacy: true, phase: 0, group: 0, replacedBy: [1, 2] },
    { id: 'lamp', liveAtStart: false, legacy: false, phase: 0, group: 0, replacedBy: [] },
    { id: 'wall', liveAtStart: false, legacy: false, phase: 0, group: 1, replacedBy: [] },
  ],
  groups: ['Lamps', 'Walls'].map((name, number) => ({
    ...{ id: `P/${name}`, name, phase: 0, recordId: null, siteId: null, district: '', turn: number, policy: 'swap' },
    ...{ devices: [number + 1], legacy: number === 0 ? [0] : [], x: 0, y: 0 },
  })),
  effects: [
    { task: 0, at: 'start', device: 0, change: 'dark' },
    { task: 1, at: 'finish', device: 1, change: 'live' },
    { task: 2, at: 'finish', device: 2, change: 'live' },
  ],
});

const wanted: CountedGoal = { id: 'G', target: 100, weight: 1, places: 10, seen: { 0: [0, 1], 1: [5], 2: [0, 1, 2] } };
const goals = [
  goalSchema.parse({ id: 'G', name: 'Square', metric: 'area', scope: { kind: 'city' }, target: 100, weight: 1 }),
];

function way(order: readonly string[], goal: CountedGoal): ComparedWay {
  const project = reorderProject(square, order);
  const meter = countingMeter([goal], [0], project.groups);
  return finished(comparedWaySteps(project, meter, { runs: 3, seed: 1, step: '' }));
}

function reasonsOf(goal: CountedGoal) {
  const [plan, best] = [way(['P/Lamps', 'P/Walls'], goal), way(['P/Walls', 'P/Lamps'], goal)];
  const meter = countingMeter([goal], [0], square.groups);
  return orderReasons(plan, best, meter, goals, commonHorizonDays([plan, best]));
}

describe('ways of building that are compared', () => {
  it('are the planned schedule in every run where nothing is left to chance', () => {
    const plan = way(['P/Lamps', 'P/Walls'], wanted);
    expect(plan.planned.end).toBe(8 * 8);
    expect(commonHorizonDays([plan])).toBe(8);
    // Nothing until the new lamp unit sees one place, from day 3 to day 8.
    expect(plan.plannedDays.earned.days).toBeCloseTo(0.1 * 5, 12);
    for (const { goals: days, end } of plan.runs) {
      expect(end).toBe(plan.planned.end);
      expect(days.earned).toEqual(plan.plannedDays.earned);
    }
    const { mean, p10: least, p90: most } = spreadOfDays(plan, 8, 'lost');
    expect(mean).toBeCloseTo(7.5, 12);
    expect(least).toBe(most);
    expect(spreadOfDays(plan, 8, 'cutover').mean).toBeCloseTo(8 * 0.2, 12);
    const { p10, p90 } = finishOf(plan);
    expect(p10).toBe(p90);
  });

  it('lose nothing where nobody asked for anything', () => {
    const meter = countingMeter([], [0], square.groups);
    const noScore = { ...meter, heads: meter.heads.map((head) => ({ ...head, problem: 'No goal has a weight.' })) };
    const plan = finished(comparedWaySteps(square, noScore, { runs: 2, seed: 1, step: '' }));
    expect([spreadOfDays(plan, 8, 'lost').mean, spreadOfDays(plan, 8, 'earned').mean]).toEqual([0, 0]);
  });
});

describe('reasons for an order', () => {
  it('name the gap that closes where a group comes before that whose old units go', () => {
    const reasons = reasonsOf(wanted);
    // The wall is live 3 days earlier, with 2 or 3 of 10 places alone or as the last; the lamp 5 days later, with 1.
    expect(reasons.map(({ groupName, before, after }) => [groupName, before, after])).toEqual([
      ['Walls', 2, 1],
      ['Lamps', 1, 2],
    ]);
    expect(reasons.map(({ days }) => days)).toEqual([expect.closeTo(3 * 0.2, 12), expect.closeTo(-5 * 0.1, 12)]);
    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'Walls goes before Lamps: its new devices also see what the old ones there do for “Square”, so nothing is dark when the old ones go.',
      'Lamps takes turn 2 instead of 1: its goals lose 0.5 goal-weighted days, most of all “Square”.',
    ]);
  });

  it('speak of turns alone where no gap closes', () => {
    const reasons = reasonsOf({ ...wanted, seen: { 0: [0, 1], 1: [5], 2: [6, 7, 8] } });
    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'Walls takes turn 1 instead of 2: its goals gain 0.9 goal-weighted days, most of all “Square”.',
      'Lamps takes turn 2 instead of 1: its goals lose 0.5 goal-weighted days, most of all “Square”.',
    ]);
  });

  it('say nothing of an order that is the same', () => {
    const plan = way(['P/Lamps', 'P/Walls'], wanted);
    expect(orderReasons(plan, plan, countingMeter([wanted], [0], square.groups), goals, 8)).toEqual([]);
  });
});
