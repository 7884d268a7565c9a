import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter, MeterHead } from '../coverage-timeline.ts';
import { CutoverWindows } from '../cutover-window.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';

/** A sum over time: what came together until {@link GoalDays.until}, and what each further day adds. */
export interface DaySum {
  readonly days: number;
  readonly perDay: number;
}

/** What one schedule makes of the goals. Everything stands still from `until` on. */
export interface GoalDays {
  /** Day, from the start, of the last device that goes live or dark; parts of days count. */
  readonly until: number;
  /** Goal-weighted days earned: Σ w·attainment / Σ w. */
  readonly earned: DaySum;
  /** The part of the days lost that old units make which are gone before others see what they saw: Σ w·min(1, lack / target) / Σ w. */
  readonly cutover: DaySum;
  /** The share of each goal in `earned`, as the meter’s heads; empty where it was not asked for. */
  readonly goals: readonly DaySum[];
  /** Lack over time of each of the meter’s pairs, goal unit × days; empty where it was not asked for. */
  readonly lacks: readonly DaySum[];
  /** Days on which old units are dark and not all that replaces them is live. */
  readonly darkDeviceDays: number;
}

/** The sum after so many days from the start, at least `until`. */
export function sumAfter({ days, perDay }: DaySum, until: number, horizonDays: number): number {
  return days + perDay * Math.max(0, horizonDays - until);
}

/** Tells what schedules of a project make of its goals; the same meter may serve others in between. */
export class GoalClock {
  readonly #project: Project;
  readonly #meter: CoverageMeter;
  /** Effects by device: tasks, twice their number, plus 1 where their start counts. */
  readonly #lives: readonly (readonly number[])[];
  readonly #darks: readonly (readonly number[])[];
  readonly #weights: Float64Array;
  readonly #score: number;
  readonly #never: number;
  readonly #windows: CutoverWindows;

  constructor(project: Project, meter: CoverageMeter) {
    this.#project = project;
    this.#meter = meter;
    const lives: number[][] = project.devices.map(() => []);
    const darks: number[][] = project.devices.map(() => []);
    for (const { task, at, device, change } of project.effects) {
      const list = change === 'live' ? lives : change === 'dark' ? darks : null;
      list?.[device].push(2 * task + (at === 'start' ? 1 : 0));
    }
    this.#lives = lives;
    this.#darks = darks;
    const { heads } = meter;
    const total = heads.reduce((sum, { kind, weight }) => sum + (kind === 'goal' ? weight : 0), 0);
    this.#weights = Float64Array.from(heads, ({ kind, weight }) => (kind === 'goal' && total > 0 ? weight / total : 0));
    this.#score = heads.findIndex(({ kind, problem }) => kind === 'score' && problem === null);
    this.#windows = new CutoverWindows(project);
    this.#never = project.horizonDays * ticksPerDay;
  }

  /** @param withParts also by goal and by pair */
  of(schedule: Pick<Schedule, 'start' | 'finish'>, withParts = false): GoalDays {
    const { devices } = this.#project;
    const live = devices.map((_, device) => this.#tick(this.#lives[device], schedule));
    const dark = devices.map((_, device) => this.#tick(this.#darks[device], schedule));
    const meter = this.#meter;
    meter.reset();
    const sums = new Sums(meter, withParts);
    this.#windows.read(live, dark);
    let last = 0;
    for (const key of this.#events(live, dark)) {
      const at = Math.floor(key / (2 * devices.length));
      if (at > last) {
        this.#add(sums, last, (at - last) / ticksPerDay);
        last = at;
      }
      const rest = key % (2 * devices.length);
      meter.set(rest % devices.length, rest < devices.length);
    }
    const until = last / ticksPerDay;
    const rates = new Sums(meter, withParts);
    this.#add(rates, last, 1);
    const sum = (at: (of: Sums) => number): DaySum => ({ days: at(sums), perDay: at(rates) });
    return {
      until,
      earned: sum(({ earned }) => earned),
      cutover: sum(({ cutover }) => cutover),
      goals: Array.from(sums.goals, (_, head) => sum(({ goals }) => goals[head])),
      lacks: Array.from(sums.lacks, (_, pair) => sum(({ lacks }) => lacks[pair])),
      darkDeviceDays: this.#darkDays(live, dark, last),
    };
  }

  /** When all of the tasks have started or are done; −1 where there are none, or never. */
  #tick(tasks: readonly number[], { start, finish }: Pick<Schedule, 'start' | 'finish'>): number {
    let tick = -1;
    for (const entry of tasks) tick = Math.max(tick, entry % 2 === 1 ? start[entry >> 1] : finish[entry >> 1]);
    return tick >= this.#never ? -1 : tick;
  }

  /** Ticks, kinds (going live first) and devices in one number each, ascending. */
  #events(live: readonly number[], dark: readonly number[]): Float64Array {
    const count = live.length;
    const keys: number[] = [];
    for (let device = 0; device < count; device += 1) {
      if (live[device] >= 0) keys.push(live[device] * 2 * count + device);
      if (dark[device] >= 0) keys.push(dark[device] * 2 * count + count + device);
    }
    return Float64Array.from(keys).sort();
  }

  #add(sums: Sums, tick: number, days: number): void {
    const { values, lacks, heads, pairs } = this.#meter;
    if (this.#score >= 0) sums.earned += (days * values[this.#score]) / 100;
    for (let head = 0; head < sums.goals.length; head += 1) {
      const weight = this.#weights[head];
      if (weight > 0) sums.goals[head] += days * weight * attainment(heads[head], values[head]);
    }
    for (let pair = 0; pair < pairs.length; pair += 1) {
      const lack = lacks[pair];
      if (lack <= 0) continue;
      const { head, group } = pairs[pair];
      if (!this.#windows.isOpen(group, tick)) continue;
      const { target } = heads[head];
      if (target > 0) sums.cutover += days * this.#weights[head] * Math.min(1, lack / target);
      if (pair < sums.lacks.length) sums.lacks[pair] += days * lack;
    }
  }

  /** What is never replaced is dark until everything stands still. */
  #darkDays(live: readonly number[], dark: readonly number[], last: number): number {
    let ticks = 0;
    this.#project.devices.forEach(({ replacedBy }, device) => {
      if (dark[device] < 0) return;
      let replaced = dark[device];
      for (const other of replacedBy) {
        const never = live[other] < 0 && this.#lives[other].length > 0;
        replaced = Math.max(replaced, never ? last : live[other]);
      }
      ticks += replaced - dark[device];
    });
    return ticks / ticksPerDay;
  }
}

class Sums {
  earned = 0;
  cutover = 0;
  readonly goals: Float64Array;
  readonly lacks: Float64Array;

  constructor({ heads, pairs }: CoverageMeter, withParts: boolean) {
    this.goals = new Float64Array(withParts ? heads.length : 0);
    this.lacks = new Float64Array(withParts ? pairs.length : 0);
  }
}

function attainment({ kind, problem, target, lessIsBetter }: MeterHead, value: number): number {
  return kind === 'goal' && problem === null ? attainmentFor(target, lessIsBetter, value) : 0;
}
