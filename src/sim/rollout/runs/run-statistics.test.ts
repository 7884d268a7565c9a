import { describe, expect, it } from 'vitest';
import { someProject } from '../../../../test/fixtures/schedule-project.ts';
import type { Project } from '../project.ts';
import { plannedSchedule } from '../schedule/planned-schedule.ts';
import { durationTicks } from './durations.ts';
import type { SimulatedRun } from './simulated-run.ts';
import { mostAttempts } from './simulated-run.ts';
import { createSimulator } from './simulator.ts';

const runs = 4000;
/** 100 to 400 days: a tick is a small part, and rounding to ticks leaves the mean and adds 1/12 to the variance. */
const long = { kind: 'triangular', low: 100, mode: 100, high: 400 } as const;

/** One figure of each of the runs. */
function figures(project: Project, figure: (run: SimulatedRun) => number): number[] {
  const work = Int32Array.from(project.tasks, ({ duration }) => durationTicks(duration, 0.5));
  const simulator = createSimulator(project, plannedSchedule(project, work), 11);
  return Array.from({ length: runs }, (_, number) => figure(simulator.run(number)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

/** The mean is within three standard errors, told by the values' own spread. */
function expectMean(values: readonly number[], wanted: number): void {
  expect(Math.abs(meanOf(values) - wanted)).toBeLessThan(3 * Math.sqrt(varianceOf(values) / values.length));
}

/** The variance is within three standard errors, told by the values' own fourth moment. */
function expectVariance(values: readonly number[], wanted: number): void {
  const [mean, variance] = [meanOf(values), varianceOf(values)];
  const fourth = meanOf(values.map((value) => (value - mean) ** 4));
  expect(Math.abs(variance - wanted)).toBeLessThan(3 * Math.sqrt((fourth - variance ** 2) / values.length));
}

const horizon = { horizonDays: 3000 };

describe('many runs', () => {
  it('of a chain have the sums of its means and variances', () => {
    const tasks = [{ duration: long }, { duration: long, after: [0] }, { duration: long, after: [1] }];
    const ends = figures(someProject(tasks, horizon), ({ end }) => end / 8);
    expectMean(ends, 3 * 200);
    expectVariance(ends, 3 * (300 ** 2 / 18));
  });

  it('of independent tasks end with the mean of their maximum', () => {
    // The larger of two: ∫ 1 − F² with F = 1 − (1 − x)², x = 0 to 1, is 2·(1/3) − 1/5.
    const ends = figures(someProject([{ duration: long }, { duration: long }], horizon), ({ end }) => end / 8);
    expectMean(ends, 100 + 300 * (2 / 3 - 1 / 5));
  });

  it('find each of two parallel tasks critical as often as it is the longer', () => {
    // Fixed 200 days against 100 to 400: the fixed one is the longer with F(1/3) = 1 − (2/3)² = 5/9.
    const tasks = [{ duration: long }, { duration: { kind: 'fixed', days: 200 } as const }, { after: [0, 1] }];
    const causes = figures(someProject(tasks, horizon), ({ cause }) => cause[2]);
    expectMean(causes, 5 / 9);
  });

  it('do a task again as often as a geometric distribution says, up to the last attempt', () => {
    const chance = 0.4;
    const project = someProject([{ failureChance: chance, reworkShare: 0.5, duration: { kind: 'fixed', days: 2 } }]);
    const attempts = figures(project, (run) => run.attempts[0]);
    expect(Math.max(...attempts)).toBe(mostAttempts);
    for (let least = 2; least <= mostAttempts; least += 1)
      expectMean(
        attempts.map((count) => (count >= least ? 1 : 0)),
        chance ** (least - 1),
      );
    expect(figures(project, (run) => run.finish[0])).toEqual(attempts.map((count) => 16 + 8 * (count - 1)));
  });

  it('lose as many days to the weather as independent days say', () => {
    // Days until the tenth open one: negative binomial.
    const weather = new Float64Array(400).fill(0.25);
    const workdays = new Uint8Array(400).fill(1);
    const project = someProject([{ calendar: 'outdoor', duration: { kind: 'fixed', days: 10 } }], {
      weather,
      workdays,
    });
    const ends = figures(project, (run) => run.end / 8);
    expectMean(ends, 10 / 0.75);
    expectVariance(ends, (10 * 0.25) / 0.75 ** 2);
  });

  it('do the earlier task again with the one found wanting, and pay for both', () => {
    const crews = [{ id: 'c', name: 'C', kind: 'crew' as const, units: 1, from: 0, until: 1000, dayRate: 80 }];
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject(
      [
        { duration: { kind: 'fixed', days: 4 }, needs, cost: 10 },
        { duration: { kind: 'fixed', days: 2 }, after: [0], failureChance: 0.5, reworkShare: 0.5, reworkOf: 0 },
      ],
      { crews },
    );
    const work = Int32Array.of(32, 16);
    const simulator = createSimulator(project, plannedSchedule(project, work), 3);
    for (let number = 0; number < 50; number += 1) {
      const { attempts, end, cost } = simulator.run(number);
      const again = attempts[1] - 1;
      expect(attempts[0]).toBe(attempts[1]);
      expect(end).toBe(48 + again * (16 + 8));
      expect(cost).toBe(10 + 80 * 4 + again * 80 * 2);
    }
  });
});
