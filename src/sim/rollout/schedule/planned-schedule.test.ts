import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArbitraryProject,
  arbitraryProject,
  someCrew,
  someProject,
} from '../../../../test/fixtures/schedule-project.ts';
import type { Project } from '../project.ts';
import { checkSchedule } from './check-schedule.ts';
import { criticalTasks } from './critical-tasks.ts';
import { plannedSchedule, unfinishedTasks } from './planned-schedule.ts';
import { Scheduler } from './scheduler.ts';
import { listByRank } from './task-table.ts';
import { plannedWeather } from './work-calendar.ts';

/** Days of work, 8 ticks each. */
const days = (...each: number[]) => Int32Array.from(each, (day) => day * 8);

function timesOf(project: Project, work: Int32Array) {
  const { start, finish, cause, end } = plannedSchedule(project, work);
  return {
    start: [...start].map((tick) => tick / 8),
    finish: [...finish].map((tick) => tick / 8),
    cause: [...cause],
    end: end / 8,
  };
}

describe('the planned schedule', () => {
  it('puts a chain end to end', () => {
    const project = someProject([{}, { after: [0] }, { after: [1] }]);
    expect(timesOf(project, days(2, 0, 3))).toEqual({
      ...{ start: [0, 2, 2], finish: [2, 2, 5], cause: [-1, 0, 1], end: 5 },
    });
  });

  it('does at once what waits for nothing, and ends with the longest', () => {
    const project = someProject([{}, {}, { after: [0, 1] }]);
    expect(timesOf(project, days(2, 5, 1))).toEqual({
      ...{ start: [0, 0, 5], finish: [2, 5, 6], cause: [-1, -1, 1], end: 6 },
    });
  });

  it('gives one crew to one task after the other, in the planner’s order', () => {
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject(
      [
        { needs, rank: 3 },
        { needs, rank: 1 },
        { needs, rank: 2 },
      ],
      {
        crews: [someCrew(0, 1)],
      },
    );
    expect(timesOf(project, days(1, 2, 4))).toEqual({
      ...{ start: [6, 0, 2], finish: [7, 2, 6], cause: [2, -1, 1], end: 7 },
    });
  });

  it('fills a gap before work that was placed earlier', () => {
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject([{ needs, release: 5 * 8 }, { needs }, { needs }], { crews: [someCrew(0, 1)] });
    expect(timesOf(project, days(2, 6, 3))).toEqual({
      ...{ start: [5, 7, 0], finish: [7, 13, 3], cause: [-1, 0, -1], end: 13 },
    });
  });

  it('works from Monday to Friday and holds the crew over the weekend', () => {
    const needs = [{ crew: 0, units: 1 }];
    const tasks = [{ needs, calendar: 'work' as const }, { needs }, { calendar: 'work' as const, after: [0] }];
    const project = someProject(tasks, { crews: [someCrew(0, 1)] });
    expect(timesOf(project, days(8, 1, 2))).toEqual({
      ...{ start: [0, 10, 10], finish: [10, 11, 12], cause: [-1, 0, 0], end: 12 },
    });
  });

  it('says that what came before set the start, even over a weekend', () => {
    const project = someProject([{ calendar: 'work' }, { calendar: 'work', after: [0] }]);
    expect(timesOf(project, days(5, 1))).toEqual({
      ...{ start: [0, 7], finish: [5, 8], cause: [-1, 0], end: 8 },
    });
  });

  it('begins while the crew is there, and finishes what has begun', () => {
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject([{ needs }, { needs }], { crews: [someCrew(0, 1, { from: 3, until: 6 })] });
    expect(timesOf(project, days(2, 20))).toEqual({
      ...{ start: [3, 5], finish: [5, 25], cause: [-1, 0], end: 25 },
    });
  });

  it('puts what can never begin at the end of the horizon, with all that waits for it', () => {
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject([{ needs }, { needs }, { after: [1] }], { crews: [someCrew(0, 1, { until: 2 })] });
    const work = days(2, 1, 1);
    const schedule = plannedSchedule(project, work);
    expect([...schedule.start]).toEqual([0, 3200, 3200]);
    expect(unfinishedTasks(project, schedule)).toEqual([1, 2]);
    expect(checkSchedule(project, work, plannedWeather(project), schedule)).toBe(
      'Task 1: is not done within the horizon',
    );
  });

  it('never begins work that nobody can do, pay for, or end within the horizon', () => {
    const crews = [someCrew(0, 1)];
    const tasks = [{ needs: [{ crew: 0, units: 2 }] }, { cost: 11 }, {}, { cost: 10 }];
    const project = someProject(tasks, { crews, funding: [{ day: 0, total: 10 }] });
    const schedule = plannedSchedule(project, days(1, 1, 400, 399));
    expect(unfinishedTasks(project, schedule)).toEqual([0, 1, 2]);
    expect(schedule.finish[3]).toBe(399 * 8);
  });

  it('waits for money', () => {
    const funding = [
      { day: 2, total: 10 },
      { day: 9, total: 25 },
    ];
    const project = someProject([{ cost: 8 }, { cost: 8 }, { cost: 2 }, {}, { cost: 7, after: [0] }], { funding });
    expect(timesOf(project, days(1, 1, 1, 1, 1))).toEqual({
      ...{ start: [2, 9, 2, 0, 9], finish: [3, 10, 3, 1, 10], cause: [-1, -1, -1, -1, -1], end: 10 },
    });
  });

  it('leaves money for what was placed before, though it begins later', () => {
    const funding = [
      { day: 0, total: 5 },
      { day: 20, total: 10 },
    ];
    const project = someProject([{ cost: 5, release: 10 * 8 }, { cost: 5 }], { funding });
    expect(timesOf(project, days(1, 1)).start).toEqual([10, 20]);
  });

  it('counts money, day rates and rent', () => {
    const needs = [{ crew: 0, units: 2 }];
    const tasks = [
      { needs, cost: 100, rentPerDay: 10, rentUntil: 1 },
      { after: [0], calendar: 'work' as const },
    ];
    const project = someProject(tasks, { crews: [someCrew(0, 2, { dayRate: 50 })] });
    expect(plannedSchedule(project, days(4, 2)).cost).toBe(100 + 2 * 50 * 4 + 10 * 4);
  });

  it('works outside only on days that the weather leaves', () => {
    const weather = new Float64Array(400).fill(0.25);
    const project = someProject([{ calendar: 'outdoor' }], { weather });
    expect(timesOf(project, days(5)).finish).toEqual([8]);
  });
});

describe('the critical path', () => {
  it('goes back from the end over what set each start', () => {
    const needs = [{ crew: 0, units: 1 }];
    const project = someProject([{ needs }, { needs }, {}, { after: [1, 2] }], { crews: [someCrew(0, 1)] });
    expect([...criticalTasks(project, plannedSchedule(project, days(3, 2, 4, 1)))]).toEqual([1, 1, 0, 1]);
  });
});

/** Whether some task could begin earlier, all others left where they are. */
function earlier({ project, work }: ArbitraryProject, start: Int32Array, finish: Int32Array): string | null {
  const outdoor = plannedWeather(project);
  const scheduler = new Scheduler(
    { ...project, tasks: project.tasks.map((task) => ({ ...task, after: [], needs: [], cost: 0 })) },
    work,
  );
  for (const task of project.tasks.keys())
    for (let tick = 0; tick < start[task]; tick += 1) {
      const alone = scheduler.project.tasks.map((other, at) => (at === task ? { ...other, release: tick } : other));
      const moved = new Scheduler({ ...scheduler.project, tasks: alone }, work).schedule(Int32Array.from(alone.keys()));
      if (moved.start[task] !== tick) continue;
      const [begins, ends] = [start.slice(), finish.slice()];
      begins[task] = tick;
      ends[task] = moved.finish[task];
      const problem = checkSchedule(project, work, outdoor, { start: begins, finish: ends });
      if (problem === null) return `Task ${task} could begin at ${tick}`;
    }
  return null;
}

describe('any planned schedule', () => {
  it('keeps precedence, crews, calendars, releases and money', () => {
    fc.assert(
      fc.property(arbitraryProject(14), ({ project, work }) => {
        expect(checkSchedule(project, work, plannedWeather(project), plannedSchedule(project, work))).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('begins no task later than it must', () => {
    fc.assert(
      fc.property(arbitraryProject(6), (one) => {
        const { start, finish } = plannedSchedule(one.project, one.work);
        expect(earlier(one, start, finish)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('comes out again in the order of its own starts', () => {
    fc.assert(
      fc.property(arbitraryProject(14), ({ project, work }) => {
        const schedule = plannedSchedule(project, work);
        const scheduler = new Scheduler(project, work);
        const again = scheduler.schedule(listByRank(scheduler.table, schedule.start));
        expect([...again.start]).toEqual([...schedule.start]);
      }),
      { numRuns: 400 },
    );
  });

  it('can be put off to its end and back without ending later', () => {
    fc.assert(
      fc.property(arbitraryProject(14), ({ project, work }) => {
        const schedule = plannedSchedule(project, work);
        const scheduler = new Scheduler(project, work);
        const late = scheduler.latestStarts(schedule);
        expect(late.every((tick, task) => tick >= schedule.start[task])).toBe(true);
        const again = scheduler.schedule(listByRank(scheduler.table, late));
        expect(again.start.every((tick, task) => tick <= late[task])).toBe(true);
        expect(again.end).toBeLessThanOrEqual(schedule.end);
      }),
      { numRuns: 400 },
    );
  });

  it('names a cause that ends just before, with no time to work between', () => {
    fc.assert(
      fc.property(arbitraryProject(14), ({ project, work }) => {
        const { start, finish, cause } = plannedSchedule(project, work);
        const outdoor = plannedWeather(project);
        for (const [task, other] of cause.entries()) {
          if (other < 0) continue;
          const { after, needs, calendar } = project.tasks[task];
          const shared = needs.some(({ crew }) => project.tasks[other].needs.some((need) => need.crew === crew));
          expect(after.includes(other) || shared).toBe(true);
          expect(finish[other]).toBeLessThanOrEqual(start[task]);
          for (let tick = finish[other]; tick < start[task]; tick += 1) {
            const day = Math.floor(tick / 8);
            const open = calendar === 'elapsed' || (calendar === 'work' ? project.workdays : outdoor)[day] !== 0;
            expect(open && work[task] > 0).toBe(false);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
