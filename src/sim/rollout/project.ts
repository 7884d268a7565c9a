import type { CutoverPolicy } from '#model/rollout/rollout-records.ts';
import type { Duration, TaskCalendar, TaskStep } from '#model/rollout/task-template.ts';

/**
 * A plan as a scheduling problem. Tasks, crews, devices, groups and phases are numbered; all times are whole ticks from the start
 * of day 0 ({@link Project.startDay}), and a task's work is counted in ticks of its calendar: a working day is as many ticks as any
 * other day, so half a day of work is {@link ticksPerDay} / 2 ticks, and a day without work lets no tick pass. A
 * task with work begins at a tick in which its calendar lets it work, holds its crews from then to its end, nights and days off
 * included, and ends with the tick after its last tick of work (so a task that ends with day d ends at (d + 1)·ticksPerDay). A task
 * without work begins and ends at once. A crew must be there on the day on which a task begins; what has begun is finished. Money
 * for a task must be there on the day on which it begins, beside that of all begun before.
 */
export const ticksPerDay = 8;

export interface ProjectTask {
  readonly id: string;
  readonly name: string;
  readonly step: TaskStep | null;
  readonly phase: number | null;
  readonly group: number | null;
  readonly devices: readonly number[];
  readonly duration: Duration;
  readonly calendar: TaskCalendar;
  /** Crew numbers and units; each crew at most once. */
  readonly needs: readonly { readonly crew: number; readonly units: number }[];
  /** Task numbers. Acyclic. */
  readonly after: readonly number[];
  /** Not begun before this tick. */
  readonly release: number;
  /** Chance that its outcome is found wanting; then {@link reworkOf} and itself are done again, taking `reworkShare` of their time. */
  readonly failureChance: number;
  readonly reworkShare: number;
  /** Task that is done again with it; null: only itself. */
  readonly reworkOf: number | null;
  /** Money that must be there when it begins, and is spent when it ends, beside crews' day rates. */
  readonly cost: number;
  /** Rent of stand-ins for every day from its end until {@link rentUntil} is done. */
  readonly rentPerDay: number;
  readonly rentUntil: number | null;
  /** Its place in the planner's order: of tasks that are ready, the lowest goes first. All differ. */
  readonly rank: number;
}

export interface ProjectCrew {
  readonly id: string;
  readonly name: string;
  readonly kind: 'crew' | 'vehicle' | 'office';
  readonly units: number;
  /** Days (from day 0) between which it can be had: from, and until before. */
  readonly from: number;
  readonly until: number;
  readonly dayRate: number;
}

export interface ProjectDevice {
  readonly id: string;
  readonly liveAtStart: boolean;
  /** It is taken down. */
  readonly legacy: boolean;
  readonly phase: number | null;
  readonly group: number | null;
  /** For `dark`: devices that take its place. */
  readonly replacedBy: readonly number[];
}

export interface ProjectGroup {
  /** `phase/group`. */
  readonly id: string;
  readonly name: string;
  readonly phase: number | null;
  readonly recordId: string | null;
  readonly siteId: string | null;
  readonly district: string;
  /** Turn within its phase, from 0. */
  readonly turn: number;
  readonly policy: CutoverPolicy;
  readonly devices: readonly number[];
  readonly legacy: readonly number[];
  readonly x: number;
  readonly y: number;
}

export interface ProjectPhase {
  readonly id: string;
  readonly name: string;
  /** Day that it is due by, to its end; null: open. */
  readonly dueDay: number | null;
  readonly budget: number | null;
}

/** What a task's start or end does to a device. `under-way` changes nothing but the picture. */
export interface DeviceEffect {
  readonly task: number;
  readonly at: 'start' | 'finish';
  readonly device: number;
  /** `mounted`: it hangs there, not yet live. A device is live once all tasks with `live` for it are done. */
  readonly change: 'under-way' | 'mounted' | 'live' | 'dark';
}

export interface Project {
  /** Days since 1970-01-01 of day 0. */
  readonly startDay: number;
  /** No schedule may go beyond so many days (20 years). */
  readonly horizonDays: number;
  /** In an order in which none waits for a later one. */
  readonly tasks: readonly ProjectTask[];
  readonly crews: readonly ProjectCrew[];
  readonly devices: readonly ProjectDevice[];
  readonly groups: readonly ProjectGroup[];
  readonly phases: readonly ProjectPhase[];
  readonly effects: readonly DeviceEffect[];
  /** 1 per day of the horizon on which people work. */
  readonly workdays: Uint8Array;
  /** Chance per day of the horizon that the weather keeps people from working outside. */
  readonly weather: Float64Array;
  /** Money that may be spent in total from a day on, ascending; empty: no limit. */
  readonly funding: readonly { readonly day: number; readonly total: number }[];
  /** Sentences for the report: defaults that were used, devices left out. */
  readonly notes: readonly string[];
}

/** One schedule, by task: ticks, and for each task the task (or −1) whose end set its start. */
export interface Schedule {
  readonly start: Int32Array;
  /** Of its last attempt. */
  readonly finish: Int32Array;
  readonly cause: Int32Array;
  /** Money spent in total. */
  readonly cost: number;
  /** Tick at which everything is done. */
  readonly end: number;
}
