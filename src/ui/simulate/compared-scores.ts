import { type GapRun, gapRuns } from '#model/gap-question.ts';
import type { GapReport, GapScore } from '#model/results/gaps/gap-report.ts';
import type { GapRunState } from '#state/gap-state.ts';

/** Figures of one run on both plans. */
export interface ComparedRun {
  readonly run: GapRun;
  readonly rows: readonly (readonly [first: GapScore, second: GapScore])[];
}

/** Figures that both plans have, run by run in the order of the list; a run without any is left out. */
export function comparedScores(
  runs: ReadonlyMap<GapRun, Pick<GapRunState, 'report'>>,
  reports: ReadonlyMap<GapRun, Pick<GapReport, 'scores'>>,
): readonly ComparedRun[] {
  return gapRuns.flatMap((run) => {
    const first = runs.get(run)?.report?.scores ?? [];
    const second = new Map((reports.get(run)?.scores ?? []).map((score) => [score.id, score]));
    const rows = first.flatMap((score) => {
      const other = second.get(score.id);
      return other === undefined ? [] : [[score, other] as const];
    });
    return rows.length === 0 ? [] : [{ run, rows }];
  });
}
