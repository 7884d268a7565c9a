import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { CrewProfile } from './crew-profile.ts';
import { FundingProfile } from './funding-profile.ts';
import { taskCost, taskRent } from './schedule-cost.ts';
import { type TaskTable, taskTable } from './task-table.ts';
import { calendarsOf, plannedWeather, type WorkCalendar } from './work-calendar.ts';

/**
 * Serial schedule generation (Kelley 1963): tasks are placed one by one, each at the first tick at which all that it waits for is
 * done, and its calendar, its crews and the money allow it beside all placed before. So no task of the result could begin earlier with
 * all others left where they are. Prepared once for a project, it serves many orders; its buffers are its own, so one order is done
 * after the other.
 *
 * A task that can never begin (its crew has left, or the money never suffices) or would not end within the horizon gets the end of the
 * horizon as its start and finish, and so do all that wait for it.
 */
export class Scheduler {
  readonly project: Project;
  readonly work: Int32Array;
  readonly table: TaskTable;
  /** Tick at which the horizon ends. */
  readonly never: number;
  readonly #calendars: readonly WorkCalendar[];
  readonly #release: Int32Array;
  readonly #money: Float64Array;
  readonly #cost: Float64Array;
  /** Per task, the days between which all its crews can be had, in ticks. */
  readonly #from: Int32Array;
  readonly #until: Float64Array;
  readonly #crews: readonly CrewProfile[];
  /** The same for time that runs back from the end. */
  readonly #backwards: readonly CrewProfile[];
  readonly #funding: FundingProfile;
  readonly #rented: Int32Array;

  /**
   * @param work ticks of work of each task
   * @param outdoorOpen 1 per day of the horizon on which the weather lets people work outside
   */
  constructor(project: Project, work: Int32Array, outdoorOpen: Uint8Array = plannedWeather(project)) {
    const { tasks, crews } = project;
    this.project = project;
    this.work = work;
    this.table = taskTable(project);
    this.never = project.horizonDays * ticksPerDay;
    const calendars = calendarsOf(project, outdoorOpen);
    this.#calendars = tasks.map(({ calendar }) => calendars[calendar]);
    this.#release = Int32Array.from(tasks, ({ release }) => release);
    this.#money = Float64Array.from(tasks, ({ cost }) => cost);
    this.#cost = Float64Array.from(tasks, (task, number) => taskCost(project, task, work[number]));
    this.#from = Int32Array.from(tasks, ({ needs }) => {
      return ticksPerDay * Math.max(0, ...needs.map(({ crew }) => crews[crew].from));
    });
    this.#until = Float64Array.from(tasks, ({ needs }) => {
      return ticksPerDay * Math.min(project.horizonDays, ...needs.map(({ crew }) => crews[crew].until));
    });
    this.#crews = crews.map(({ units }) => new CrewProfile(units));
    this.#backwards = crews.map(({ units }) => new CrewProfile(units));
    this.#funding = new FundingProfile(project.funding);
    this.#rented = Int32Array.from(tasks.keys()).filter((task) => tasks[task].rentPerDay > 0);
  }

  /** @param list all tasks, none before one that it waits for */
  schedule(list: Int32Array): Schedule {
    for (const crew of this.#crews) crew.clear();
    this.#funding.clear();
    const { count } = this.table;
    const schedule = {
      start: new Int32Array(count),
      finish: new Int32Array(count),
      cause: new Int32Array(count),
      cost: 0,
      end: 0,
    };
    for (let place = 0; place < count; place += 1) this.#place(list[place], schedule);
    for (let task = 0; task < count; task += 1) {
      if (schedule.start[task] < this.never) schedule.cost += this.#cost[task];
      if (schedule.finish[task] > schedule.end) schedule.end = schedule.finish[task];
    }
    for (const task of this.#rented) schedule.cost += taskRent(this.project.tasks[task], task, schedule.finish);
    return schedule;
  }

  /**
   * Starts of all tasks when each, from the one that ends last on, is moved as late as what waits for it, its calendar, its crews and the
   * end of the schedule allow (right justification; Valls, Ballestín and Quintanilla 2005). None is earlier than it was. Placed serially in
   * the order of these starts, nothing begins later than they say, so the end is no later either.
   */
  latestStarts({ start, finish, end }: Schedule): Int32Array {
    for (const crew of this.#backwards) crew.clear();
    const { firstAfter, after } = this.table;
    const latest = start.slice();
    for (const task of byLastFinish(start, finish)) {
      if (finish[task] >= this.never) continue;
      let finishBy = end;
      for (let at = firstAfter[task]; at < firstAfter[task + 1]; at += 1)
        finishBy = Math.min(finishBy, latest[after[at]]);
      latest[task] = this.#placeLate(task, finishBy, end);
    }
    return latest;
  }

  #placeLate(task: number, finishBy: number, end: number): number {
    const work = this.work[task];
    if (work <= 0) return finishBy;
    const calendar = this.#calendars[task];
    const { firstNeed, crew, units } = this.table;
    // The crew must be there on the day of the start: one tick of work then can be done by the end of its last day.
    let begin = Math.min(calendar.latestStart(finishBy, work), calendar.latestStart(this.#until[task], 1));
    let finish = calendar.finish(begin, work);
    for (let at = firstNeed[task]; at < firstNeed[task + 1]; ) {
      const profile = this.#backwards[crew[at]];
      const conflict = profile.lastConflict(end - finish, end - begin, units[at]);
      at += 1;
      if (conflict < 0) continue;
      begin = calendar.latestStart(end - profile.notFull(conflict + 1), work);
      finish = calendar.finish(begin, work);
      at = firstNeed[task];
    }
    for (let at = firstNeed[task]; at < firstNeed[task + 1]; at += 1)
      this.#backwards[crew[at]].hold(task, end - finish, end - begin, units[at]);
    return begin;
  }

  #place(task: number, { start, finish, cause }: Schedule): void {
    const [last, ready] = this.#lastBefore(task, finish);
    const [calendar, work, release] = [this.#calendars[task], this.work[task], this.#release[task]];
    const working = work > 0;
    const released = working ? calendar.begin(release) : release;
    let begin = working ? calendar.begin(ready) : ready;
    cause[task] = begin > released ? last : -1;
    begin = Math.max(begin, released);
    let end = begin;
    for (let settled = false; !settled; ) {
      const first = Math.max(this.#funding.begin(begin, this.#money[task]), working ? this.#from[task] : 0);
      if (first > begin) {
        cause[task] = -1;
        begin = working && first < this.never ? calendar.begin(first) : first;
      }
      end = begin < this.never ? calendar.finish(begin, work) : this.never;
      settled = !working || end >= this.never || begin >= this.#until[task];
      if (settled) break;
      const free = this.#freeFrom(task, begin, end, calendar, cause);
      settled = free === begin;
      begin = free;
    }
    if (begin >= this.never || end >= this.never || (working && begin >= this.#until[task])) {
      start[task] = finish[task] = this.never;
      return;
    }
    start[task] = begin;
    finish[task] = end;
    this.#funding.take(begin, this.#money[task]);
    if (!working) return;
    const { firstNeed, crew, units } = this.table;
    for (let at = firstNeed[task]; at < firstNeed[task + 1]; at += 1)
      this.#crews[crew[at]].hold(task, begin, end, units[at]);
  }

  /** Of the tasks before this one, that which ends last, and when; −1 and 0 where there is none. */
  #lastBefore(task: number, finish: Int32Array): [number, number] {
    const { firstBefore, before } = this.table;
    let [last, ready] = [-1, 0];
    for (let at = firstBefore[task]; at < firstBefore[task + 1]; at += 1) {
      const other = before[at];
      const end = finish[other];
      if (end > ready || last < 0 || (end === ready && other < last)) [last, ready] = [other, end];
    }
    return [last, ready];
  }

  /** `begin` where all crews are there until `end`, else a later tick before which they aren't; says who held them up to then. */
  #freeFrom(task: number, begin: number, end: number, calendar: WorkCalendar, cause: Int32Array): number {
    const { firstNeed, crew, units } = this.table;
    for (let at = firstNeed[task]; at < firstNeed[task + 1]; at += 1) {
      const profile = this.#crews[crew[at]];
      if (units[at] > profile.units) return this.never;
      const conflict = profile.lastConflict(begin, end, units[at]);
      if (conflict < 0) continue;
      const free = calendar.begin(profile.notFull(conflict + 1));
      cause[task] = profile.releasedBy(conflict, free);
      return free;
    }
    return begin;
  }
}

/** Tasks from the one that ends last on, none before one that waits for it. */
function byLastFinish(start: Int32Array, finish: Int32Array): Int32Array {
  const { length } = start;
  // One number tells all three, since a list of numbers is sorted far faster than by comparing.
  const keys = new Float64Array(length);
  for (let task = 0; task < length; task += 1) keys[task] = (finish[task] * 65_536 + start[task]) * length + task;
  keys.sort();
  const list = new Int32Array(length);
  for (let place = 0; place < length; place += 1) list[length - 1 - place] = keys[place] % length;
  return list;
}
