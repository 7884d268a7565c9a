import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { GapProgress, GapsWorker } from '#protocol/gaps.ts';
import type { Endpoint } from './endpoint.ts';
import { createWorkerCalls, progressListener } from './worker-calls.ts';

export interface GapsClientOptions {
  /** At least 1. The first worker does the runs; the others share the pairs of `interception`. */
  readonly workerCount: number;
  readonly createWorker: () => Endpoint<GapsWorker>;
}

export interface GapCallOptions {
  readonly onProgress?: (progress: GapProgress) => void;
  readonly signal?: AbortSignal;
}

/** The callers' side of the workers of security gaps. */
export interface GapsClient {
  /** Gives every worker a scene; what runs on an older one is of no use any more. */
  load(scene: GapScene): Promise<void>;
  /** Rejects with an AbortError as soon as the signal fires; the worker itself stops at its next step. */
  run(job: GapJob, options?: GapCallOptions): Promise<GapReport>;
  closing(job: GapJob, options?: GapCallOptions): Promise<ClosingResult>;
  dispose(): void;
}

export function createGapsClient(options: GapsClientOptions): GapsClient {
  const calls = createWorkerCalls<GapsWorker>(options.workerCount, options.createWorker);
  const { endpoints, call, first } = calls;

  /** The pairs shared among all workers; progress is that of the slowest. */
  const interceptionParts = (job: GapJob, { onProgress, signal }: GapCallOptions) => {
    const fractions = endpoints.map(() => 0);
    return Promise.all(
      endpoints.map((endpoint, part) => {
        const tell = ({ step, fraction }: GapProgress) => {
          fractions[part] = fraction;
          onProgress?.({ step, fraction: 0.95 * Math.min(...fractions) });
        };
        const work = (worker: GapsWorker, id: number) =>
          worker.interceptionPart(id, job, part, endpoints.length, progressListener(tell));
        return call(endpoint, work, signal);
      }),
    );
  };

  return {
    async load(scene) {
      await Promise.all(endpoints.map((endpoint) => call(endpoint, (worker) => worker.load(scene), undefined)));
    },
    async run(job, options = {}) {
      const shared = job.run === 'interception' && endpoints.length > 1;
      const parts = shared ? await interceptionParts(job, options) : null;
      return first((worker, id) => worker.run(id, job, parts, progressListener(options.onProgress)), options.signal);
    },
    closing: (job, { onProgress, signal } = {}) =>
      first((worker, id) => worker.closing(id, job, progressListener(onProgress)), signal),
    dispose: calls.dispose,
  };
}
