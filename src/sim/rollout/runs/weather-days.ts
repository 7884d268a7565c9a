import { type Project, ticksPerDay } from '../project.ts';
import { streamKey, uniform } from './random-stream.ts';

const weatherKey = streamKey('weather');

/**
 * Whether the weather lets people work outside on a day, drawn for each day by itself by its chance. All tasks of a run share it, and
 * so do all variants of a plan, as the draw hangs on the date.
 *
 * @param day from day 0
 */
export function isFairDay({ startDay, weather }: Project, seed: number, run: number, day: number): boolean {
  const chance = weather[day] ?? 0;
  if (chance <= 0) return true;
  // The horizon of 20 years has fewer days than one key has draws.
  return uniform(seed, run, weatherKey, (startDay + day) & 0xffff) >= chance;
}

/** Calendar of work outside in one run, see {@link WorkCalendar}; it draws no further days than it is asked for. */
export class OutdoorCalendar {
  readonly #project: Project;
  readonly #seed: number;
  #run = 0;
  /** Days drawn so far; per day, open days before it, and 1 where it is open; the open days. */
  #known = 0;
  #count = 0;
  readonly #before: Int32Array;
  readonly #isOpen: Uint8Array;
  readonly #open: Int32Array;
  readonly #days: number;

  constructor(project: Project, seed: number) {
    this.#project = project;
    this.#seed = seed;
    this.#days = project.workdays.length;
    this.#before = new Int32Array(this.#days);
    this.#isOpen = new Uint8Array(this.#days);
    this.#open = new Int32Array(this.#days);
  }

  /** Forgets the weather of the run before. */
  reset(run: number): void {
    this.#run = run;
    this.#known = 0;
    this.#count = 0;
  }

  begin(tick: number): number {
    const day = Math.floor(tick / ticksPerDay);
    if (day >= this.#days) return tick;
    while (this.#known <= day) this.#draw();
    if (this.#isOpen[day] !== 0) return tick;
    return this.#openDay(this.#before[day]) * ticksPerDay;
  }

  /** @param start a tick of an open day */
  finish(start: number, work: number): number {
    const day = Math.floor(start / ticksPerDay);
    const before = day < this.#days ? this.#before[day] : this.#openDaysBefore(day);
    const last = (before - day) * ticksPerDay + start + work - 1;
    const place = Math.floor(last / ticksPerDay);
    return (this.#openDay(place) - place) * ticksPerDay + last + 1;
  }

  /** The open day that so many open days come before. */
  #openDay(place: number): number {
    while (this.#count <= place && this.#known < this.#days) this.#draw();
    return place < this.#count ? this.#open[place] : this.#days + place - this.#count;
  }

  /** Of a day beyond those that are told. */
  #openDaysBefore(day: number): number {
    while (this.#known < this.#days) this.#draw();
    return this.#count + day - this.#days;
  }

  #draw(): void {
    const day = this.#known;
    this.#known += 1;
    this.#before[day] = this.#count;
    const open = this.#project.workdays[day] !== 0 && isFairDay(this.#project, this.#seed, this.#run, day);
    this.#isOpen[day] = open ? 1 : 0;
    if (!open) return;
    this.#open[this.#count] = day;
    this.#count += 1;
  }
}
