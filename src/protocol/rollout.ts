import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageScene, CoverageUpdate, PaintSetting } from '#model/results/coverage-bits.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';

/** How far a rollout run is; `fraction` 0 to 1. */
export interface RolloutProgress {
  readonly step: string;
  readonly fraction: number;
}

/** Coverage of some devices of a plan: what is painted, and how the goals stand. */
export interface RolloutPicture {
  /** Grid that the tiles are counted in. */
  readonly grid: CellGrid;
  /** Whether tiles drawn before no longer hold. */
  readonly reset: boolean;
  readonly update: CoverageUpdate;
}

/** Tiles of classes 0 (never) to 10 (in all runs): the chance that a cell is covered on a date. */
export interface ChancePicture {
  readonly grid: CellGrid;
  readonly tiles: readonly CoverageTile[];
}

/**
 * Calls between the page (or the command line) and a worker of rollouts. `Chunk` and `Table` are the engine's: callers hand them
 * on from worker to worker and don't look inside. Rejections carry a `ProblemError` message fit for a planner, or an AbortError
 * where the run was stopped. One call at a time per worker; further calls wait.
 */
export interface RolloutWorker<Chunk, Table> {
  load(scene: CoverageScene): Promise<void>;
  /** Works out the plan's tasks and what its devices see; the table is what other workers need of it. */
  prepare(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<Table>;
  /** Takes what another worker has prepared. */
  take(job: RolloutJob, table: Table): Promise<void>;
  /** Runs `from` until before `until` of a job that is prepared. */
  runs(
    id: number,
    job: RolloutJob,
    from: number,
    until: number,
    onProgress: (progress: RolloutProgress) => void,
  ): Promise<Chunk>;
  /** Of the chunks given before for the same job and these, which go on where those ended; takes the buffers. */
  report(id: number, job: RolloutJob, chunks: readonly Chunk[]): Promise<RolloutReport>;
  policies(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<PolicyComparison>;
  orders(id: number, job: RolloutJob, onProgress: (progress: RolloutProgress) => void): Promise<OrderComparison>;
  /**
   * Coverage with these devices live; only what differs from the last picture of the job is told, unless `reset`. Null where the
   * job is not prepared any more.
   */
  show(job: RolloutJob, live: readonly string[], paint: PaintSetting, reset: boolean): Promise<RolloutPicture | null>;
  /** The chance of being covered on a date (ISO) over the runs reported last; null where none are, or the job is not prepared any more. */
  chance(job: RolloutJob, date: string): Promise<ChancePicture | null>;
  stop(id: number): Promise<void>;
}
