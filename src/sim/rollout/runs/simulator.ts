import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { moneyTolerance } from '../schedule/funding-profile.ts';
import { taskCost, taskRent } from '../schedule/schedule-cost.ts';
import { dryCalendars, type WorkCalendar } from '../schedule/work-calendar.ts';
import { durationQuantile, ticksOfDays } from './durations.ts';
import { EventQueue, IntHeap } from './heaps.ts';
import { JobState } from './job-state.ts';
import { type JobTable, jobTable } from './job-table.ts';
import { streamKey, uniform } from './random-stream.ts';
import { emptyRun, mostAttempts, type OpenRun, type SimulatedRun } from './simulated-run.ts';
import { isFairDay, OutdoorCalendar } from './weather-days.ts';

/**
 * Plays runs of a project. Durations, outcomes and weather are drawn; everything else follows, tick by tick, from what is known by
 * then. Tasks that share a crew begin in the order of their planned starts. A crew is kept for the task whose turn it is until that
 * task's planned start; from then on, where that task still cannot begin, the next that can takes the crew. The same holds for money. So where nothing
 * differs from the plan, a run is the planned schedule.
 */
export interface Simulator {
  run(number: number): SimulatedRun;
  /** 1 per day of the horizon on which the weather lets people work outside in a run; a new array. */
  fairDays(number: number): Uint8Array;
}

/**
 * @param planned an active schedule of the project (no task could begin earlier with all others where they are)
 * @param seed 0 to 2^32 − 1
 */
export function createSimulator(project: Project, planned: Schedule, seed: number): Simulator {
  return new EventSimulator(project, planned, seed);
}

/** What a job, or the first of a queue, waits for. */
const waits = { none: 0, units: 1, turn: 2, other: 3 } as const;

class EventSimulator implements Simulator {
  readonly #project: Project;
  readonly #seed: number;
  readonly #table: JobTable;
  readonly #never: number;
  readonly #working: WorkCalendar;
  readonly #outdoor: OutdoorCalendar;
  /** By task. */
  readonly #quantiles: readonly (((u: number) => number) | null)[];
  readonly #keys: Float64Array;
  readonly #days: Float64Array;
  readonly #rented: readonly number[];
  /** By crew, in ticks. */
  readonly #from: Float64Array;
  readonly #until: Float64Array;
  readonly #free: Int32Array;
  readonly #turn: Int32Array;
  readonly #releasedAt: Int32Array;
  readonly #releasedBy: Int32Array;
  readonly #takenAt: Int32Array;
  readonly #takenBy: Int32Array;
  readonly #jobs: JobState;
  /** By queue. */
  readonly #queues: readonly IntHeap[];
  readonly #timers: Float64Array;
  readonly #why: Uint8Array;
  readonly #events: EventQueue;
  readonly #candidates: IntHeap;
  readonly #poor: Int32Array;
  #poorCount = 0;
  #committed = 0;
  readonly #result: OpenRun;

  constructor(project: Project, planned: Schedule, seed: number) {
    const { tasks, crews } = project;
    const table = jobTable(project, planned);
    const { count } = table;
    const queues = table.queueCrew.length;
    this.#project = project;
    this.#seed = seed;
    this.#table = table;
    this.#never = project.horizonDays * ticksPerDay;
    this.#working = dryCalendars(project).work;
    this.#outdoor = new OutdoorCalendar(project, seed);
    this.#quantiles = tasks.map(({ duration }) => (duration.kind === 'fixed' ? null : durationQuantile(duration)));
    this.#keys = Float64Array.from(tasks, ({ id }) => streamKey(id));
    this.#days = Float64Array.from(tasks, ({ duration }) => (duration.kind === 'fixed' ? duration.days : 0));
    this.#rented = [...tasks.keys()].filter((task) => tasks[task].rentPerDay > 0);
    this.#from = Float64Array.from(crews, ({ from }) => from * ticksPerDay);
    this.#until = Float64Array.from(crews, ({ until }) => Math.min(until, project.horizonDays) * ticksPerDay);
    this.#free = new Int32Array(crews.length);
    this.#turn = new Int32Array(crews.length + 1);
    this.#releasedAt = new Int32Array(crews.length);
    this.#releasedBy = new Int32Array(crews.length);
    this.#takenAt = new Int32Array(crews.length + 1);
    this.#takenBy = new Int32Array(crews.length + 1);
    this.#jobs = new JobState(count);
    this.#queues = Array.from({ length: queues }, () => new IntHeap());
    this.#timers = new Float64Array(queues);
    this.#why = new Uint8Array(queues);
    this.#events = new EventQueue(count + queues + 1);
    this.#candidates = new IntHeap();
    this.#poor = new Int32Array(count);
    this.#result = emptyRun(tasks.length, crews.length);
  }

  fairDays(number: number): Uint8Array {
    return Uint8Array.from({ length: this.#project.workdays.length }, (_, day) =>
      isFairDay(this.#project, this.#seed, number, day) ? 1 : 0,
    );
  }

  run(number: number): SimulatedRun {
    this.#reset(number);
    const { jobOf } = this.#table;
    for (const job of jobOf) if (this.#jobs.waitingFor[job] === 0) this.#becomeReady(job, 0);
    this.#dispatch(0);
    const events = this.#events;
    while (events.size > 0) {
      const { tick } = events;
      do this.#happen(events.pop(), tick);
      while (events.tick === tick);
      this.#dispatch(tick);
    }
    this.#sumUp();
    return this.#result;
  }

  #reset(number: number): void {
    const { crews } = this.#project;
    const { tasks, jobOf, firstTurn } = this.#table;
    const result = this.#result;
    result.number = number;
    for (const list of [result.start, result.finish]) list.fill(this.#never);
    result.cause.fill(-1);
    for (const list of [result.attempts, result.spent, result.crewHeld, result.crewWaiting]) list.fill(0);
    for (let crew = 0; crew < crews.length; crew += 1) this.#free[crew] = crews[crew].units;
    for (const list of [this.#releasedAt, this.#takenAt]) list.fill(-1);
    this.#turn.set(firstTurn.subarray(0, crews.length + 1));
    this.#jobs.reset();
    this.#timers.fill(Number.POSITIVE_INFINITY);
    for (const queue of this.#queues) queue.clear();
    this.#events.clear();
    this.#candidates.clear();
    this.#poorCount = 0;
    this.#committed = 0;
    this.#outdoor.reset(number);
    for (let task = 0; task < jobOf.length; task += 1) {
      const quantile = this.#quantiles[task];
      if (quantile !== null) this.#days[task] = quantile(uniform(this.#seed, number, this.#keys[task], 0));
      const ticks = ticksOfDays(this.#days[task]);
      result.work[task] = ticks;
      this.#jobs.ticks[jobOf[task]] = ticks;
      this.#jobs.waitingFor[jobOf[task]] = tasks.firstBefore[task + 1] - tasks.firstBefore[task];
    }
  }

  /** First tick at or after one in which a job's calendar lets it begin. */
  #open(calendar: number, tick: number): number {
    if (calendar === 0) return tick;
    return calendar === 1 ? this.#working.begin(tick) : this.#outdoor.begin(tick);
  }

  /** All that it waits for is done. */
  #becomeReady(job: number, tick: number): void {
    const { calendar, release } = this.#table;
    const ready = this.#open(calendar[job], tick);
    const released = this.#open(calendar[job], release[job]);
    if (ready <= released) this.#jobs.readyBy[job] = -1;
    this.#jobs.wait[job] = waits.none;
    const begin = Math.max(ready, released);
    if (begin > tick) this.#events.push(begin, job);
    else this.#candidates.push(job);
  }

  #happen(number: number, tick: number): void {
    const { count, queueCrew } = this.#table;
    if (number < count) {
      if (this.#jobs.isRunning[number] !== 0) this.#finish(number, tick);
      else this.#candidates.push(number);
      return;
    }
    const queue = number - count;
    if (queue === queueCrew.length) {
      for (let at = 0; at < this.#poorCount; at += 1) this.#candidates.push(this.#poor[at]);
      this.#poorCount = 0;
    } else if (this.#timers[queue] === tick) {
      this.#timers[queue] = Number.POSITIVE_INFINITY;
      this.#wake(queue, tick);
    }
  }

  /** Lets what can begin now begin, in order. */
  #dispatch(tick: number): void {
    const candidates = this.#candidates;
    while (candidates.size > 0) {
      const job = candidates.pop();
      const queue = this.#jobs.source[job];
      this.#jobs.source[job] = -1;
      this.#try(job, tick);
      if (queue >= 0) this.#wake(queue, tick);
    }
  }

  /** The first of a queue comes forward, where what the queue waits for is there; else it is looked at again when it may be. */
  #wake(queue: number, tick: number): void {
    const waiting = this.#queues[queue];
    if (waiting.size === 0) return;
    const { queueCrew, queueCalendar, queueUnits, plannedStart } = this.#table;
    const open = this.#open(queueCalendar[queue], tick);
    if (open > tick) {
      this.#lookAgain(queue, open);
      return;
    }
    const crew = queueCrew[queue];
    if (crew < this.#free.length) {
      if (tick >= this.#until[crew]) return;
      if (tick < this.#from[crew]) {
        this.#why[queue] = waits.other;
        this.#lookAgain(queue, this.#from[crew]);
        return;
      }
      if (this.#free[crew] < queueUnits[queue]) {
        this.#why[queue] = waits.units;
        return;
      }
    }
    const keptUntil = this.#keptUntil(crew, tick);
    if (plannedStart[waiting.first] > keptUntil) {
      this.#why[queue] = waits.turn;
      this.#lookAgain(queue, keptUntil);
      return;
    }
    const job = waiting.pop();
    if (crew < this.#free.length) this.#result.crewWaiting[crew] += tick - this.#jobs.waitSince[job];
    this.#jobs.wait[job] = this.#why[queue];
    this.#jobs.waitCrew[job] = crew;
    this.#jobs.source[job] = queue;
    this.#candidates.push(job);
  }

  #lookAgain(queue: number, tick: number): void {
    if (tick >= this.#timers[queue]) return;
    this.#timers[queue] = tick;
    this.#events.push(tick, this.#table.count + queue);
  }

  /** Planned start of the first task of a crew (or of those that take money) that has not begun and whose turn is still to come. */
  #keptUntil(crew: number, tick: number): number {
    const { firstTurn, turns, plannedStart } = this.#table;
    const end = firstTurn[crew + 1];
    let turn = this.#turn[crew];
    while (turn < end && (this.#jobs.isBegun[turns[turn]] !== 0 || plannedStart[turns[turn]] <= tick)) turn += 1;
    this.#turn[crew] = turn;
    return turn < end ? plannedStart[turns[turn]] : Number.POSITIVE_INFINITY;
  }

  #park(job: number, queue: number, tick: number): void {
    this.#jobs.waitSince[job] = tick;
    this.#queues[queue].push(job);
    this.#wake(queue, tick);
  }

  /** Begins a job that is ready, or lets it wait for what is not there. */
  #try(job: number, tick: number): void {
    const { calendar } = this.#table;
    const ticks = this.#jobs.ticks[job];
    const open = this.#open(calendar[job], tick);
    if (open > tick) {
      this.#events.push(open, job);
      return;
    }
    if (!this.#hasCrews(job, tick) || !this.#hasMoney(job, tick)) return;
    const end = this.#endOf(calendar[job], tick, ticks);
    if (end >= this.#never) return;
    this.#begin(job, tick, end);
  }

  #endOf(calendar: number, start: number, ticks: number): number {
    if (calendar === 0 || ticks === 0) return start + ticks;
    return calendar === 1 ? this.#working.finish(start, ticks) : this.#outdoor.finish(start, ticks);
  }

  #hasCrews(job: number, tick: number): boolean {
    const { firstNeed, crew, units, queue, plannedStart } = this.#table;
    for (let need = firstNeed[job]; need < firstNeed[job + 1]; need += 1) {
      const number = crew[need];
      if (tick >= this.#until[number]) return false;
      const isThere = tick >= this.#from[number] && this.#free[number] >= units[need];
      if (isThere && plannedStart[job] <= this.#keptUntil(number, tick)) continue;
      this.#park(job, queue[need], tick);
      return false;
    }
    return true;
  }

  #hasMoney(job: number, tick: number): boolean {
    const { money, calendar, moneyQueue, plannedStart, reworkFor, count, queueCrew } = this.#table;
    if (money[job] <= 0 || this.#jobs.isBegun[job] !== 0 || reworkFor[job] >= 0) return true;
    if (plannedStart[job] > this.#keptUntil(this.#free.length, tick)) {
      this.#park(job, moneyQueue[calendar[job]], tick);
      return false;
    }
    let total = 0;
    let next = -1;
    for (const { day, total: given } of this.#project.funding) {
      if (day * ticksPerDay > tick) {
        next = day * ticksPerDay;
        break;
      }
      total = given;
    }
    if (total - this.#committed >= money[job] - moneyTolerance) return true;
    this.#jobs.wait[job] = waits.other;
    // Without money to come it never begins.
    if (next < 0) return false;
    if (this.#poorCount === 0) this.#events.push(next, count + queueCrew.length);
    this.#poor[this.#poorCount] = job;
    this.#poorCount += 1;
    return false;
  }

  #begin(job: number, tick: number, end: number): void {
    const { taskOf, firstNeed, crew, units, firstQueue, money, reworkFor } = this.#table;
    const task = taskOf[job];
    const result = this.#result;
    const isFirst = reworkFor[job] < 0 && this.#jobs.isBegun[job] === 0;
    if (isFirst) {
      this.#jobs.isBegun[job] = 1;
      result.start[task] = tick;
      result.cause[task] = this.#causeOf(job, tick);
      result.spent[task] = taskCost(this.#project, this.#project.tasks[task], result.work[task]);
      this.#committed += money[job];
    }
    this.#jobs.isRunning[job] = 1;
    const held = this.#working.workBefore(end) - this.#working.workBefore(tick);
    for (let need = firstNeed[job]; need < firstNeed[job + 1]; need += 1) {
      const number = crew[need];
      this.#free[number] -= units[need];
      result.crewHeld[number] += units[need] * held;
      if (!isFirst) {
        const { dayRate } = this.#project.crews[number];
        result.spent[task] += (dayRate * units[need] * this.#jobs.ticks[job]) / ticksPerDay;
      }
      this.#taken(number, task, tick);
      this.#wakeAll(firstQueue[number], firstQueue[number + 1], tick);
    }
    if (isFirst && money[job] > 0) {
      const last = this.#free.length;
      this.#taken(last, task, tick);
      this.#wakeAll(firstQueue[last], firstQueue[last + 1], tick);
    }
    if (end === tick) this.#finish(job, tick);
    else this.#events.push(end, job);
  }

  #taken(crew: number, task: number, tick: number): void {
    this.#takenAt[crew] = tick;
    this.#takenBy[crew] = task;
  }

  #wakeAll(from: number, until: number, tick: number): void {
    for (let queue = from; queue < until; queue += 1) this.#wake(queue, tick);
  }

  /** The task whose end let this one begin; −1: a date did, money, or the weather. */
  #causeOf(job: number, tick: number): number {
    const crew = this.#jobs.waitCrew[job];
    switch (this.#jobs.wait[job]) {
      case waits.none:
        return this.#jobs.readyBy[job];
      case waits.units:
        return this.#releasedAt[crew] < 0 ? -1 : this.#releasedBy[crew];
      case waits.turn:
        // It waited for another to begin: what let that one begin let this one.
        return this.#takenAt[crew] === tick ? this.#result.cause[this.#takenBy[crew]] : -1;
      default:
        return -1;
    }
  }

  #finish(job: number, tick: number): void {
    const { taskOf, reworkFor, firstNeed, crew, units, firstQueue } = this.#table;
    const task = taskOf[job];
    const result = this.#result;
    this.#jobs.isRunning[job] = 0;
    this.#jobs.tries[job] += 1;
    result.finish[task] = tick;
    result.attempts[task] += 1;
    for (let need = firstNeed[job]; need < firstNeed[job + 1]; need += 1) {
      const number = crew[need];
      this.#free[number] += units[need];
      if (this.#releasedAt[number] !== tick || task < this.#releasedBy[number]) this.#releasedBy[number] = task;
      this.#releasedAt[number] = tick;
      this.#wakeAll(firstQueue[number], firstQueue[number + 1], tick);
    }
    const wanting = reworkFor[job];
    if (wanting >= 0) this.#becomeReady(wanting, tick);
    else if (this.#isWanting(job)) this.#doAgain(job, tick);
    else this.#pass(task, tick);
  }

  #isWanting(job: number): boolean {
    const { failureChance, taskOf } = this.#table;
    const chance = failureChance[job];
    if (chance <= 0) return false;
    const task = taskOf[job];
    const tries = this.#jobs.tries[job];
    if (tries >= mostAttempts) return false;
    return uniform(this.#seed, this.#result.number, this.#keys[task], tries) < chance;
  }

  #doAgain(job: number, tick: number): void {
    const { taskOf, reworkJob } = this.#table;
    const task = taskOf[job];
    this.#result.finish[task] = this.#never;
    const { reworkShare } = this.#project.tasks[task];
    this.#jobs.ticks[job] = ticksOfDays(this.#days[task] * reworkShare);
    const first = reworkJob[job];
    if (first < 0) {
      this.#becomeReady(job, tick);
      return;
    }
    this.#jobs.ticks[first] = ticksOfDays(this.#days[taskOf[first]] * reworkShare);
    this.#becomeReady(first, tick);
  }

  /** Those that wait for a task wait for one fewer. */
  #pass(task: number, tick: number): void {
    const { tasks, jobOf } = this.#table;
    for (let at = tasks.firstAfter[task]; at < tasks.firstAfter[task + 1]; at += 1) {
      const next = jobOf[tasks.after[at]];
      if (tick > this.#jobs.readyAt[next] || this.#jobs.readyBy[next] < 0 || task < this.#jobs.readyBy[next]) {
        this.#jobs.readyAt[next] = tick;
        this.#jobs.readyBy[next] = task;
      }
      this.#jobs.waitingFor[next] -= 1;
      if (this.#jobs.waitingFor[next] === 0) this.#becomeReady(next, tick);
    }
  }

  #sumUp(): void {
    const { tasks } = this.#project;
    const result = this.#result;
    const { start, finish, spent } = result;
    result.cost = 0;
    result.end = 0;
    for (let task = 0; task < tasks.length; task += 1) {
      if (start[task] < this.#never) result.cost += spent[task];
      if (finish[task] > result.end) result.end = finish[task];
    }
    for (const task of this.#rented) result.cost += taskRent(tasks[task], task, finish);
  }
}
