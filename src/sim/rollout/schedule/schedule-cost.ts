import { type Project, type ProjectTask, ticksPerDay } from '../project.ts';

/** What a task costs without rent: its own money, and the day rates of its crews for `work` ticks of work. */
export function taskCost({ crews }: Pick<Project, 'crews'>, task: ProjectTask, work: number): number {
  let cost = task.cost;
  for (const { crew, units } of task.needs) cost += ((crews[crew]?.dayRate ?? 0) * units * work) / ticksPerDay;
  return cost;
}

/** Rent of the stand-ins of a task, of all tasks' finishes in ticks. */
export function taskRent(task: ProjectTask, number: number, finish: ArrayLike<number>): number {
  if (task.rentUntil === null || task.rentPerDay === 0) return 0;
  return (task.rentPerDay * Math.max(0, finish[task.rentUntil] - finish[number])) / ticksPerDay;
}
