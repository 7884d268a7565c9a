import type { SimulationStep } from '../../simulation-step.ts';
import type { Project, Schedule } from '../project.ts';
import { durationTicks } from '../runs/durations.ts';
import { improvedScheduleSteps } from './improved-schedule.ts';

/** Schedules that the planned one is sought among. */
const soughtSchedules = 400;

/** Ticks of work of all tasks at their P50. */
export function medianWork({ tasks }: Pick<Project, 'tasks'>): Int32Array {
  return Int32Array.from(tasks, ({ duration }) => durationTicks(duration, 0.5));
}

/** The planned schedule, as it is reported and as ways of building are compared: every task at its P50. */
export function medianScheduleSteps(project: Project, seed: number): Generator<SimulationStep, Schedule, void> {
  return improvedScheduleSteps(project, medianWork(project), { schedules: soughtSchedules, seed });
}
