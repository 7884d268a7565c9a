import { proxy } from 'comlink';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { GapProgress, GapsWorker } from '#protocol/gaps.ts';
import { abortError } from './abort.ts';
import type { Endpoint } from './endpoint.ts';

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
  const workerCount = Math.max(1, Math.floor(options.workerCount));
  const endpoints = Array.from({ length: workerCount }, options.createWorker);
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  let calls = 0;

  const call = async <T>(
    endpoint: Endpoint<GapsWorker>,
    work: (worker: GapsWorker, id: number) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    if (signal?.aborted) throw abortError();
    calls += 1;
    const id = calls;
    const stopped = Promise.withResolvers<never>();
    stopped.promise.catch(() => undefined);
    const stop = () => {
      endpoint.remote.stop(id).catch(() => undefined);
      stopped.reject(abortError());
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const answer = work(endpoint.remote, id);
      // It rejects by itself once the worker has stopped, when nobody waits for it any more.
      answer.catch(() => undefined);
      return await Promise.race([answer, endpoint.failed, stopped.promise, gone.promise]);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
  const listener = (onProgress: ((progress: GapProgress) => void) | undefined) =>
    proxy(onProgress ?? ((_progress: GapProgress) => undefined));
  const first = () => endpoints[0] as Endpoint<GapsWorker>;

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
          worker.interceptionPart(id, job, part, endpoints.length, listener(tell));
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
      return call(first(), (worker, id) => worker.run(id, job, parts, listener(options.onProgress)), options.signal);
    },
    closing: (job, { onProgress, signal } = {}) =>
      call(first(), (worker, id) => worker.closing(id, job, listener(onProgress)), signal),
    dispose() {
      gone.reject(abortError());
      for (const endpoint of endpoints) endpoint.dispose();
    },
  };
}
