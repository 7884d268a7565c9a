import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter, MeterHead } from '../coverage-timeline.ts';
import { CutoverWindows } from '../cutover-window.ts';
import { goalShares, scoreHead } from '../goal-shares.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { createDeviceClock, type DeviceClock, type DeviceTimes, EventList } from '../runs/live-events.ts';

/** A sum over time: what came together until {@link GoalDays.until}, and what each further day adds. */
export interface DaySum {
  readonly days: number;
  readonly perDay: number;
}

/** What one schedule makes of the goals. Everything stands still from `until` on. */
export interface GoalDays {
  /** Day, from the start, of the last device that goes live or dark; parts of days count. */
  readonly until: number;
  /** False where no goal has a weight that could be measured: nothing is earned then, and nothing lost. */
  readonly isScored: boolean;
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
  readonly #clock: DeviceClock;
  readonly #events: EventList;
  readonly #windows: CutoverWindows;
  readonly #weights: Float64Array;
  readonly #score: number;

  /** @param project in any order of its groups: schedules of all orders can be told */
  constructor(project: Project, meter: CoverageMeter) {
    this.#project = project;
    this.#meter = meter;
    this.#clock = createDeviceClock(project);
    this.#events = new EventList(project.devices.length);
    this.#windows = new CutoverWindows(project);
    const { heads } = meter;
    this.#weights = goalShares(heads);
    this.#score = scoreHead(heads);
  }

  /** @param withParts also by goal and by pair */
  of(schedule: Pick<Schedule, 'start' | 'finish'>, withParts = false): GoalDays {
    const { times } = this.#clock;
    const [meter, events] = [this.#meter, this.#events];
    this.#clock.read(schedule);
    this.#windows.read(times.live, times.dark);
    events.read(times);
    meter.reset();
    const sums = new Sums(meter, withParts);
    let last = 0;
    for (let at = 0; at < events.length; at += 1) {
      const tick = events.tick(at);
      if (tick > last) {
        this.#add(sums, last, (tick - last) / ticksPerDay);
        last = tick;
      }
      meter.set(events.device(at), events.live(at));
    }
    const rates = new Sums(meter, withParts);
    this.#add(rates, last, 1);
    const sum = (of: (sums: Sums) => number): DaySum => ({ days: of(sums), perDay: of(rates) });
    return {
      until: last / ticksPerDay,
      isScored: this.#score >= 0,
      earned: sum(({ earned }) => earned),
      cutover: sum(({ cutover }) => cutover),
      goals: Array.from(sums.goals, (_, head) => sum(({ goals }) => goals[head])),
      lacks: Array.from(sums.lacks, (_, pair) => sum(({ lacks }) => lacks[pair])),
      darkDeviceDays: this.#darkDays(times, last),
    };
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
  #darkDays({ live, dark }: DeviceTimes, last: number): number {
    const { devices } = this.#project;
    let ticks = 0;
    for (let old = 0; old < devices.length; old += 1) {
      if (dark[old] < 0) continue;
      let back = dark[old];
      for (const other of devices[old].replacedBy) {
        if (!devices[other].liveAtStart) back = Math.max(back, live[other] < 0 ? last : live[other]);
      }
      ticks += back - dark[old];
    }
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
