import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finished } from '../../../../test/fixtures/finished.ts';
import { arbitraryProject, someCrew, someProject } from '../../../../test/fixtures/schedule-project.ts';
import type { Project } from '../project.ts';
import { checkSchedule } from './check-schedule.ts';
import { improvedScheduleSteps } from './improved-schedule.ts';
import { plannedSchedule, unfinishedTasks } from './planned-schedule.ts';
import { Scheduler } from './scheduler.ts';
import { listByRank } from './task-table.ts';
import { listInTurn, turnTable } from './turn-table.ts';
import { plannedWeather } from './work-calendar.ts';

const crews = [someCrew(0, 1)];
const needs = [{ crew: 0, units: 1 }];
const days = (...each: number[]) => Int32Array.from(each, (day) => day * 8);

function improved(project: Project, work: Int32Array, schedules = 300, seed = 1) {
  return finished(improvedScheduleSteps(project, work, { schedules, seed }));
}

function* permutations(list: readonly number[]): Generator<number[], void, void> {
  if (list.length === 0) yield [];
  for (const [at, first] of list.entries())
    for (const rest of permutations(list.toSpliced(at, 1))) yield [first, ...rest];
}

/** Whether no task stands before one that it waits for, nor before one of an earlier turn that wants the same. */
function inTurn({ tasks, funding }: Project, list: readonly number[]): boolean {
  const planned = tasks.map(({ rank }) => rank);
  return list.every((task, place) => {
    return list.slice(0, place).every((other) => {
      const [own, before] = [tasks[task], tasks[other]];
      if (before.after.includes(task)) return false;
      if (own.group === null || before.group === null || own.group === before.group) return true;
      const crew = own.needs.some((need) => before.needs.some(({ crew }) => crew === need.crew));
      const money = funding.length > 0 && own.cost > 0 && before.cost > 0;
      return !(crew || money) || planned[other] < planned[task];
    });
  });
}

/** Ranks that are an order in which none waits for a later one. */
function ordered(project: Project): Project {
  return { ...project, tasks: project.tasks.map((task, rank) => ({ ...task, rank })) };
}

describe('the improved schedule', () => {
  it('does first what others wait for', () => {
    const project = someProject([{ needs }, { needs }, { after: [1] }], { crews });
    const work = days(3, 1, 10);
    expect(plannedSchedule(project, work).end).toBe(14 * 8);
    expect(improved(project, work).end).toBe(11 * 8);
  });

  it('keeps the turns of groups', () => {
    const tasks = [
      { needs, group: 0 },
      { needs, group: 1 },
      { after: [1], group: 1 },
    ];
    const project = someProject(tasks, { crews });
    expect(improved(project, days(3, 1, 10)).end).toBe(14 * 8);
  });

  it('brings devices live earlier where nothing ends earlier', () => {
    const effects = [{ task: 1, at: 'finish', device: 0, change: 'live' }] as const;
    const devices = [{ id: 'D', liveAtStart: false, legacy: false, phase: null, group: null, replacedBy: [] }];
    const project = someProject([{ needs }, { needs }], { crews, devices, effects });
    const { start, end } = improved(project, days(5, 1));
    expect([...start, end]).toEqual([8, 0, 6 * 8]);
  });

  it('is the planner’s own where one schedule is all that is asked for', () => {
    const project = someProject([{ needs }, { needs }, { after: [1] }], { crews });
    expect(improved(project, days(3, 1, 10), 1)).toEqual(plannedSchedule(project, days(3, 1, 10)));
  });

  it('serves a project without tasks', () => {
    expect(improved(someProject([]), days()).end).toBe(0);
  });

  it('can be carried out, ends no later, and comes out again in the order of its starts', () => {
    fc.assert(
      fc.property(arbitraryProject(14), fc.integer(), ({ project, work }, seed) => {
        const schedule = improved(project, work, 60, seed);
        expect(checkSchedule(project, work, plannedWeather(project), schedule)).toBeNull();
        expect(schedule.end).toBeLessThanOrEqual(plannedSchedule(project, work).end);
        const scheduler = new Scheduler(project, work);
        expect(scheduler.schedule(listByRank(scheduler.table, schedule.start))).toEqual(schedule);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(arbitraryProject(14), fc.integer(), ({ project, work }, seed) => {
        expect(improved(project, work, 40, seed)).toEqual(improved(project, work, 40, seed));
      }),
      { numRuns: 30 },
    );
  });

  it('is the best of all orders in turn, where these are few', () => {
    fc.assert(
      fc.property(arbitraryProject(6), ({ project: drawn, work }) => {
        const project = ordered(drawn);
        const scheduler = new Scheduler(project, work);
        let least = Number.POSITIVE_INFINITY;
        for (const list of permutations([...work.keys()])) {
          if (inTurn(project, list)) least = Math.min(least, scheduler.schedule(Int32Array.from(list)).end);
        }
        expect(improved(project, work, 1500).end).toBe(least);
      }),
      { numRuns: 60 },
    );
  });

  it('finishes more of what an order leaves undone', () => {
    const project = someProject([{ needs }, { needs }], { crews: [someCrew(0, 1, { until: 3 })] });
    const work = days(5, 1);
    expect(unfinishedTasks(project, plannedSchedule(project, work))).toEqual([1]);
    expect(unfinishedTasks(project, improved(project, work))).toEqual([]);
  });
});

describe('turns', () => {
  it('allow exactly the orders that keep groups in turn and precedence', () => {
    fc.assert(
      fc.property(arbitraryProject(5), ({ project: drawn }) => {
        const project = ordered(drawn);
        const numbers = [...project.tasks.keys()];
        const turns = turnTable(project, Int32Array.from(numbers));
        for (const list of permutations(numbers)) {
          const places = numbers.map((task) => list.indexOf(task));
          const own = [...listInTurn(turns, numbers.length, places)];
          expect(inTurn(project, own)).toBe(true);
          expect(own.join() === list.join()).toBe(inTurn(project, list));
        }
      }),
      { numRuns: 60 },
    );
  });
});
