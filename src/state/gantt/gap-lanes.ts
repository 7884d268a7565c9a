import type { CutoverGap } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { Stretch } from './gantt-spans.ts';

/** A cutover gap on the timeline. */
export interface GapMark extends Stretch {
  readonly gap: CutoverGap;
  /** Line that it stands in, from 0: marks of one line don't overlap, unless there are more at once than lines. */
  readonly lane: number;
}

/** Gaps that open in the planned schedule, by their start; those that open only in some runs have no place in time. */
export function gapMarks(gaps: readonly CutoverGap[], lanes: number): readonly GapMark[] {
  const ends = Array.from({ length: lanes }, () => -Infinity);
  return gaps
    .flatMap((gap) =>
      gap.from === null || gap.until === null
        ? []
        : [{ gap, from: dayNumber(gap.from), until: Math.max(dayNumber(gap.from), dayNumber(gap.until)) + 1 }],
    )
    .sort((a, b) => a.from - b.from || a.until - b.until)
    .map((mark) => {
      const free = ends.findIndex((end) => end <= mark.from);
      const lane = free < 0 ? lanes - 1 : free;
      ends[lane] = Math.max(ends[lane] ?? mark.until, mark.until);
      return { ...mark, lane };
    });
}
