import type { RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';

/** From a day until before another, days since 1970-01-01. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** When work is done: from the P50 start to the P50 finish; of several tasks, from the earliest to the latest. */
export interface GanttSpan extends Stretch {
  /** Finish in nine of ten runs; null: fewer than that ever finish. */
  readonly late: number | null;
  /** Half of the runs start and finish all of it; where they don't, the span is that of the planned schedule. */
  readonly certain: boolean;
  readonly planned: Stretch;
}

/** A task's span; of several tasks, from the first start to the last finish. There must be one. */
export function spanOfTasks(tasks: readonly RolloutTaskResult[]): GanttSpan {
  const spans = tasks.map(spanOf);
  const [first] = spans;
  if (first === undefined) throw new Error('A span needs at least one task.');
  return spans.reduce((whole, span) => ({
    from: Math.min(whole.from, span.from),
    until: Math.max(whole.until, span.until),
    late: whole.late === null || span.late === null ? null : Math.max(whole.late, span.late),
    certain: whole.certain && span.certain,
    planned: {
      from: Math.min(whole.planned.from, span.planned.from),
      until: Math.max(whole.planned.until, span.planned.until),
    },
  }));
}

function spanOf(task: RolloutTaskResult): GanttSpan {
  const planned = stretch(task.plannedStart, task.plannedFinish);
  const { p50: start } = task.start;
  const { p50: finish, p90 } = task.finish;
  const certain = start !== null && finish !== null;
  const usual = certain ? stretch(start, finish) : planned;
  const late = p90 === null ? null : Math.max(usual.until, dayNumber(p90) + 1);
  return { ...usual, late, certain, planned };
}

/** A finish is the day after which work is done, so it lasts to that day's end; work without a duration is a point. */
function stretch(start: string, finish: string): Stretch {
  const from = dayNumber(start);
  return { from, until: Math.max(from, dayNumber(finish) + 1) };
}

/** Where critical tasks lie, joined where they meet or overlap, ascending. */
export function criticalStretches(tasks: readonly RolloutTaskResult[]): readonly Stretch[] {
  const spans = tasks
    .filter(({ critical }) => critical)
    .map(spanOf)
    .sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const { from, until } of spans) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.until) {
      joined[joined.length - 1] = { from: last.from, until: Math.max(last.until, until) };
    } else joined.push({ from, until });
  }
  return joined;
}

export type BarStatus = 'done' | 'under-way' | 'planned';

/** How far work is at a moment (the end of a day is the number of the next): `doneUntil` parts what is done from what is to come. */
export interface BarState {
  readonly status: BarStatus;
  readonly doneUntil: number;
}

export function barAt({ from, until }: Stretch, moment: number): BarState {
  if (until <= moment) return { status: 'done', doneUntil: until };
  // What begins on the day itself is under way at its end, as devices are.
  if (from < moment) return { status: 'under-way', doneUntil: moment };
  return { status: 'planned', doneUntil: from };
}
