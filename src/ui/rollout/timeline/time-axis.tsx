import { memo, useMemo } from 'react';
import type { RolloutSettings } from '#model/rollout/rollout-records.ts';
import { restDays } from '#state/gantt/rest-days.ts';
import { type TimeTick, timeTicks } from '#state/gantt/time-ticks.ts';
import { dayToX, type TimeView } from '#state/gantt/time-view.ts';
import { tickRoom, tickText } from './timeline-words.ts';

/** Names of months, weeks or days along the top. */
export const TimeAxis = memo(function TimeAxis({ view }: { readonly view: TimeView }) {
  const ticks = useMemo(() => timeTicks(view), [view]);
  return (
    <div className="time-axis" aria-hidden>
      {labels(ticks, view).map(({ tick, text, x }) => (
        <span key={tick.day} data-strong={text.length > 7 || undefined} style={{ left: x }}>
          {text}
        </span>
      ))}
    </div>
  );
});

interface TimeGridProps {
  readonly view: TimeView;
  readonly settings: Pick<RolloutSettings, 'workdays' | 'holidays'>;
}

/** Lines of the axis and days on which nobody works, behind everything. */
export const TimeGrid = memo(function TimeGrid({ view, settings }: TimeGridProps) {
  const ticks = useMemo(() => timeTicks(view), [view]);
  const rest = useMemo(() => restDays(view, settings), [view, settings]);
  return (
    <div className="time-grid" aria-hidden>
      {rest.map(({ from, until }) => (
        <span
          key={`rest ${from}`}
          className="rest"
          style={{ left: dayToX(view, from), width: (until - from) * view.pixelsPerDay }}
        />
      ))}
      {ticks.map(({ day, unit }) => (
        <span key={day} data-unit={unit} style={{ left: Math.round(dayToX(view, day)) }} />
      ))}
    </div>
  );
});

interface TickLabel {
  readonly tick: TimeTick;
  readonly text: string;
  readonly x: number;
}

/** Names that have room until the next one; the first has the year. */
function labels(ticks: readonly TimeTick[], view: TimeView): readonly TickLabel[] {
  const shown: TickLabel[] = [];
  let free = -Infinity;
  for (const [index, tick] of ticks.entries()) {
    const x = Math.max(0, Math.round(dayToX(view, tick.day)));
    const next = ticks[index + 1];
    const text = tickText(tick, shown.length === 0);
    const room = tickRoom(text);
    // A month that is cut off at the edge gives way to the next; weeks and days give way to the first, which has the year.
    const crowded =
      shown.length === 0 &&
      next !== undefined &&
      (next.unit === 'month' || next.unit === 'year') &&
      dayToX(view, next.day) < x + room;
    if (x < free || crowded || x + room > view.width + 16) continue;
    shown.push({ tick, text, x });
    free = x + room;
  }
  return shown;
}
