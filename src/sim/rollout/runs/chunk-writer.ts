import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { CutoverWindows } from '../cutover-window.ts';
import { goalShares, scoreHead } from '../goal-shares.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import type { RunChunk } from '../run-chunk.ts';
import { taskRent } from '../schedule/schedule-cost.ts';
import { createDeviceClock, type DeviceClock, EventList } from './live-events.ts';
import { scheduleHash } from './schedule-hash.ts';

/** What runs are evaluated with. */
export interface RunSetup {
  readonly project: Project;
  readonly planned: Schedule;
  readonly seed: number;
  /** Days from day 0 at whose end series are told, ascending. */
  readonly dates: Int32Array;
  /** Days that starts and ends are counted over; later ones count on the last. */
  readonly days: number;
  readonly meter: CoverageMeter;
  /** Also count the runs in which each column of the city is covered. */
  readonly withColumns: boolean;
}

/** A schedule with what it costs and holds. */
export interface PlayedRun extends Schedule {
  /** By task, over all attempts. */
  readonly spent: Float64Array;
  /** By crew, ticks. */
  readonly crewHeld: Float64Array;
  readonly crewWaiting: Float64Array;
}

/** Series behind the meters: installed, live, spent. */
const further = 3;

/** Writes runs, one after the other, into a chunk. */
export class ChunkWriter {
  readonly chunk: RunChunk;
  private readonly setup: RunSetup;
  private readonly clock: DeviceClock;
  private readonly events: EventList;
  private readonly column: Int32Array;
  private readonly endTick: number;
  private readonly stride: number;
  private readonly never: number;
  private readonly shares: Float64Array;
  private readonly score: number;
  private readonly since: Int32Array;
  private readonly workBefore: Int32Array;
  private readonly money: Float64Array;
  private readonly windows: CutoverWindows;
  private readonly hashes: string[] = [];
  private row = 0;

  constructor(setup: RunSetup, from: number, until: number) {
    const { project, dates, days, meter, withColumns } = setup;
    const runs = until - from;
    const { tasks, devices, phases, groups, crews } = project;
    const heads = meter.heads.length;
    const pairs = meter.pairs.length;
    this.setup = setup;
    this.clock = createDeviceClock(project);
    this.events = new EventList(devices.length);
    this.stride = heads + further;
    this.endTick = ((dates.at(-1) ?? 0) + 1) * ticksPerDay;
    this.column = new Int32Array(withColumns ? dates.length * meter.columns : 0);
    this.never = project.horizonDays * ticksPerDay;
    this.shares = goalShares(meter.heads);
    this.score = scoreHead(meter.heads);
    this.since = new Int32Array(heads);
    this.money = new Float64Array(dates.length);
    this.windows = new CutoverWindows(project);
    this.workBefore = new Int32Array(project.horizonDays + 1);
    for (let day = 0; day < project.horizonDays; day += 1) {
      this.workBefore[day + 1] = this.workBefore[day] + (project.workdays[day] === 1 ? ticksPerDay : 0);
    }
    this.chunk = {
      from,
      until,
      days,
      startDays: new Uint16Array(tasks.length * days),
      finishDays: new Uint16Array(tasks.length * days),
      underWayDays: new Uint16Array(devices.length * days),
      liveDays: new Uint16Array(devices.length * days),
      darkDays: new Uint16Array(devices.length * days),
      critical: new Uint32Array(tasks.length),
      end: new Int32Array(runs),
      cost: new Float64Array(runs),
      phaseStart: new Int32Array(runs * phases.length),
      phaseFinish: new Int32Array(runs * phases.length),
      phaseCost: new Float64Array(runs * phases.length),
      groupFinish: new Int32Array(runs * groups.length),
      series: new Float32Array(runs * dates.length * this.stride),
      metFrom: new Int32Array(runs * heads),
      gapDepth: new Float64Array(runs * pairs),
      gapTicks: new Float64Array(runs * pairs),
      gapLack: new Float64Array(runs * pairs),
      lostDays: new Float64Array(runs),
      cutoverDays: new Float64Array(runs),
      crewHeld: new Float64Array(crews.length),
      crewSpan: new Float64Array(crews.length),
      crewWaiting: new Float64Array(crews.length),
      columnRuns: new Uint16Array(this.column.length),
      runHashes: this.hashes,
    };
  }

  /** Adds a run; what it is given may change afterwards. */
  add(run: PlayedRun): void {
    this.addTasks(run);
    this.clock.read(run);
    this.addDevices();
    this.addCosts(run);
    this.walk();
    this.hashes.push(scheduleHash(run));
    this.row += 1;
  }

  /** The chunk, once all of its runs are added. */
  finished(): RunChunk {
    const { chunk, setup } = this;
    const { columns } = setup.meter;
    const sums = new Int32Array(columns);
    for (let at = 0; at < this.column.length; at += 1) {
      const place = at % columns;
      sums[place] += this.column[at];
      chunk.columnRuns[at] = sums[place];
    }
    return chunk;
  }

  private addTasks({ start, finish, cause, crewHeld, crewWaiting, end, cost }: PlayedRun): void {
    const { chunk, row } = this;
    const { tasks, phases, crews } = this.setup.project;
    const { days } = chunk;
    const last = new Int32Array(crews.length).fill(-1);
    chunk.phaseStart.fill(-1, row * phases.length, (row + 1) * phases.length);
    chunk.phaseFinish.fill(-1, row * phases.length, (row + 1) * phases.length);
    let latest = -1;
    let endless = false;
    for (let task = 0; task < tasks.length; task += 1) {
      const [from, to] = [start[task], finish[task]];
      const { phase, needs } = tasks[task];
      if (latest < 0 || to > finish[latest]) latest = task;
      if (to >= this.never) {
        endless = true;
        if (phase !== null) chunk.phaseFinish[row * phases.length + phase] = this.never;
        continue;
      }
      chunk.startDays[task * days + Math.min(days - 1, startDay(from))] += 1;
      chunk.finishDays[task * days + Math.min(days - 1, to > from ? endDay(to) : startDay(from))] += 1;
      if (phase !== null) {
        const at = row * phases.length + phase;
        if (chunk.phaseStart[at] < 0 || from < chunk.phaseStart[at]) chunk.phaseStart[at] = from;
        if (to > chunk.phaseFinish[at]) chunk.phaseFinish[at] = to;
      }
      for (const { crew } of needs) {
        if (to > last[crew]) last[crew] = to;
      }
    }
    for (let phase = row * phases.length; phase < (row + 1) * phases.length; phase += 1) {
      if (chunk.phaseFinish[phase] >= this.never) chunk.phaseFinish[phase] = -1;
    }
    for (let task = latest; task >= 0; task = cause[task]) chunk.critical[task] += 1;
    for (let crew = 0; crew < crews.length; crew += 1) {
      chunk.crewHeld[crew] += crewHeld[crew];
      chunk.crewWaiting[crew] += crewWaiting[crew];
      if (last[crew] >= 0) chunk.crewSpan[crew] += this.workUntil(last[crew]) * crews[crew].units;
    }
    chunk.end[row] = endless ? -1 : end;
    chunk.cost[row] = cost;
  }

  /** Working ticks from the start to a tick. */
  private workUntil(tick: number): number {
    const { workdays, horizonDays } = this.setup.project;
    const day = Math.min(horizonDays, Math.floor(tick / ticksPerDay));
    return this.workBefore[day] + (workdays[day] === 1 ? tick - day * ticksPerDay : 0);
  }

  private addDevices(): void {
    const { chunk, row, clock } = this;
    const { devices, groups } = this.setup.project;
    const { underWay, live, dark } = clock.times;
    const { days } = chunk;
    for (let device = 0; device < devices.length; device += 1) {
      const at = device * days;
      if (underWay[device] >= 0) chunk.underWayDays[at + Math.min(days - 1, startDay(underWay[device]))] += 1;
      if (live[device] >= 0) chunk.liveDays[at + Math.min(days - 1, endDay(live[device]))] += 1;
      if (dark[device] >= 0) chunk.darkDays[at + Math.min(days - 1, startDay(dark[device]))] += 1;
    }
    for (let group = 0; group < groups.length; group += 1) {
      let done = groups[group].devices.length === 0 ? -1 : 0;
      for (const device of groups[group].devices) {
        if (devices[device].liveAtStart) continue;
        if (live[device] < 0) {
          done = -1;
          break;
        }
        if (live[device] > done) done = live[device];
      }
      chunk.groupFinish[row * groups.length + group] = done;
    }
  }

  /** Money by phase and by date; a task is paid for when it is done, rent when it ends. */
  private addCosts({ finish, spent }: PlayedRun): void {
    const { chunk, row, money } = this;
    const { tasks, phases } = this.setup.project;
    money.fill(0);
    const book = (amount: number, tick: number, phase: number | null): void => {
      if (amount === 0) return;
      if (phase !== null) chunk.phaseCost[row * phases.length + phase] += amount;
      const date = this.dateFrom(tick);
      if (date < money.length) money[date] += amount;
    };
    for (let task = 0; task < tasks.length; task += 1) {
      book(spent[task], finish[task], tasks[task].phase);
      const { rentUntil, phase } = tasks[task];
      if (rentUntil !== null) book(taskRent(tasks[task], task, finish), finish[rentUntil], phase);
    }
  }

  /** The first date whose end is not before a tick. */
  private dateFrom(tick: number): number {
    const { dates } = this.setup;
    let [low, high] = [0, dates.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dates[middle] + 1) * ticksPerDay < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Follows the live devices through the meter. */
  private walk(): void {
    const { events, clock, since } = this;
    const { meter } = this.setup;
    events.read(clock.times);
    this.windows.read(clock.times.live, clock.times.dark);
    meter.reset();
    since.fill(-1);
    let date = 0;
    let before = 0;
    this.drain(0);
    for (let at = 0; at < events.length; ) {
      const tick = events.tick(at);
      this.judge(before);
      date = this.fill(date, tick);
      this.sum(before, tick);
      before = tick;
      for (; at < events.length && events.tick(at) === tick; at += 1) meter.set(events.device(at), events.live(at));
      this.drain(this.dateFrom(tick));
    }
    this.judge(before);
    this.fill(date, Number.POSITIVE_INFINITY);
    this.sum(before, this.endTick);
    this.chunk.metFrom.set(since, this.row * since.length);
    this.countDevices();
  }

  /** Since when goals are met: up to the next change nothing of it differs. */
  private judge(tick: number): void {
    const { since } = this;
    const { heads, values } = this.setup.meter;
    for (let head = 0; head < heads.length; head += 1) {
      if (!counts(heads[head])) continue;
      const { lessIsBetter, target } = heads[head];
      if (attainmentFor(target, lessIsBetter, values[head]) < 1) since[head] = -1;
      else if (since[head] < 0) since[head] = tick;
    }
  }

  /** Columns that have changed count from this date on. */
  private drain(date: number): void {
    const { meter, dates, withColumns } = this.setup;
    if (!withColumns) return;
    meter.drainColumns((place, covered) => {
      if (date < dates.length) this.column[date * meter.columns + place] += covered ? 1 : -1;
    });
  }

  /** Writes what holds now at every date from this one on that ends before a tick; the first that doesn't is returned. */
  private fill(date: number, tick: number): number {
    const { dates, meter } = this.setup;
    let next = date;
    while (next < dates.length && (dates[next] + 1) * ticksPerDay < tick) {
      this.chunk.series.set(meter.values, (this.row * dates.length + next) * this.stride);
      next += 1;
    }
    return next;
  }

  /** Adds what is lost between two ticks, up to the last date that is told. */
  private sum(from: number, until: number): void {
    const ticks = Math.min(until, this.endTick) - from;
    if (ticks <= 0) return;
    const { chunk, row, shares, score } = this;
    const { heads, values, pairs, lacks } = this.setup.meter;
    let cut = 0;
    for (let pair = 0; pair < pairs.length; pair += 1) {
      const lack = lacks[pair];
      if (lack <= 0 || !this.windows.isOpen(pairs[pair].group, from)) continue;
      const at = row * pairs.length + pair;
      if (lack > chunk.gapDepth[at]) chunk.gapDepth[at] = lack;
      chunk.gapTicks[at] += ticks;
      chunk.gapLack[at] += lack * ticks;
      const { head } = pairs[pair];
      if (heads[head].target > 0) cut += shares[head] * Math.min(1, lack / heads[head].target);
    }
    const days = ticks / ticksPerDay;
    if (score >= 0) chunk.lostDays[row] += (1 - values[score] / 100) * days;
    chunk.cutoverDays[row] += cut * days;
  }

  /** Installed and live devices, and money spent, at every date. */
  private countDevices(): void {
    const { chunk, row, stride, clock, money } = this;
    const { dates, meter, project } = this.setup;
    const { live, dark, mounted } = clock.times;
    const hanging = new Int32Array(dates.length + 1);
    const seeing = new Int32Array(dates.length + 1);
    project.devices.forEach(({ liveAtStart }, device) => {
      const goes = dark[device] < 0 ? dates.length : this.dateFrom(dark[device]);
      const hangs = liveAtStart ? 0 : mounted[device] < 0 ? dates.length : this.dateFrom(mounted[device]);
      const sees = liveAtStart ? 0 : live[device] < 0 ? dates.length : this.dateFrom(live[device]);
      if (hangs < goes) {
        hanging[hangs] += 1;
        hanging[goes] -= 1;
      }
      if (sees < goes) {
        seeing[sees] += 1;
        seeing[goes] -= 1;
      }
    });
    let [installed, seen, spent] = [0, 0, 0];
    for (let date = 0; date < dates.length; date += 1) {
      installed += hanging[date];
      seen += seeing[date];
      spent += money[date];
      const at = (row * dates.length + date) * stride + meter.heads.length;
      chunk.series[at] = installed;
      chunk.series[at + 1] = seen;
      chunk.series[at + 2] = spent;
    }
  }
}

/** Goals that can be measured can be met; categories and the score itself have no target. */
function counts({ kind, problem }: CoverageMeter['heads'][number]): boolean {
  return kind === 'goal' && problem === null;
}

function startDay(tick: number): number {
  return Math.floor(tick / ticksPerDay);
}

/** The day that something is done on by a tick. */
function endDay(tick: number): number {
  return Math.max(0, Math.floor((tick - 1) / ticksPerDay));
}
