import type { CutoverGap, DayBand, RolloutReport, RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { isoDate, monthOf } from '#model/rollout/calendar-days.ts';
import type { TaskStep } from '#model/rollout/task-template.ts';
import type { GanttRow, PhaseDue, Stage } from '#state/gantt/gantt-rows.ts';
import type { BarStatus } from '#state/gantt/gantt-spans.ts';
import type { TimeTick } from '#state/gantt/time-ticks.ts';
import { formatCount, formatNumber } from '../../format.ts';
import { chanceText, dayText, monthNames, stepNames } from '../rollout-words.ts';

/** The timeline in plain words. */

const ownStage: Partial<Record<Stage, string>> = { own: 'Other work', deliver: 'Deliveries', retire: 'Taking down' };

/** `Survey, permit`, `Power, network`, `Deliveries`: what a stage's steps are. */
export function stageName(stage: Stage, steps: readonly TaskStep[]): string {
  const fixed = ownStage[stage];
  if (fixed !== undefined) return fixed;
  const names = steps.map((step) => stepNames[step]);
  return names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(', ');
}

export function rowName(row: GanttRow): string {
  return row.kind === 'stage' ? stageName(row.stage, row.steps) : row.name;
}

export function phaseName(report: Pick<RolloutReport, 'phases'>, number: number | null): string {
  const phase = number === null ? undefined : report.phases[number - 1];
  return phase === undefined ? 'No phase' : `Phase ${number}, ${phase.name}`;
}

const statusWords: Readonly<Record<BarStatus, string>> = { done: 'done', 'under-way': 'under way', planned: 'planned' };

export function barStatusName(status: BarStatus, stage: Stage): string {
  return status === 'done' && stage === 'retire' ? 'retired' : statusWords[status];
}

/** `3 May 2026`, or that it isn't so in enough runs. */
function orNever(date: string | null): string {
  return date === null ? 'not in enough runs' : dayText(date);
}

/** What the tip shows and the row is named with: pairs of what and when. */
export function rowFacts(row: GanttRow, report: RolloutReport): readonly (readonly [name: string, value: string])[] {
  const { task, span } = row;
  const last = (moment: number): string => isoDate(moment - 1);
  if (task === null) {
    return [
      ['Starts, P50', dayText(isoDate(span.from))],
      ['Done, P50', span.certain ? dayText(last(span.until)) : 'not in enough runs'],
      ['Done, P90', span.late === null ? 'not in enough runs' : dayText(last(span.late))],
      ['As planned', `${dayText(isoDate(span.planned.from))} – ${dayText(last(span.planned.until))}`],
      ...(row.due === null ? [] : [['Phase due', dueText(row.due)] as const]),
      ['Tasks', formatNumber(row.taskCount)],
      ['Sets the end', `up to ${chanceText(row.criticality)} of runs`],
    ];
  }
  return [
    ['Starts', bandText(task.start)],
    ['Done', bandText(task.finish)],
    ['As planned', `${dayText(task.plannedStart)} – ${dayText(task.plannedFinish)}`],
    ...(task.notBefore === null ? [] : [['Not before', dayText(task.notBefore)] as const]),
    ['Crews', crewText(task, report)],
    ['Waits for', formatCount(task.after.length, 'task')],
    ['Sets the end', `${chanceText(task.criticality)} of runs${task.critical ? ', on the critical path' : ''}`],
  ];
}

/** `3 May 2026 (28 Apr – 1 Jun)`: P50, and P10 to P90. */
export function bandText({ p10, p50, p90 }: DayBand): string {
  if (p10 === null) return 'not in enough runs';
  const range = `${dayText(p10)} – ${p90 === null ? 'later' : dayText(p90)}`;
  return `P50 ${orNever(p50)}, P10–P90 ${range}`;
}

/** `30 Nov 2026, met in 64 % of runs`. */
function dueText({ until, chance }: PhaseDue): string {
  const day = dayText(isoDate(until - 1));
  return chance === null ? day : `${day}, met in ${chanceText(chance)} of runs`;
}

function crewText({ crews }: RolloutTaskResult, report: Pick<RolloutReport, 'crews'>): string {
  if (crews.length === 0) return 'none';
  return crews
    .map(({ id, units }) => {
      const name = report.crews.find((crew) => crew.id === id)?.name ?? id;
      return units === 1 ? name : `${units} × ${name}`;
    })
    .join(', ');
}

/** What a bar shows, for those who hear it after the row's name. */
export function rowText(row: GanttRow, report: RolloutReport, status: BarStatus): string {
  const phase = phaseName(report, row.phaseNumber);
  const facts = rowFacts(row, report).map(([name, value]) => `${name}: ${value}`);
  return `${phase}, ${barStatusName(status, row.stage)}. ${facts.join('. ')}`;
}

const units = { percent: 'points', money: '', mbps: 'Mbit/s' } as const;

/** Goals that a mark names; of more it tells how many. */
const namedGoals = 3;

/** `Site 1, 21 May 2026 – 25 May 2026: Station perimeter lacks 12.0 points at its worst, in 72 % of runs`. */
export function gapText(gaps: readonly CutoverGap[], from: number, until: number): string {
  const goals = gaps.slice(0, namedGoals).map(({ goalName, depth, unit, probability }) => {
    const lack = `${formatNumber(depth.plan, 1)} ${units[unit]}`.trim();
    return `${goalName} lacks ${lack} at its worst, in ${chanceText(probability)} of runs`;
  });
  const more = gaps.length - goals.length;
  if (more > 0) goals.push(`and ${formatCount(more, 'more goal')}`);
  return `${gaps[0]?.groupName ?? ''}, ${dayText(isoDate(from))} – ${dayText(isoDate(until - 1))}: ${goals.join('; ')}`;
}

/** Name of a tick; the year stands with the first and with every January. */
export function tickText({ day, unit, room }: TimeTick, first: boolean): string {
  const month = (monthNames[monthOf(day)] ?? '').slice(0, 3);
  const date = isoDate(day);
  const year = date.slice(0, 4);
  switch (unit) {
    case 'year':
      return `${month} ${year}`;
    case 'month':
      return first ? `${month} ${year}` : month;
    case 'week':
    case 'day': {
      const number = String(Number(date.slice(8)));
      if (first) return `${number} ${month} ${year}`;
      // Where each day has a name, Mondays have no room for their month.
      return number === '1' || (unit === 'week' && room >= 44) ? `${number} ${month}` : number;
    }
  }
}

/** Room that a tick's name takes, CSS pixels. */
export function tickRoom(text: string): number {
  return text.length * 5.9 + 8;
}
