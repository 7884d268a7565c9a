import type { TaskCalendar } from '#model/rollout/task-template.ts';
import { type Project, ticksPerDay } from '../project.ts';

/**
 * When work is possible. Ticks count from the start of day 0 and are at least 0; after the last day that is told, every day is
 * open.
 */
export interface WorkCalendar {
  /** First tick at or after `tick` in which work is possible. */
  begin(tick: number): number;
  /** The tick after the last of `work` ticks of work that begin at `start`, a tick in which work is possible; `start` where there is no work. */
  finish(start: number, work: number): number;
  /** The last tick at which `work` ticks of work, at least 1, can begin that are done by `finish`; below 0: none. */
  latestStart(finish: number, work: number): number;
  /** Ticks in which work is possible before a tick. */
  workBefore(tick: number): number;
}

class TableCalendar implements WorkCalendar {
  /** Per day, and for the day after the last: open days before it. */
  readonly #before: Int32Array;
  /** Per day: first open day at or after it. */
  readonly #next: Int32Array;
  /** Open days, ascending. */
  readonly #open: Int32Array;
  readonly #days: number;

  constructor(open: Uint8Array) {
    const days = open.length;
    this.#days = days;
    this.#before = new Int32Array(days + 1);
    this.#next = new Int32Array(days);
    let count = 0;
    for (let day = 0; day < days; day += 1) {
      if (open[day] !== 0) count += 1;
      this.#before[day + 1] = count;
    }
    this.#open = new Int32Array(count);
    for (let day = days - 1, next = days; day >= 0; day -= 1) {
      if (open[day] !== 0) {
        next = day;
        this.#open[this.#before[day]] = day;
      }
      this.#next[day] = next;
    }
  }

  begin(tick: number): number {
    const day = Math.floor(tick / ticksPerDay);
    if (day >= this.#days) return tick;
    const next = this.#next[day];
    return next === day ? tick : next * ticksPerDay;
  }

  finish(start: number, work: number): number {
    return work <= 0 ? start : this.#tickOf(this.workBefore(start) + work - 1) + 1;
  }

  latestStart(finish: number, work: number): number {
    const first = this.workBefore(finish) - work;
    return first < 0 ? -1 : this.#tickOf(first);
  }

  workBefore(tick: number): number {
    const day = Math.floor(tick / ticksPerDay);
    const days = this.#days;
    if (day >= days) return (this.#before[days] - days) * ticksPerDay + tick;
    const before = this.#before[day] * ticksPerDay;
    return this.#next[day] === day ? before + tick - day * ticksPerDay : before;
  }

  /** The tick before which so many ticks of work are possible, and which is one itself. */
  #tickOf(workBefore: number): number {
    const place = Math.floor(workBefore / ticksPerDay);
    const count = this.#open.length;
    const day = place < count ? this.#open[place] : this.#days + place - count;
    return (day - place) * ticksPerDay + workBefore;
  }
}

/** @param open 1 per day on which work is possible */
export function createWorkCalendar(open: Uint8Array): WorkCalendar {
  return new TableCalendar(open);
}

export type ProjectCalendars = Readonly<Record<TaskCalendar, WorkCalendar>>;

/** Calendars of a project that the weather doesn't change. */
export function dryCalendars({ workdays }: Project): Pick<ProjectCalendars, 'elapsed' | 'work'> {
  return { elapsed: createWorkCalendar(new Uint8Array(0)), work: createWorkCalendar(workdays) };
}

/**
 * @param outdoorOpen 1 per day of the horizon whose weather lets people work outside; days off count as closed, whatever it says
 * @param dry those of {@link dryCalendars}, where they are at hand
 */
export function calendarsOf(project: Project, outdoorOpen: Uint8Array, dry = dryCalendars(project)): ProjectCalendars {
  const open = project.workdays.map((workday, day) => (workday !== 0 && outdoorOpen[day] !== 0 ? 1 : 0));
  return { elapsed: dry.elapsed, work: dry.work, outdoor: createWorkCalendar(open) };
}

/**
 * Days of the horizon on which people work outside in the planned schedule: of the working days, one is lost each time the sum of
 * their chances passes a whole number. As many are lost as are to be expected, spread as the seasons have them.
 */
export function plannedWeather({ workdays, weather }: Project): Uint8Array {
  const open = new Uint8Array(workdays.length);
  let sum = 0;
  for (let day = 0; day < open.length; day += 1) {
    if (workdays[day] === 0) continue;
    sum += weather[day] ?? 0;
    // Sums of decimal fractions fall a little short of whole numbers.
    if (sum >= 1 - 1e-9) sum -= 1;
    else open[day] = 1;
  }
  return open;
}
