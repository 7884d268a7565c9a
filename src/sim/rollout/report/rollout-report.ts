import {
  type CategoryBand,
  type CrewResult,
  type CutoverGap,
  type GoalBand,
  type RolloutDeviceResult,
  type RolloutGroupResult,
  type RolloutPhaseResult,
  type RolloutReport,
  type RolloutTaskResult,
  rolloutWatermark,
  type ValueBand,
} from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { scoreHead } from '../goal-shares.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import type { RunChunk } from '../run-chunk.ts';
import { criticalTasks } from '../schedule/critical-tasks.ts';
import { plannedGaps } from './planned-gaps.ts';
import { type ReportDays, reportDays, spreadOf } from './report-days.ts';
import { furtherSeries, seriesBand } from './report-series.ts';

/** Grows when the same input would give another result. */
export const rolloutEngine = 'sightline-rollout 1';

/** What a report is made of. */
export interface ReportParts {
  readonly job: RolloutJob;
  readonly project: Project;
  readonly planned: Schedule;
  /** Of all runs so far, and of the planned schedule as one run. */
  readonly chunk: RunChunk;
  readonly plannedChunk: RunChunk;
  readonly meter: CoverageMeter;
  /** Days from day 0 at whose end series are told. */
  readonly dates: Int32Array;
  readonly inputHash: string;
  readonly resultHash: string;
}

const nothingToDo =
  'Nothing is left to be built: no device of this plan is planned, approved or installed, and none is taken down.';

interface Table extends ReportParts {
  readonly days: ReportDays;
  readonly runs: number;
  readonly stride: number;
}

/** The runs summed up. */
export function rolloutReport(parts: ReportParts): RolloutReport {
  const { job, project, planned, chunk, plannedChunk, meter, dates } = parts;
  const days = reportDays(project);
  const runs = chunk.until - chunk.from;
  const table: Table = { ...parts, days, runs, stride: meter.heads.length + furtherSeries.length };
  const scoreAt = scoreHead(meter.heads);
  const lost = spreadOf(chunk.lostDays);
  const cutover = spreadOf(chunk.cutoverDays);
  return {
    kind: 'sightline-rollout',
    version: 1,
    engine: rolloutEngine,
    inputHash: parts.inputHash,
    resultHash: parts.resultHash,
    scene: { id: job.sceneId, name: job.sceneName },
    scenario: { id: job.scenario.id, name: job.scenario.name },
    question: job.question,
    runs,
    currency: job.scenario.budget.currency,
    sensitivity: 'sensitive',
    watermark: rolloutWatermark,
    start: days.date(0),
    plannedFinish: days.ends(planned.end),
    finish: days.bandOfEnds(chunk.end),
    dates: [...dates].map(days.date),
    tasks: taskResults(table),
    phases: phaseResults(table),
    groups: groupResults(table),
    devices: deviceResults(table),
    goals: goalBands(table),
    score: scoreAt < 0 ? null : band(table, scoreAt),
    categories: categoryBands(table),
    installed: further(table, 'installed'),
    live: further(table, 'live'),
    spent: further(table, 'spent'),
    crews: crewResults(table),
    gaps: cutoverGaps(table),
    lostDays: { plan: plannedChunk.lostDays[0] ?? 0, mean: lost.mean, p10: lost.p10, p90: lost.p90 },
    cutoverDays: { plan: plannedChunk.cutoverDays[0] ?? 0, mean: cutover.mean, p10: cutover.p10, p90: cutover.p90 },
    notes: project.tasks.length === 0 ? [nothingToDo, ...project.notes] : [...project.notes],
  };
}

function band({ chunk, plannedChunk, dates, stride }: Table, place: number): ValueBand {
  return seriesBand(chunk, plannedChunk, dates.length, place, stride);
}

function further(table: Table, name: (typeof furtherSeries)[number]): ValueBand {
  return band(table, table.meter.heads.length + furtherSeries.indexOf(name));
}

/** Counts by day of the thing with this number. */
function countsOf({ chunk }: Table, counts: Uint16Array, number: number): Uint16Array {
  return counts.subarray(number * chunk.days, (number + 1) * chunk.days);
}

function taskResults(table: Table): RolloutTaskResult[] {
  const { project, planned, chunk, days, runs } = table;
  const critical = criticalTasks(project, planned);
  return project.tasks.map((task, number) => ({
    id: task.id,
    name: task.name,
    step: task.step,
    phaseId: idOf(project.phases, task.phase),
    groupId: idOf(project.groups, task.group),
    deviceIds: task.devices.flatMap((device) => idOf(project.devices, device) ?? []),
    after: task.after.flatMap((before) => project.tasks[before]?.id ?? []),
    crews: task.needs.flatMap(({ crew, units }) => {
      const id = idOf(project.crews, crew);
      return id === null ? [] : [{ id, units }];
    }),
    calendar: task.calendar,
    duration: task.duration,
    notBefore: task.release > 0 ? days.starts(task.release) : null,
    plannedStart: days.starts(planned.start[number] ?? 0),
    plannedFinish: lastDay(days, planned.start[number] ?? 0, planned.finish[number] ?? 0),
    start: days.bandOfCounts(countsOf(table, chunk.startDays, number), runs),
    finish: days.bandOfCounts(countsOf(table, chunk.finishDays, number), runs),
    critical: critical[number] === 1,
    criticality: (chunk.critical[number] ?? 0) / Math.max(1, runs),
    cost: task.cost,
  }));
}

/** Of something that may take no time. */
function lastDay(days: ReportDays, start: number, finish: number): string {
  return finish > start ? days.ends(finish) : days.starts(start);
}

function idOf(list: readonly { readonly id: string }[], number: number | null): string | null {
  return number === null ? null : (list[number]?.id ?? null);
}

/** One value per run of a table by run. */
function column<T extends Int32Array | Float64Array>(values: T, runs: number, width: number, place: number): T {
  const picked = values.slice(0, runs) as T;
  for (let run = 0; run < runs; run += 1) picked[run] = values[run * width + place] ?? 0;
  return picked;
}

function phaseResults(table: Table): RolloutPhaseResult[] {
  const { project, chunk, plannedChunk, days, runs } = table;
  const width = project.phases.length;
  return project.phases.flatMap(({ id, name, dueDay, budget }, phase): RolloutPhaseResult[] => {
    const start = column(chunk.phaseStart, runs, width, phase);
    const finish = column(chunk.phaseFinish, runs, width, phase);
    const cost = column(chunk.phaseCost, runs, width, phase);
    const { p10, p50, p90 } = spreadOf(cost);
    const plannedStart = plannedChunk.phaseStart[phase] ?? -1;
    const plannedFinish = plannedChunk.phaseFinish[phase] ?? -1;
    // Nothing is left to be done in it.
    if (plannedStart < 0) return [];
    const due = dueDay === null ? null : (dueDay + 1) * ticksPerDay;
    return [
      {
        id,
        name,
        devices: project.devices.filter((device) => device.phase === phase && !device.liveAtStart).length,
        plannedStart: days.starts(plannedStart),
        plannedFinish: plannedFinish < 0 ? null : days.ends(plannedFinish),
        start: days.bandOfStarts(start),
        finish: days.bandOfEnds(finish),
        due: dueDay === null ? null : days.date(dueDay),
        chanceByDue: due === null || plannedFinish < 0 ? null : shareOf(finish, (tick) => tick >= 0 && tick <= due),
        budget,
        cost: { plan: plannedChunk.phaseCost[phase] ?? 0, p10, p50, p90 },
        chanceInBudget: budget === null ? null : shareOf(cost, (amount) => amount <= budget),
      },
    ];
  });
}

function shareOf(values: Int32Array | Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (holds(value)) count += 1;
  return values.length === 0 ? 0 : count / values.length;
}

function groupResults(table: Table): RolloutGroupResult[] {
  const { project, chunk, plannedChunk, days, runs } = table;
  const width = project.groups.length;
  return project.groups.map((group, number) => {
    const planned = plannedChunk.groupFinish[number] ?? -1;
    return {
      id: group.id,
      name: group.name,
      phaseId: idOf(project.phases, group.phase),
      recordId: group.recordId,
      siteId: group.siteId,
      district: group.district,
      turn: group.turn + 1,
      policy: group.policy,
      deviceIds: group.devices.flatMap((device) => idOf(project.devices, device) ?? []),
      legacyIds: group.legacy.flatMap((device) => idOf(project.devices, device) ?? []),
      x: group.x,
      y: group.y,
      plannedFinish: planned < 0 ? null : days.ends(planned),
      finish: days.bandOfEnds(column(chunk.groupFinish, runs, width, number)),
    };
  });
}

function deviceResults(table: Table): RolloutDeviceResult[] {
  const { job, project, chunk, plannedChunk, days, runs } = table;
  const records = new Map(job.scenario.devices.map((device) => [device.id, device]));
  return project.devices.flatMap((device, number): RolloutDeviceResult[] => {
    const record = records.get(device.id);
    if (record === undefined) return [];
    const planned = (counts: Uint16Array): string | null =>
      days.bandOfCounts(counts.subarray(number * plannedChunk.days, (number + 1) * plannedChunk.days), 1).p50;
    return [
      {
        id: device.id,
        name: record.name,
        kind: record.kind,
        phaseId: idOf(project.phases, device.phase),
        groupId: idOf(project.groups, device.group),
        liveAtStart: device.liveAtStart,
        legacy: device.legacy,
        underWay: days.bandOfCounts(countsOf(table, chunk.underWayDays, number), runs),
        live: days.bandOfCounts(countsOf(table, chunk.liveDays, number), runs),
        dark: days.bandOfCounts(countsOf(table, chunk.darkDays, number), runs),
        plannedUnderWay: planned(plannedChunk.underWayDays),
        plannedLive: planned(plannedChunk.liveDays),
        plannedDark: planned(plannedChunk.darkDays),
      },
    ];
  });
}

function goalBands(table: Table): GoalBand[] {
  const { job, chunk, days, runs, meter } = table;
  const names = new Map(job.scenario.goals.map(({ id, name }) => [id, name]));
  return meter.heads.flatMap((head, place): GoalBand[] => {
    if (head.kind !== 'goal') return [];
    const measured = head.problem === null;
    return [
      {
        ...(measured ? band(table, place) : { plan: [], p10: [], p50: [], p90: [] }),
        id: head.id,
        name: names.get(head.id) ?? head.id,
        unit: head.unit,
        target: head.target,
        weight: head.weight,
        lessIsBetter: head.lessIsBetter,
        measured,
        problem: head.problem ?? '',
        metFrom: measured
          ? days.bandOfEnds(column(chunk.metFrom, runs, meter.heads.length, place))
          : { p10: null, p50: null, p90: null },
      },
    ];
  });
}

function categoryBands(table: Table): CategoryBand[] {
  return table.meter.heads.flatMap((head, place): CategoryBand[] =>
    head.kind === 'category'
      ? [{ ...band(table, place), category: head.id, devices: head.devices, wholeSquareMeters: head.whole }]
      : [],
  );
}

function crewResults({ project, chunk, runs }: Table): CrewResult[] {
  return project.crews.map(({ id, name, kind, units }, crew) => {
    const span = chunk.crewSpan[crew] ?? 0;
    return {
      id,
      name,
      kind,
      units,
      busy: span > 0 ? Math.min(1, (chunk.crewHeld[crew] ?? 0) / span) : null,
      waitingDays: (chunk.crewWaiting[crew] ?? 0) / ticksPerDay / Math.max(1, runs),
    };
  });
}

function cutoverGaps(table: Table): CutoverGap[] {
  const { job, project, planned, chunk, plannedChunk, meter, days, runs } = table;
  const spans = plannedGaps(project, planned, meter);
  const names = new Map(job.scenario.goals.map(({ id, name }) => [id, name]));
  const width = meter.pairs.length;
  const gaps = meter.pairs.flatMap((pair, number): CutoverGap[] => {
    const group = project.groups[pair.group];
    const head = meter.heads[pair.head];
    const ticks = column(chunk.gapTicks, runs, width, number);
    const span = spans[number] ?? null;
    const probability = shareOf(ticks, (length) => length > 0);
    if (group === undefined || head === undefined || (probability === 0 && span === null)) return [];
    const depth = spreadOf(column(chunk.gapDepth, runs, width, number));
    const length = spreadOf(ticks);
    const lack = spreadOf(column(chunk.gapLack, runs, width, number));
    return [
      {
        id: `${group.id}:${head.id}`,
        groupId: group.id,
        groupName: group.name,
        goalId: head.id,
        goalName: names.get(head.id) ?? head.id,
        unit: head.unit,
        policy: group.policy,
        from: span === null ? null : days.date(span.from),
        until: span === null ? null : days.date(span.until),
        deepest: span === null ? null : days.date(span.deepest),
        depth: { plan: plannedChunk.gapDepth[number] ?? 0, p50: depth.p50, p90: depth.p90 },
        lengthDays: {
          plan: (plannedChunk.gapTicks[number] ?? 0) / ticksPerDay,
          p50: length.p50 / ticksPerDay,
          p90: length.p90 / ticksPerDay,
          mean: length.mean / ticksPerDay,
        },
        meanLackDays: lack.mean / ticksPerDay,
        probability,
        legacyIds: group.legacy.flatMap((device) => idOf(project.devices, device) ?? []),
        x: group.x,
        y: group.y,
      },
    ];
  });
  return gaps.sort((a, b) => b.meanLackDays - a.meanLackDays || (a.id < b.id ? -1 : 1));
}
