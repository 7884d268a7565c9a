import type { Project, ProjectTask, Schedule } from '../project.ts';
import { type TaskTable, taskTable } from '../schedule/task-table.ts';
import { durationTicks } from './durations.ts';

/** Classes of calendars: every day, working days, working days that the weather allows. */
export const calendarClasses = { elapsed: 0, work: 1, outdoor: 2 } as const;

/**
 * The tasks of a project in the order in which a run lets them begin: by planned start, then by rank. A job is a task, or a task done
 * again for another that was found wanting; its number is its place in that order. Lists stand as in {@link TaskTable}.
 */
export interface JobTable {
  readonly count: number;
  readonly tasks: TaskTable;
  /** Task of a job, and job of a task. */
  readonly taskOf: Int32Array;
  readonly jobOf: Int32Array;
  /** Job that is done first when this one is to be done again; −1: none. */
  readonly reworkJob: Int32Array;
  /** Job that this one is done again for; −1: it is a task. */
  readonly reworkFor: Int32Array;
  readonly plannedStart: Int32Array;
  readonly release: Int32Array;
  readonly calendar: Uint8Array;
  readonly failureChance: Float64Array;
  readonly money: Float64Array;
  /** Needs by job; the queue that waits for such a need. */
  readonly firstNeed: Int32Array;
  readonly crew: Int32Array;
  readonly units: Int32Array;
  readonly queue: Int32Array;
  /** Queues: jobs of one calendar that wait for as many units of one crew, or (crew number = number of crews) for their turn to take money. */
  readonly queueCrew: Int32Array;
  readonly queueUnits: Int32Array;
  readonly queueCalendar: Uint8Array;
  readonly firstQueue: Int32Array;
  /** Queues by calendar that wait for their turn to take money. */
  readonly moneyQueue: Int32Array;
  /** Tasks (their jobs) by crew, and last those that take money, in order. */
  readonly firstTurn: Int32Array;
  readonly turns: Int32Array;
}

export function jobTable(project: Project, planned: Schedule): JobTable {
  const { tasks, crews } = project;
  const redone = [...tasks.keys()].filter((task) => {
    const { failureChance, reworkOf } = tasks[task];
    return failureChance > 0 && reworkOf !== null && reworkOf !== task;
  });
  const jobs = [
    ...tasks.map((_, task) => ({ task, reworkFor: -1 })),
    ...redone.map((reworkFor) => ({ task: tasks[reworkFor].reworkOf ?? reworkFor, reworkFor })),
  ].sort(
    (a, b) =>
      planned.start[a.task] - planned.start[b.task] ||
      tasks[a.task].rank - tasks[b.task].rank ||
      a.reworkFor - b.reworkFor,
  );
  const jobOf = new Int32Array(tasks.length);
  for (const [job, { task, reworkFor }] of jobs.entries()) if (reworkFor < 0) jobOf[task] = job;
  const reworkJob = new Int32Array(jobs.length).fill(-1);
  for (const [job, { reworkFor }] of jobs.entries()) if (reworkFor >= 0) reworkJob[jobOf[reworkFor]] = job;
  const of = <T>(pick: (task: ProjectTask) => T): T[] => jobs.map(({ task }) => pick(tasks[task]));
  const isWork = tasks.map(({ duration }) => durationTicks(duration, 0.5) > 0);
  const calendar = Uint8Array.from(of((task) => calendarClasses[task.calendar]));
  // What takes no time holds nobody and waits for no day.
  for (const [job, { task }] of jobs.entries()) if (!isWork[task]) calendar[job] = 0;
  const needs = jobs.map(({ task }) => (isWork[task] ? tasks[task].needs : []));
  return {
    count: jobs.length,
    tasks: taskTable(project),
    taskOf: Int32Array.from(jobs, ({ task }) => task),
    jobOf,
    reworkJob,
    reworkFor: Int32Array.from(jobs, ({ reworkFor }) => (reworkFor < 0 ? -1 : jobOf[reworkFor])),
    plannedStart: Int32Array.from(jobs, ({ task }) => planned.start[task]),
    release: Int32Array.from(of(({ release }) => release)),
    calendar,
    failureChance: Float64Array.from(of(({ failureChance }) => failureChance)),
    money: Float64Array.from(of(({ cost }) => (project.funding.length === 0 ? 0 : cost))),
    ...queuesOf(needs, calendar, crews.length),
    ...turnsOf(
      project,
      jobs.map(({ reworkFor }, job) => (reworkFor < 0 ? needs[job] : [])),
      jobs.map(({ task, reworkFor }) => project.funding.length > 0 && reworkFor < 0 && tasks[task].cost > 0),
    ),
  };
}

type Needs = readonly ProjectTask['needs'][];

function queuesOf(needs: Needs, calendar: Uint8Array, crews: number) {
  const queues = new Map<string, { crew: number; units: number; calendar: number }>();
  const keyOf = (crew: number, units: number, of: number): string => `${crew} ${units} ${of}`;
  const open = (crew: number, units: number, of: number): void => {
    queues.set(keyOf(crew, units, of), { crew, units, calendar: of });
  };
  for (const [job, list] of needs.entries()) for (const { crew, units } of list) open(crew, units, calendar[job]);
  for (const calendarClass of [0, 1, 2]) open(crews, 0, calendarClass);
  const list = [...queues.entries()].sort(([, a], [, b]) => a.crew - b.crew);
  const numbers = new Map(list.map(([key], number) => [key, number]));
  const numberOf = (crew: number, units: number, of: number): number => numbers.get(keyOf(crew, units, of)) ?? -1;
  const flat = needs.flatMap((needed, job) => needed.map((need) => ({ ...need, job })));
  return {
    ...listsOf(needs, 'firstNeed'),
    crew: Int32Array.from(flat, ({ crew }) => crew),
    units: Int32Array.from(flat, ({ units }) => units),
    queue: Int32Array.from(flat, ({ crew, units, job }) => numberOf(crew, units, calendar[job])),
    queueCrew: Int32Array.from(list, ([, { crew }]) => crew),
    queueUnits: Int32Array.from(list, ([, { units }]) => units),
    queueCalendar: Uint8Array.from(list, ([, queue]) => queue.calendar),
    firstQueue: Int32Array.from({ length: crews + 2 }, (_, crew) => {
      const place = list.findIndex(([, queue]) => queue.crew >= crew);
      return place < 0 ? list.length : place;
    }),
    moneyQueue: Int32Array.of(numberOf(crews, 0, 0), numberOf(crews, 0, 1), numberOf(crews, 0, 2)),
  };
}

function turnsOf({ crews }: Project, needs: Needs, takesMoney: readonly boolean[]) {
  const turns: number[][] = Array.from({ length: crews.length + 1 }, () => []);
  for (const [job, list] of needs.entries()) {
    for (const { crew } of list) turns[crew].push(job);
    if (takesMoney[job]) turns[crews.length].push(job);
  }
  return { ...listsOf(turns, 'firstTurn'), turns: Int32Array.from(turns.flat()) };
}

function listsOf<K extends string>(lists: readonly (readonly unknown[])[], name: K): Record<K, Int32Array> {
  const first = new Int32Array(lists.length + 1);
  for (const [owner, { length }] of lists.entries()) first[owner + 1] = first[owner] + length;
  return { [name]: first } as Record<K, Int32Array>;
}
