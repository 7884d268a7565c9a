import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryProject } from '../../../../test/fixtures/schedule-project.ts';
import type { Project } from '../project.ts';
import { checkSchedule } from '../schedule/check-schedule.ts';
import { plannedSchedule } from '../schedule/planned-schedule.ts';
import { createSimulator } from './simulator.ts';

/** The project with nothing left to chance: tasks of these ticks, no weather, nothing found wanting. */
function withoutChance(project: Project, work: Int32Array): Project {
  return {
    ...project,
    weather: new Float64Array(project.weather.length),
    tasks: project.tasks.map((task, number) => ({
      ...task,
      duration: { kind: 'fixed', days: work[number] / 8 },
      failureChance: 0,
    })),
  };
}

/** Tasks that take up to three times as long as these ticks, or half. */
function withChance(project: Project, work: Int32Array): Project {
  return {
    ...project,
    tasks: project.tasks.map((task, number) => {
      const days = work[number] / 8;
      return { ...task, duration: { kind: 'triangular', low: days / 2, mode: days, high: 3 * days } };
    }),
  };
}

function plan(project: Project, work: Int32Array) {
  return { project, planned: plannedSchedule(project, work) };
}

describe('a run', () => {
  it('is the planned schedule where nothing is left to chance', () => {
    fc.assert(
      fc.property(arbitraryProject(16), fc.nat(), ({ project: drawn, work }, seed) => {
        const { project, planned } = plan(withoutChance(drawn, work), work);
        const run = createSimulator(project, planned, seed).run(seed % 7);
        expect([...run.start]).toEqual([...planned.start]);
        expect([...run.finish]).toEqual([...planned.finish]);
        expect(run.cost).toBe(planned.cost);
        expect(run.end).toBe(planned.end);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps precedence, calendars, weather, crews and money whatever is drawn', () => {
    fc.assert(
      fc.property(arbitraryProject(12), fc.nat(), ({ project: drawn, work }, seed) => {
        const { project, planned } = plan(withChance(drawn, work), work);
        const simulator = createSimulator(project, planned, seed);
        for (const number of [0, 1, 2]) {
          const run = simulator.run(number);
          expect(checkSchedule(project, run.work, simulator.fairDays(number), run)).toBe(null);
          for (const [task, cause] of run.cause.entries())
            if (cause >= 0) expect(run.finish[cause]).toBeLessThanOrEqual(run.start[task]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
