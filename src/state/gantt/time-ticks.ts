import { monthOf, monthStart, weekday } from '#model/rollout/calendar-days.ts';
import type { TimeView } from './time-view.ts';

/** A line across the timeline, and whether its name has room. */
export interface TimeTick {
  readonly day: number;
  /** What begins there. */
  readonly unit: 'year' | 'month' | 'week' | 'day';
  /** CSS pixels until the next tick that is named. */
  readonly room: number;
}

/** Room that a name needs, CSS pixels. */
const room = { month: 34, week: 44, day: 22 } as const;
/** Months between names, where not every month has room for one. */
const monthSteps = [1, 3, 6, 12, 24, 60, 120] as const;
const mostTicks = 400;

/** Lines of the shown stretch: months (or every so many) where days are narrow, then weeks, then days; from left to right. */
export function timeTicks(view: TimeView): readonly TimeTick[] {
  const until = view.fromDay + view.width / view.pixelsPerDay;
  const days =
    view.pixelsPerDay >= room.day
      ? dayTicks(view, until)
      : view.pixelsPerDay * 7 >= room.week
        ? weekTicks(view, until)
        : monthTicks(view, until);
  return days.slice(0, mostTicks);
}

function monthTicks(view: TimeView, until: number): readonly TimeTick[] {
  const perMonth = view.pixelsPerDay * 30.44;
  const step = monthSteps.find((months) => months * perMonth >= room.month) ?? 120;
  const ticks: TimeTick[] = [];
  for (let later = 0; ticks.length < mostTicks; later += 1) {
    const day = monthStart(view.fromDay, later);
    if (day >= until) break;
    const month = monthOf(day) + yearOf(day) * 12;
    if (month % step === 0 || later === 0) {
      ticks.push({ day, unit: monthOf(day) === 0 ? 'year' : 'month', room: step * perMonth });
    }
  }
  // The first name gives way where the second would run into it; the month that is cut off still has its name at the edge.
  const [first, second] = ticks;
  if (first !== undefined && first.day < view.fromDay) {
    const left = ((second?.day ?? until) - view.fromDay) * view.pixelsPerDay;
    ticks[0] = { ...first, day: view.fromDay, room: left };
  }
  return ticks;
}

function weekTicks(view: TimeView, until: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = Math.floor(view.fromDay);
  for (let day = first - (weekday(first) - 1); day < until; day += 7) {
    ticks.push({ day, unit: 'week', room: view.pixelsPerDay * 7 });
  }
  return ticks;
}

function dayTicks(view: TimeView, until: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let day = Math.floor(view.fromDay); day < until; day += 1) {
    ticks.push({ day, unit: weekday(day) === 1 ? 'week' : 'day', room: view.pixelsPerDay });
  }
  return ticks;
}

function yearOf(day: number): number {
  return new Date(Math.floor(day) * 86_400_000).getUTCFullYear();
}
