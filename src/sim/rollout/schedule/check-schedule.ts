import { type Project, type ProjectTask, type Schedule, ticksPerDay } from '../project.ts';
import { moneyTolerance } from './funding-profile.ts';

/**
 * Holds a schedule against what {@link Project} says, task by task and tick by tick, without any of the means that made it. Says
 * what is wrong first, or null. For tests: it takes its time.
 *
 * @param outdoorOpen 1 per day of the horizon on which the weather lets people work outside
 */
export function checkSchedule(
  project: Project,
  work: Int32Array,
  outdoorOpen: Uint8Array,
  schedule: Pick<Schedule, 'start' | 'finish'>,
): string | null {
  for (const [number, task] of project.tasks.entries()) {
    const problem = timesProblem(project, work[number], outdoorOpen, task, number, schedule);
    if (problem !== null) return `${task.name}: ${problem}`;
  }
  return crewProblem(project, schedule) ?? moneyProblem(project, schedule);
}

function timesProblem(
  project: Project,
  work: number,
  outdoorOpen: Uint8Array,
  task: ProjectTask,
  number: number,
  { start, finish }: Pick<Schedule, 'start' | 'finish'>,
): string | null {
  const [begin, end] = [start[number], finish[number]];
  if (end >= project.horizonDays * ticksPerDay) return 'is not done within the horizon';
  if (begin < Math.max(0, task.release)) return 'begins before it may';
  for (const before of task.after)
    if (finish[before] > begin) return `begins before ${project.tasks[before]?.name} is done`;
  if (work === 0) return begin === end ? null : 'has no work, but takes time';
  const isOpen = (tick: number) => {
    const day = Math.floor(tick / ticksPerDay);
    if (task.calendar === 'elapsed') return true;
    return project.workdays[day] !== 0 && (task.calendar === 'work' || outdoorOpen[day] !== 0);
  };
  if (!isOpen(begin)) return 'begins on a day on which nobody works';
  if (!isOpen(end - 1)) return 'ends on a day on which nobody works';
  let done = 0;
  for (let tick = begin; tick < end; tick += 1) if (isOpen(tick)) done += 1;
  if (done !== work) return `has ${work} ticks of work, but is given ${done}`;
  const day = Math.floor(begin / ticksPerDay);
  const away = task.needs.find(({ crew }) => {
    const { from, until } = project.crews[crew] ?? { from: 0, until: 0 };
    return day < from || day >= until;
  });
  return away === undefined ? null : `begins while ${project.crews[away.crew]?.name} cannot be had`;
}

function crewProblem({ tasks, crews }: Project, { start, finish }: Pick<Schedule, 'start' | 'finish'>): string | null {
  for (const [number, crew] of crews.entries()) {
    const needs = tasks.map((task) => task.needs.find((need) => need.crew === number)?.units ?? 0);
    const last = Math.max(0, ...needs.map((units, task) => (units === 0 ? 0 : finish[task])));
    for (let tick = 0; tick < last; tick += 1) {
      let held = 0;
      for (let task = 0; task < tasks.length; task += 1)
        if (start[task] <= tick && tick < finish[task]) held += needs[task];
      if (held > crew.units) return `${crew.name}: ${held} are held of ${crew.units}, on day ${tick / ticksPerDay}`;
    }
  }
  return null;
}

function moneyProblem({ tasks, funding }: Project, { start }: Pick<Schedule, 'start'>): string | null {
  if (funding.length === 0) return null;
  for (const [number, task] of tasks.entries()) {
    if (task.cost <= 0) continue;
    const day = Math.floor(start[number] / ticksPerDay);
    const total = funding.findLast((amount) => amount.day <= day)?.total ?? 0;
    let begun = 0;
    for (const [other, { cost }] of tasks.entries()) if (Math.floor(start[other] / ticksPerDay) <= day) begun += cost;
    if (begun > total + moneyTolerance) return `${task.name}: begins before its money is there`;
  }
  return null;
}
