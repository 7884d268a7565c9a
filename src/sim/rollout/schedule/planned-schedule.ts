import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { Scheduler } from './scheduler.ts';
import { listByRank } from './task-table.ts';

/**
 * The schedule in the planner's order, with the weather that is to be expected: of the tasks that wait for nothing more, the one of the
 * lowest rank is placed first, see {@link Scheduler}.
 *
 * @param work ticks of work of each task
 */
export function plannedSchedule(project: Project, work: Int32Array): Schedule {
  const scheduler = new Scheduler(project, work);
  const rank = Float64Array.from(project.tasks, (task) => task.rank);
  return scheduler.schedule(listByRank(scheduler.table, rank));
}

/** Numbers of the tasks that are not done within the horizon. */
export function unfinishedTasks({ horizonDays }: Project, { finish }: Schedule): number[] {
  return [...finish.keys()].filter((task) => finish[task] >= horizonDays * ticksPerDay);
}
