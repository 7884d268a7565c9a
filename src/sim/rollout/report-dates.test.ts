import { expect, it } from 'vitest';
import { ticksPerDay } from './project.ts';
import { reportDates } from './report-dates.ts';

it('tells weeks to some time after the planned end, at most eighty dates', () => {
  const year = reportDates({ end: 365 * ticksPerDay }, 1000);
  expect(year?.dates.slice(0, 3)).toEqual(Int32Array.of(0, 7, 14));
  expect(year?.dates.at(-1)).toBeGreaterThanOrEqual(365 + 128);
  const long = reportDates({ end: 4000 * ticksPerDay }, 1000);
  expect(long?.dates.length).toBeLessThanOrEqual(80);
  expect((long?.dates[1] ?? 0) % 7).toBe(0);
  expect(long?.days).toBeGreaterThan(long?.dates.at(-1) ?? Number.NaN);
});

it('counts fewer days of very many tasks, and refuses where they would not reach the end', () => {
  expect(reportDates({ end: 700 * ticksPerDay }, 50_000)?.days).toBe(2000);
  expect(reportDates({ end: 5000 * ticksPerDay }, 50_000)).toBeNull();
});
