import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { InterceptionPart } from '#model/results/gaps/interception.ts';

/** How far a run is; `fraction` 0 to 1. */
export interface GapProgress {
  readonly step: string;
  readonly fraction: number;
}

/**
 * Calls between the page (or the command line) and a worker of security gaps. Rejections carry a `ProblemError` message fit for
 * a planner, or an AbortError where the run was stopped. One run at a time per worker; further calls wait.
 */
export interface GapsWorker {
  load(scene: GapScene): Promise<void>;
  run(
    id: number,
    job: GapJob,
    parts: readonly InterceptionPart[] | null,
    onProgress: (progress: GapProgress) => void,
  ): Promise<GapReport>;
  /** A share of the pairs of `interception`: part `part` of `of`. */
  interceptionPart(
    id: number,
    job: GapJob,
    part: number,
    of: number,
    onProgress: (progress: GapProgress) => void,
  ): Promise<InterceptionPart>;
  /** What would close the gaps that the job's run finds. */
  closing(id: number, job: GapJob, onProgress: (progress: GapProgress) => void): Promise<ClosingResult>;
  /** Ends a run at its next step; unknown ids are those that have ended. */
  stop(id: number): Promise<void>;
}
