import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';

/** Holidays that a plan takes, at most. */
export const mostHolidays = 2000;

export interface HolidayText {
  /** ISO dates, ascending, each once. */
  readonly dates: readonly string[];
  /** What could not be read, as a sentence; null where all could. */
  readonly problem: string | null;
}

/**
 * Reads dates from pasted text or a table: one a line, `2027-12-24` or `24.12.2027`, with anything after a comma, semicolon, tab or
 * space (the holiday's name). Empty lines, lines that begin with `#`, and a first line of headings are passed over.
 */
export function readHolidays(text: string): HolidayText {
  const dates = new Set<string>();
  const wrong: string[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const cells = line.split(/[,;\t ]+/).map((cell) => cell.replaceAll('"', ''));
    const date = cells.map(readDate).find((found) => found !== null);
    if (date !== undefined) dates.add(date);
    else if (index > 0 || /\d/.test(line)) wrong.push(`line ${index + 1}: “${line.slice(0, 40)}”`);
  });
  const sorted = [...dates].sort();
  if (sorted.length > mostHolidays) {
    return {
      dates: sorted.slice(0, mostHolidays),
      problem: `More than ${mostHolidays} dates: the last ones are left out.`,
    };
  }
  if (wrong.length === 0) return { dates: sorted, problem: null };
  const more = wrong.length > 1 ? ` and ${wrong.length - 1} more` : '';
  return { dates: sorted, problem: `This is no date, ${wrong[0]}${more}. Write it as 2027-12-24 or 24.12.2027.` };
}

/** One cell as an ISO date that exists; null for anything else. */
function readDate(cell: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
  const [year, month, day] =
    iso !== null ? [iso[1], iso[2], iso[3]] : dotted !== null ? [dotted[3], dotted[2], dotted[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (date < '1900-01-01' || date > '2199-12-31') return null;
  return isoDate(dayNumber(date)) === date ? date : null;
}
