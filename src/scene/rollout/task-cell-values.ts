import type { Duration, TaskCalendar } from '#model/rollout/task-template.ts';

/** Cells of a task list. A text instead of a value says why it is none, ending a sentence. */

const workWeek = 5;
const hoursPerDay = 8;
const longestNumber = 60;

/** A number without unit. */
export function numberCell(text: string, commaDecimals: boolean): number | string {
  const trimmed = text.trim();
  const plain = commaDecimals && /^[-+]?\d+,\d+$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed;
  if (plain.length > longestNumber || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(plain))
    return `is no number: “${short(trimmed)}”`;
  const value = Number(plain);
  return Number.isFinite(value) ? value : `is no finite number: “${short(trimmed)}”`;
}

/** Days of the task's calendar: `5`, `5 days`, `2 weeks` (of five working days, or seven), `4 h` (eight a day). */
export function daysCell(text: string, calendar: TaskCalendar | null, commaDecimals: boolean): number | string {
  const trimmed = text.trim();
  if (trimmed.length > longestNumber) return `is no number of days: “${short(trimmed)}”`;
  const parts = /^([-+.,\de]*?\d\.?)\s*(edays?|days?|d|eweeks?|weeks?|wks?|w|hours?|hrs?|h)?\??$/i.exec(trimmed);
  const value = numberCell(parts?.[1] ?? '', commaDecimals);
  if (parts === null || typeof value === 'string') return `is no number of days: “${short(trimmed)}”`;
  if (value < 0) return `is less than 0: “${short(trimmed)}”`;
  const unit = (parts[2] ?? 'd').toLowerCase();
  if (unit.startsWith('h')) return value / hoursPerDay;
  if (unit.startsWith('ew')) return value * 7;
  if (unit.startsWith('w')) return value * (calendar === 'elapsed' ? 7 : workWeek);
  return value;
}

/** `yyyy-mm-dd`, also with a time after it, which is dropped. */
export function dateCell(text: string): { readonly date: string } | string {
  const trimmed = text.trim();
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(trimmed)?.[1];
  if (date === undefined) return `is no date like 2027-03-31: “${short(trimmed)}”`;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    return `is no day of the calendar: “${date}”`;
  return { date };
}

const calendarWords: ReadonlyMap<string, TaskCalendar> = new Map([
  ['elapsed', 'elapsed'],
  ['calendar days', 'elapsed'],
  ['all days', 'elapsed'],
  ['work', 'work'],
  ['working days', 'work'],
  ['standard', 'work'],
  ['outdoor', 'outdoor'],
  ['outside', 'outdoor'],
]);

export function calendarCell(text: string): { readonly calendar: TaskCalendar } | string {
  const calendar = calendarWords.get(text.trim().toLowerCase());
  return calendar === undefined ? `is none of elapsed, work and outdoor: “${short(text.trim())}”` : { calendar };
}

/** Figures of a duration, each in days; null where its cell is empty. */
export interface DurationCells {
  readonly kind: string;
  readonly days: number | null;
  readonly low: number | null;
  readonly mode: number | null;
  readonly high: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

/** The duration that the cells tell, null where they tell none; its name may be left out. */
export function durationOfCells(cells: DurationCells): Duration | null | string {
  const { days, low, high, p50, p90 } = cells;
  const kind = cells.kind.trim().toLowerCase().replaceAll('-', '');
  const mode = cells.mode ?? days;
  const wanted = kind !== '' ? kind : low !== null && high !== null ? 'pert' : p90 !== null ? 'lognormal' : 'fixed';
  switch (wanted) {
    case 'fixed': {
      const only = days ?? cells.mode ?? p50;
      if (only === null) return low === null && high === null && kind === '' ? null : 'lacks its number of days';
      return { kind: 'fixed', days: only };
    }
    case 'pert':
    case 'beta':
    case 'triangular': {
      if (low === null || mode === null || high === null) return 'lacks low, mode or high';
      if (!(low <= mode && mode <= high)) return 'has low, mode and high that don’t rise in this order';
      return { kind: wanted === 'triangular' ? 'triangular' : 'pert', low, mode, high };
    }
    case 'lognormal': {
      const half = p50 ?? mode;
      if (half === null || p90 === null) return 'lacks p50 or p90';
      if (!(half > 0 && p90 >= half)) return 'has a p50 of 0, or a p90 below its p50';
      return { kind: 'lognormal', p50: half, p90 };
    }
    default:
      return `is none of fixed, triangular, pert and lognormal: “${short(cells.kind.trim())}”`;
  }
}

/** At most 40 characters, for sentences. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
