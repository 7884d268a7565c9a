import type { GapRun } from '#model/gap-question.ts';
import type { GapReport, GapScore } from '#model/results/gaps/gap-report.ts';
import type { MonthlyGaps } from '#model/results/rollout/rollout-choices.ts';
import { liveAt } from '#model/results/rollout/rollout-moment.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate, monthStart } from '#model/rollout/calendar-days.ts';
import type { Scenario } from '#model/scenario.ts';

/** Security gaps that are followed over the months. */
export function monthlyRuns({ devices }: Pick<Scenario, 'devices'>): readonly GapRun[] {
  const readsPlates = devices.some(({ kind, state }) => kind === 'alpr' && state !== 'retired');
  return ['approach', ...(readsPlates ? (['interception'] as const) : [])];
}

/** The start, and the first day of each month up to the last date of a report. */
export function monthsOf({ dates, start }: Pick<RolloutReport, 'dates' | 'start'>): readonly string[] {
  const first = dayNumber(start);
  const last = dayNumber(dates.at(-1) ?? start);
  const months = [start];
  for (let later = 1; monthStart(first, later) <= last; later += 1) months.push(isoDate(monthStart(first, later)));
  return months;
}

/**
 * Security gaps month by month with the devices that half of the runs have live. Each set of live devices is worked out once.
 *
 * @param runGap One run with these devices (ids), all others left out.
 */
export async function monthlyGaps(
  report: RolloutReport,
  runs: readonly GapRun[],
  site: MonthlyGaps['site'],
  runGap: (run: GapRun, live: readonly string[]) => Promise<GapReport>,
  onProgress: (fraction: number) => void,
): Promise<MonthlyGaps> {
  const dates = monthsOf(report);
  const sets = new Map<string, readonly string[]>();
  const keys = dates.map((date) => {
    const live = liveAt(report, date);
    const key = JSON.stringify(live);
    sets.set(key, live);
    return key;
  });
  const scores = new Map<string, Map<GapRun, readonly GapScore[]>>();
  let done = 0;
  for (const [key, live] of sets) {
    const found = new Map<GapRun, readonly GapScore[]>();
    for (const run of runs) {
      found.set(run, (await runGap(run, live)).scores);
      done += 1;
      onProgress(done / (sets.size * runs.length));
    }
    scores.set(key, found);
  }
  const series = runs.flatMap((run) => {
    const heads = new Map<string, GapScore>();
    for (const found of scores.values()) for (const score of found.get(run) ?? []) heads.set(score.id, score);
    return [...heads.values()].map(({ id, label, unit, better }) => ({
      id: `${run}:${id}`,
      label,
      unit,
      better,
      values: keys.map(
        (key) =>
          scores
            .get(key)
            ?.get(run)
            ?.find((score) => score.id === id)?.value ?? null,
      ),
    }));
  });
  return { site, dates: [...dates], series, sets: sets.size };
}
