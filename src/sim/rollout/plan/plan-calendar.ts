import type { Phase } from '#model/plan-records.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { dayNumber, isoDate, monthOf, weekday } from '#model/rollout/calendar-days.ts';
import type { RolloutQuestion } from '#model/rollout/rollout-question.ts';
import type { RolloutSettings } from '#model/rollout/rollout-records.ts';

/** Days of 20 years, the longest that a rollout may take. */
export const horizonDays = 7305;

/** The days of a rollout, counted from its start. */
export interface PlanCalendar {
  /** Days since 1970-01-01 of day 0. */
  readonly startDay: number;
  readonly workdays: Uint8Array;
  readonly weather: Float64Array;
  /** Per phase the first day of its work, from day 0. */
  readonly phaseDays: readonly number[];
  /** A sentence where the start was not the plan's own; null otherwise. */
  readonly note: string | null;
}

/** Only phases with devices (`used`, by number) set the start. Fails where nothing could ever be worked on. */
export function planCalendar(
  settings: RolloutSettings,
  phases: readonly Phase[],
  used: ReadonlySet<number>,
  question: RolloutQuestion,
): Outcome<PlanCalendar> {
  const starts = phases.flatMap(({ start }, index) => (start !== null && used.has(index) ? [dayNumber(start)] : []));
  const own = settings.start === null ? null : dayNumber(settings.start);
  const startDay = own ?? (starts.length > 0 ? Math.min(...starts) : dayNumber(question.startIfNone));
  const late = phases.findIndex(
    ({ start }, index) => start !== null && used.has(index) && dayNumber(start) - startDay >= horizonDays,
  );
  if (late >= 0) {
    const sentence = `${phases[late].name} begins on ${phases[late].start}, more than 20 years after the start on ${isoDate(startDay)}.`;
    return failure('rollout-horizon', sentence, `phases[${late}].start`);
  }
  const workdays = workdaysFrom(startDay, settings);
  if (!workdays.includes(1))
    return failure('rollout-no-workday', 'Every day is a holiday, so nobody ever works.', 'rollout.holidays');
  const weather = Float64Array.from({ length: horizonDays }, (_, day) => settings.weather[monthOf(startDay + day)]);
  const note =
    own === null && starts.length === 0
      ? `Neither the rollout nor a phase has a start, so work begins on ${question.startIfNone}.`
      : null;
  const phaseDays = phases.map(({ start }) => (start === null ? 0 : Math.max(0, dayNumber(start) - startDay)));
  return success({ startDay, workdays, weather, phaseDays, note });
}

function workdaysFrom(startDay: number, { workdays, holidays }: RolloutSettings): Uint8Array {
  const works = new Set(workdays);
  const days = Uint8Array.from({ length: horizonDays }, (_, day) => (works.has(weekday(startDay + day)) ? 1 : 0));
  for (const holiday of holidays) {
    const day = dayNumber(holiday) - startDay;
    if (day >= 0 && day < horizonDays) days[day] = 0;
  }
  return days;
}
