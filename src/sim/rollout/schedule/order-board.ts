import type { Project, Schedule } from '../project.ts';
import { compareValues, type ScheduleValue, scheduleValuer } from './schedule-value.ts';
import { Scheduler } from './scheduler.ts';
import { listByRank, type TaskTable } from './task-table.ts';
import { listInTurn, turnTable } from './turn-table.ts';

/** A schedule, the list it was made from, and what it is worth. */
export interface Candidate {
  readonly schedule: Schedule;
  readonly list: Int32Array;
  readonly value: ScheduleValue;
}

/** Makes schedules of a project from orders of its tasks, counts them and keeps the best. */
export class OrderBoard {
  readonly project: Project;
  readonly scheduler: Scheduler;
  readonly count: number;
  /** In the planner's order. */
  readonly planned: Candidate;
  best: Candidate;
  /** Schedules made, those that run back from the end included. */
  made = 0;
  /** Whether devices go live, so that of schedules that end at once one may be better. */
  readonly hasLive: boolean;
  readonly #turns: TaskTable;
  readonly #valueOf: (schedule: Schedule) => ScheduleValue;

  constructor(project: Project, work: Int32Array) {
    this.project = project;
    this.scheduler = new Scheduler(project, work);
    this.count = work.length;
    this.hasLive = project.effects.some(({ change }) => change === 'live');
    this.#valueOf = scheduleValuer(project);
    const rank = Float64Array.from(project.tasks, (task) => task.rank);
    const list = listByRank(this.scheduler.table, rank);
    this.#turns = turnTable(project, list);
    this.planned = this.#candidateOf(list);
    this.best = this.planned;
  }

  /** Of the tasks in the order of their ranks, as far as precedence and turns allow. */
  ofRanks(rank: ArrayLike<number>): Candidate {
    const candidate = this.#candidateOf(listInTurn(this.#turns, this.count, rank));
    if (compareValues(candidate.value, this.best.value) < 0) this.best = candidate;
    return candidate;
  }

  /** Moves all tasks as late as they can be, and then again as early as they can be in this order: two schedules. */
  justified({ schedule }: Candidate): Candidate {
    this.made += 1;
    return this.ofRanks(this.scheduler.latestStarts(schedule));
  }

  /** A tick before which nothing can be done: the end if there were crews and money for all. */
  leastEnd(): number {
    const tasks = this.project.tasks.map((task) => ({ ...task, needs: [] }));
    const free = new Scheduler({ ...this.project, tasks, funding: [] }, this.scheduler.work);
    return free.schedule(this.planned.list).end;
  }

  /** The best, as it is made in the order of its starts: of several tasks that set a start, that order tells which is said to. */
  bestSchedule(): Schedule {
    return this.scheduler.schedule(listByRank(this.scheduler.table, this.best.schedule.start));
  }

  #candidateOf(list: Int32Array): Candidate {
    this.made += 1;
    const schedule = this.scheduler.schedule(list);
    return { schedule, list, value: this.#valueOf(schedule) };
  }
}
