import { type Schedule, ticksPerDay } from './project.ts';

/** At most so many dates are told: a week apart where that is enough. */
const mostDates = 80;
/** Told beyond the planned end: this share of the planned time, and at least so many days. */
const laterShare = 0.35;
const leastLaterDays = 45;
/** Days that tasks are counted over: twice what is told, and a year. */
const countedTimes = 2;
const countedFurtherDays = 365;

/** Days of tasks that are counted at most, so that a chunk of runs stays below about half a gigabyte. */
const mostTaskDays = 100_000_000;

/**
 * Days (from day 0) that series are told at, whole weeks apart, and the days that starts and ends are counted over. Null where a plan
 * has so many tasks over so many years that they can't be counted day by day.
 */
export function reportDates(
  { end }: Pick<Schedule, 'end'>,
  tasks: number,
): { readonly dates: Int32Array; readonly days: number } | null {
  const planned = Math.ceil(end / ticksPerDay);
  const told = planned + Math.max(leastLaterDays, Math.ceil(laterShare * planned));
  const step = 7 * Math.max(1, Math.ceil(told / 7 / (mostDates - 1)));
  const dates = Int32Array.from({ length: Math.ceil(told / step) + 1 }, (_, place) => place * step);
  const days = Math.min(countedTimes * told + countedFurtherDays, Math.floor(mostTaskDays / Math.max(1, tasks)));
  return days <= told ? null : { dates, days };
}
