import type { GapScene } from '#model/gap-scene.ts';
import type { CoverageUpdate, PaintSetting } from '#model/results/coverage-bits.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';

/** How far a rollout run is; `fraction` 0 to 1. */
export interface RolloutProgress {
  readonly step: string;
  readonly fraction: number;
}

/** Cells of the city with the chance that each is covered on a date, as tiles of classes 0 (never) to 10 (in all runs). */
export interface ChancePaint {
  readonly tiles: readonly CoverageTile[];
}

/**
 * Calls between the page (or the command line) and a worker of rollouts. Rejections carry a `ProblemError` message fit for a
 * planner, or an AbortError where the run was stopped.
 */
export interface RolloutWorker<Chunk, Table> {
  load(scene: GapScene): Promise<void>;
  /** Works out the plan's tasks and what its devices see; the table is what other workers need of it. */
  prepare(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<Table>;
  /** Takes what another worker has prepared. */
  take(job: RolloutJob, table: Table): Promise<void>;
  /** Runs `from` until before `until` of the prepared job. */
  runs(id: number, job: RolloutJob, from: number, until: number): Promise<Chunk>;
  /** Of all chunks given so far and these. */
  report(id: number, job: RolloutJob, chunks: readonly Chunk[]): Promise<RolloutReport>;
  policies(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<PolicyComparison>;
  orders(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<OrderComparison>;
  /** Coverage, painted and measured, with these devices live. `reset`: all tiles anew. */
  show(job: RolloutJob, live: readonly string[], paint: PaintSetting, reset: boolean): Promise<CoverageUpdate>;
  /** The chance of being covered at or above the painted category on a date of the last report. */
  chance(job: RolloutJob, date: string): Promise<ChancePaint>;
  stop(id: number): Promise<void>;
}
