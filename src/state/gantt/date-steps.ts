import { dayNumber, isoDate, monthStart } from '#model/rollout/calendar-days.ts';

export type DateStep = 'day' | 'week' | 'month';

/** A date so many steps later (earlier, where negative); a month later is the same day of that month, or its last one. */
export function stepDate(date: string, step: DateStep, count: number): string {
  const day = dayNumber(date);
  if (step !== 'month') return isoDate(day + count * (step === 'week' ? 7 : 1));
  const start = monthStart(day, count);
  const last = monthStart(day, count + 1) - 1;
  return isoDate(Math.min(last, start + (day - monthStart(day))));
}

/** A date held between two others. */
export function clampDate(date: string, first: string, last: string): string {
  if (date < first) return first;
  return date > last ? last : date;
}

/** The date at whose end a moment lies: moments between two midnights belong to the nearer end of day. */
export function dateAtMoment(moment: number): string {
  return isoDate(Math.round(moment) - 1);
}

/** The end of a date, as a moment of the time axis. */
export function momentOfDate(date: string): number {
  return dayNumber(date) + 1;
}
