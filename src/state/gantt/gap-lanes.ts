import type { CutoverGap } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { Stretch } from './gantt-spans.ts';

/** Cutover gaps of one site group that overlap, as one interval on the timeline. */
export interface GapMark extends Stretch {
  /** In the order that they were given in: the worst first. */
  readonly gaps: readonly [CutoverGap, ...CutoverGap[]];
  /** Line that it stands in, from 0: marks of one line don't overlap, unless there are more at once than lines. */
  readonly lane: number;
}

/** Gaps that open in the planned schedule, by their start; those that open only in some runs have no place in time. */
export function gapMarks(gaps: readonly CutoverGap[], lanes: number): readonly GapMark[] {
  const ends = Array.from({ length: lanes }, () => -Infinity);
  return joined(gaps).map((mark) => {
    const free = ends.findIndex((end) => end <= mark.from);
    const lane = free < 0 ? lanes - 1 : free;
    ends[lane] = Math.max(ends[lane] ?? mark.until, mark.until);
    return { ...mark, lane };
  });
}

type Joined = Omit<GapMark, 'lane'>;

/** By start; a site's gaps of several goals are told at once where they overlap. */
function joined(gaps: readonly CutoverGap[]): readonly Joined[] {
  const order = new Map(gaps.map((gap, index) => [gap, index]));
  const marks: Joined[] = [];
  const lastOfGroup = new Map<string, number>();
  for (const mark of gaps.flatMap(placed).sort((a, b) => a.from - b.from || a.until - b.until)) {
    const [gap] = mark.gaps;
    const place = lastOfGroup.get(gap.groupId);
    const last = place === undefined ? undefined : marks[place];
    if (place === undefined || last === undefined || last.until <= mark.from) {
      lastOfGroup.set(gap.groupId, marks.push(mark) - 1);
      continue;
    }
    const [first, ...others] = [...last.gaps, gap].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    if (first !== undefined) {
      marks[place] = { from: last.from, until: Math.max(last.until, mark.until), gaps: [first, ...others] };
    }
  }
  return marks;
}

function placed(gap: CutoverGap): readonly Joined[] {
  if (gap.from === null || gap.until === null) return [];
  const from = dayNumber(gap.from);
  return [{ gaps: [gap], from, until: Math.max(from, dayNumber(gap.until)) + 1 }];
}
