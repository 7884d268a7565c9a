import type { Device } from '#model/device.ts';
import { type RolloutStatus, statusesAt } from '#model/results/rollout/rollout-moment.ts';
import type { CutoverGap, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import type { SessionState } from '#state/session.ts';
import { groupOutline } from './group-outline.ts';

/** What the twin shows of a rollout on one date, as data. */
export interface RolloutDrawing {
  /** ISO date. */
  readonly date: string;
  /** Of the devices of the report, by id. */
  readonly statuses: ReadonlyMap<string, RolloutStatus>;
  readonly marks: readonly CutoverMark[];
  /** Devices of the chosen task, which stand out. */
  readonly lit: ReadonlySet<string>;
  /** Old units of the chosen gap, and what they saw. */
  readonly lost: readonly string[];
  /** Around the group of the chosen task: x, y of each corner, local metres; null for none. */
  readonly outline: readonly number[] | null;
}

/** A site group where a cutover gap is open; one mark for all goals that lack something there. */
export interface CutoverMark {
  readonly id: string;
  /** The gap that a press shows: the worst of the group's, or the chosen one. */
  readonly gapId: string;
  /** Local metres. */
  readonly x: number;
  readonly y: number;
  /** “Market: 12 days”. */
  readonly label: string;
  /** Name, days and what lacks how much, in words. */
  readonly description: string;
  readonly selected: boolean;
  /** On the date; a chosen gap is shown on other days too. */
  readonly open: boolean;
}

/** Makes drawings and gives the last one again while nothing of it has changed. */
export interface RolloutDrawer {
  (state: SessionState): RolloutDrawing | null;
}

const nobody: ReadonlySet<string> = new Set();
const nothing: readonly string[] = [];

export function createRolloutDrawer(): RolloutDrawer {
  let key: readonly unknown[] = [];
  let drawn: RolloutDrawing | null = null;
  let statuses: RolloutDrawing['statuses'] = new Map();
  let outlined: { readonly from: readonly unknown[]; readonly ring: readonly number[] | null } = {
    from: [],
    ring: null,
  };

  const outlineOf = (report: RolloutReport, taskId: string | null, devices: readonly Device[]) => {
    const from = [report, taskId, devices];
    if (!same(from, outlined.from)) outlined = { from, ring: taskOutline(report, taskId, devices) };
    return outlined.ring;
  };

  return (state) => {
    const report = state.mode === 'rollout' ? state.rollout.run.result : null;
    if (report === null) {
      key = [];
      drawn = null;
      return null;
    }
    const { taskId, gapId } = state.rollout;
    const date = state.rollout.date ?? report.start;
    const moment = momentOf(report, date);
    const devices = taskId === null ? noDevices : (state.scenario?.devices ?? noDevices);
    const next = [report, moment, taskId, gapId, devices];
    if (drawn !== null && same(next, key)) {
      if (drawn.date !== date) drawn = { ...drawn, date };
      return drawn;
    }
    if (report !== key[0] || moment !== key[1]) statuses = statusesAt(report, date);
    key = next;
    drawn = {
      date,
      statuses,
      marks: cutoverMarks(report.gaps, date, gapId),
      lit: taskId === null ? nobody : new Set(report.tasks.find(({ id }) => id === taskId)?.deviceIds),
      lost: report.gaps.find(({ id }) => id === gapId)?.legacyIds ?? nothing,
      outline: outlineOf(report, taskId, devices),
    };
    return drawn;
  };
}

const noDevices: readonly Device[] = [];

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

const changeDates = new WeakMap<RolloutReport, readonly string[]>();

/** How many dates on which a device or a gap changes lie on or before a date: between two of them the picture stays. */
export function momentOf(report: RolloutReport, date: string): number {
  let dates = changeDates.get(report);
  if (dates === undefined) {
    dates = datesOfChange(report);
    changeDates.set(report, dates);
  }
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] <= date) low = middle + 1;
    else high = middle;
  }
  return low;
}

function datesOfChange({ devices, gaps }: RolloutReport): readonly string[] {
  const dates = new Set<string>();
  for (const { underWay, live, dark } of devices)
    for (const { p50 } of [underWay, live, dark]) if (p50 !== null) dates.add(p50);
  for (const { from, until } of gaps) {
    if (from !== null) dates.add(from);
    if (until !== null) dates.add(isoDate(dayNumber(until) + 1));
  }
  return [...dates].sort();
}

/** Gaps of the planned schedule that are open on a date, and the chosen one; one mark a group, the worst first. */
export function cutoverMarks(gaps: readonly CutoverGap[], date: string, gapId: string | null): readonly CutoverMark[] {
  const groups = new Map<string, CutoverGap[]>();
  for (const gap of gaps) {
    if (!isOpen(gap, date) && gap.id !== gapId) continue;
    const known = groups.get(gap.groupId);
    if (known === undefined) groups.set(gap.groupId, [gap]);
    else known.push(gap);
  }
  return [...groups].map(([id, members]): CutoverMark => {
    const chosen = members.find((gap) => gap.id === gapId);
    const shown = chosen ?? members[0];
    const days = daysText(chosen ?? longest(members));
    return {
      id,
      gapId: shown.id,
      x: shown.x,
      y: shown.y,
      label: `${shown.groupName}: ${days}`,
      description: `Cutover gap at ${shown.groupName}, ${days}: ${members.map(lackText).join('; ')}`,
      selected: chosen !== undefined,
      open: members.some((gap) => isOpen(gap, date)),
    };
  });
}

/** Both days belong to the gap. */
function isOpen({ from, until }: CutoverGap, date: string): boolean {
  return from !== null && from <= date && (until === null || date <= until);
}

function longest(gaps: readonly CutoverGap[]): CutoverGap {
  return gaps.reduce((best, gap) => (gap.lengthDays.plan > best.lengthDays.plan ? gap : best));
}

/** “12 days” of the planned schedule; where none opens in it, in how many of the runs one does. */
function daysText({ from, lengthDays, probability }: CutoverGap): string {
  if (from === null) return `in ${Math.round(100 * probability)} % of the runs`;
  const days = Math.round(10 * lengthDays.plan) / 10;
  return days === 1 ? '1 day' : `${days.toLocaleString('en-US')} days`;
}

const units: Readonly<Record<CutoverGap['unit'], string>> = { percent: ' %', money: '', mbps: ' Mbit/s' };

function lackText({ goalName, depth, unit, from }: CutoverGap): string {
  const worst = from === null ? depth.p90 : depth.plan;
  const lack = `${(Math.round(10 * worst) / 10).toLocaleString('en-US')}${units[unit]}`;
  return `${goalName} lacks up to ${lack}`;
}

function taskOutline(
  { tasks, groups }: RolloutReport,
  taskId: string | null,
  devices: readonly Device[],
): readonly number[] | null {
  const groupId = tasks.find(({ id }) => id === taskId)?.groupId ?? null;
  const group = groups.find(({ id }) => id === groupId);
  if (group === undefined) return null;
  const members = new Set([...group.deviceIds, ...group.legacyIds]);
  return groupOutline(devices.filter(({ id }) => members.has(id)));
}
