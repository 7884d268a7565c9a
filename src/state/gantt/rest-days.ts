import { dayNumber, weekday } from '#model/rollout/calendar-days.ts';
import type { RolloutSettings } from '#model/rollout/rollout-records.ts';
import type { Stretch } from './gantt-spans.ts';
import type { TimeView } from './time-view.ts';

/** Narrower than this, days off are not told apart, CSS pixels per day. */
const leastPixels = 5;

/** Days of the shown stretch on which nobody works, joined where they follow each other; none where days are too narrow. */
export function restDays(
  view: TimeView,
  { workdays, holidays }: Pick<RolloutSettings, 'workdays' | 'holidays'>,
): readonly Stretch[] {
  if (view.pixelsPerDay < leastPixels) return [];
  const off = new Set(holidays.map(dayNumber));
  const found: Stretch[] = [];
  const until = view.fromDay + view.width / view.pixelsPerDay;
  for (let day = Math.floor(view.fromDay); day < until; day += 1) {
    if (workdays.includes(weekday(day)) && !off.has(day)) continue;
    const last = found.at(-1);
    if (last !== undefined && last.until === day) found[found.length - 1] = { from: last.from, until: day + 1 };
    else found.push({ from: day, until: day + 1 });
  }
  return found;
}
