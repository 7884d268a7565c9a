/** Dates without clocks or time zones: whole days since 1970-01-01 of the Gregorian calendar. */

/** Days since 1970-01-01 of an ISO date `yyyy-mm-dd`, which must be one (schemas hold that). */
export function dayNumber(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

/** The ISO date of a day; parts of a day are dropped. */
export function isoDate(day: number): string {
  return new Date(Math.floor(day) * 86_400_000).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((Math.floor(day) + 3) % 7) + 7) % 7) + 1;
}

/** 0 = January … 11 = December. */
export function monthOf(day: number): number {
  return new Date(Math.floor(day) * 86_400_000).getUTCMonth();
}

/** First day of the month that a day lies in, and of the months after it. */
export function monthStart(day: number, later = 0): number {
  const date = new Date(Math.floor(day) * 86_400_000);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / 86_400_000);
}
