import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoDate } from '#model/rollout/calendar-days.ts';
import { readHolidays } from './holiday-list.ts';

it('reads dates one a line, with names after them, sorted and each once', () => {
  const text =
    'Date,Name\n2027-12-25;Christmas Day\r\n24.12.2027 Christmas Eve\n# moved\n\n2027-12-25\n"2027-01-06","Epiphany"';
  expect(readHolidays(text)).toEqual({ dates: ['2027-01-06', '2027-12-24', '2027-12-25'], problem: null });
});

it('says which line is no date and keeps the others', () => {
  const read = readHolidays('2027-12-24\n2027-02-30 never\nmidsummer');
  expect(read.dates).toEqual(['2027-12-24']);
  expect(read.problem).toBe(
    'This is no date, line 2: “2027-02-30 never” and 1 more. Write it as 2027-12-24 or 24.12.2027.',
  );
});

it('reads back what it would write', () => {
  const days = fc.array(fc.integer({ min: -20_000, max: 80_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(days, (numbers) => {
      const dates = [...new Set(numbers.map(isoDate))].sort();
      expect(readHolidays(dates.join('\n'))).toEqual({ dates, problem: null });
    }),
  );
});

it('takes any text without breaking', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { dates } = readHolidays(text);
      expect(dates.every((date) => /^\d{4}-\d{2}-\d{2}$/.test(date))).toBe(true);
    }),
  );
});
