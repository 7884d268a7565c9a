import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { OrderRule } from '#model/rollout/rollout-question.ts';
import type { Crew, CutoverPolicy } from '#model/rollout/rollout-records.ts';
import type { Duration, TaskCalendar, TaskStep, TaskTemplate } from '#model/rollout/task-template.ts';
import { formatNumber } from '../format.ts';

/** The rollout in plain words: dates, durations, and the names of what can be chosen. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** January to December, in full. */
export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 1 = Monday … 7 = Sunday. */
export const weekdayNames: Readonly<Record<number, string>> = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
};

function parts(date: string): readonly [year: number, month: number, day: number] {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
}

/** ISO date as `14 Oct 2026`; “–” where there is none. */
export function dayText(date: string | null): string {
  if (date === null) return '–';
  const [year, month, day] = parts(date);
  return `${day} ${months[month - 1] ?? ''} ${year}`;
}

/** ISO date as `Oct 2026`; “–” where there is none. */
export function monthText(date: string | null): string {
  if (date === null) return '–';
  const [year, month] = parts(date);
  return `${months[month - 1] ?? ''} ${year}`;
}

/** `Apr – Nov 2026`, `Oct 2026 – Mar 2027`, `from Oct 2026`; “no dates” without both. */
export function spanText(start: string | null, end: string | null): string {
  if (start === null && end === null) return 'no dates';
  if (start === null) return `until ${monthText(end)}`;
  if (end === null) return `from ${monthText(start)}`;
  const [startYear, startMonth] = parts(start);
  const [endYear, endMonth] = parts(end);
  if (startYear === endYear && startMonth === endMonth) return monthText(start);
  const first = startYear === endYear ? (months[startMonth - 1] ?? '') : monthText(start);
  return `${first} – ${monthText(end)}`;
}

/** Which month of a span a date lies in, from 1, and how many there are. */
export function monthOfSpan(
  date: string,
  start: string,
  end: string,
): { readonly month: number; readonly months: number } {
  const index = (iso: string): number => {
    const [year, month] = parts(iso);
    return year * 12 + month;
  };
  const all = Math.max(1, index(end) - index(start) + 1);
  return { month: Math.min(all, Math.max(1, index(date) - index(start) + 1)), months: all };
}

/** Days with one decimal where they have one: `3.5`, `12`. */
export function dayCount(days: number): string {
  return formatNumber(days, Math.abs(days) < 100 && Math.round(days * 10) % 10 !== 0 ? 1 : 0);
}

/** `1 day`, `3.5 days`. */
export function daysText(days: number): string {
  const count = dayCount(days);
  return `${count} ${count === '1' ? 'day' : 'days'}`;
}

/** Calendar days from one ISO date to another, signed: `12 days later`, `3 days earlier`, `the same day`. */
export function shiftText(from: string | null, to: string | null): string {
  if (from === null || to === null) return '–';
  const days = dayNumber(to) - dayNumber(from);
  if (days === 0) return 'the same day';
  return `${daysText(Math.abs(days))} ${days > 0 ? 'later' : 'earlier'}`;
}

/** From here on durations read better in weeks. */
const weeksFrom = 21;

/** `5 days`, `6 – 9 – 16 weeks`, `35 days, 75 in one of ten`. */
export function durationText(duration: Duration): string {
  switch (duration.kind) {
    case 'fixed':
      return daysText(duration.days);
    case 'lognormal':
      return `${daysText(duration.p50)}, ${dayCount(duration.p90)} in one of ten`;
    case 'triangular':
    case 'pert': {
      const { low, mode, high } = duration;
      const weeks = low >= weeksFrom;
      const shown = [low, mode, high].map((days) => dayCount(weeks ? days / 7 : days));
      return `${shown.join(' – ')} ${weeks ? 'weeks' : 'days'}`;
    }
  }
}

export const durationKindNames: Readonly<Record<Duration['kind'], string>> = {
  fixed: 'Always the same',
  triangular: 'Low, likely, high (triangular)',
  pert: 'Low, likely, high (PERT)',
  lognormal: 'Usual and late (log-normal)',
};

/** Names of the figures of each law, in their order. */
export const durationFields: {
  readonly [K in Duration['kind']]: readonly { readonly key: string; readonly label: string }[];
} = {
  fixed: [{ key: 'days', label: 'Days' }],
  triangular: [
    { key: 'low', label: 'At least' },
    { key: 'mode', label: 'Most likely' },
    { key: 'high', label: 'At most' },
  ],
  pert: [
    { key: 'low', label: 'At least' },
    { key: 'mode', label: 'Most likely' },
    { key: 'high', label: 'At most' },
  ],
  lognormal: [
    { key: 'p50', label: 'Half are done in' },
    { key: 'p90', label: 'Nine of ten in' },
  ],
};

export const calendarNames: Readonly<Record<TaskCalendar, string>> = {
  elapsed: 'All days',
  work: 'Working days',
  outdoor: 'Dry working days',
};

export const stepNames: Readonly<Record<TaskStep, string>> = {
  survey: 'Survey',
  permit: 'Permit',
  civil: 'Civil works',
  power: 'Power',
  network: 'Network',
  delivery: 'Delivery',
  temporary: 'Stand-in',
  mount: 'Mounting',
  commission: 'Commissioning',
  accept: 'Acceptance',
  train: 'Training',
  retire: 'Taking down',
};

export const perNames: Readonly<Record<TaskTemplate['per'], string>> = {
  device: 'Each device',
  group: 'Each site group',
  batch: 'Each delivery lot',
  node: 'Each switch or gateway',
  feed: 'Each power feed',
  phase: 'Each phase',
};

export const crewKindNames: Readonly<Record<Crew['kind'], string>> = {
  crew: 'Crew',
  vehicle: 'Vehicle',
  office: 'Office',
};

interface PolicyWords {
  readonly name: string;
  /** What becomes of an old unit, as a sentence. */
  readonly sentence: string;
}

export const policyWords: Readonly<Record<CutoverPolicy, PolicyWords>> = {
  keep: {
    name: 'Keep old',
    sentence: 'The old unit stays live until all that replaces it is accepted.',
  },
  swap: {
    name: 'Swap',
    sentence: 'The old unit goes on the day on which the first new one is mounted.',
  },
  'remove-first': {
    name: 'Remove first',
    sentence: 'All old units of a site are taken down before work there begins.',
  },
  temporary: {
    name: 'Temporary',
    sentence: 'Rented stand-ins see what the old units saw until the new ones are accepted.',
  },
};

/** Null: as the plan says, group by group. */
export function policyName(policy: CutoverPolicy | null): string {
  return policy === null ? 'As planned' : policyWords[policy].name;
}

export const orderWords: Readonly<Record<OrderRule | 'best', { readonly name: string; readonly says: string }>> = {
  plan: { name: 'Own', says: 'The planner’s own turn of the sites.' },
  district: { name: 'District', says: 'One district after the other.' },
  risk: { name: 'Risk', says: 'Sites first that earn most towards the goals.' },
  cost: { name: 'Cost', says: 'The cheapest sites first.' },
  best: { name: 'Best found', says: 'The order that earns the most days of met goals, found by search.' },
};

export const statusNames: Readonly<Record<RolloutStatus, string>> = {
  live: 'Live',
  'under-way': 'Under way',
  planned: 'Planned',
  retired: 'Retired',
};

/** Said once, where quantiles stand. */
export const quantileHint =
  'P50: half of the runs are done by then, or stay below. P10 and P90: one in ten, and nine in ten.';

/** A chance as whole per cent; what rounds to 0 or 100 without being it says so. */
export function chanceText(chance: number | null): string {
  if (chance === null || !Number.isFinite(chance)) return '–';
  if (chance > 0 && chance < 0.005) return '< 1 %';
  if (chance < 1 && chance >= 0.995) return '> 99 %';
  return `${formatNumber(chance * 100)} %`;
}
