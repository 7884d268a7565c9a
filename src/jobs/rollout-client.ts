import { transfer } from 'comlink';
import type { CoverageScene, PaintSetting } from '#model/results/coverage-bits.ts';
import type { OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { ChancePicture, RolloutPicture, RolloutProgress, RolloutWorker } from '#protocol/rollout.ts';
import type { Endpoint } from './endpoint.ts';
import { createWorkerCalls, progressListener } from './worker-calls.ts';

export interface RolloutClientOptions<Chunk, Table> {
  /** At least 1. The first worker prepares, sums up and paints; all of them do runs. */
  readonly workerCount: number;
  readonly createWorker: () => Endpoint<RolloutWorker<Chunk, Table>>;
  /** Buffers of a chunk, which move from worker to worker. */
  readonly buffersOf: (chunk: Chunk) => readonly ArrayBuffer[];
}

export interface RolloutCallOptions {
  readonly onProgress?: (progress: RolloutProgress) => void;
  /** Reports of fewer runs, while the others are done. */
  readonly onReport?: (report: RolloutReport) => void;
  readonly signal?: AbortSignal;
}

/** The callers' side of the workers of rollouts. Calls reject with an AbortError as soon as their signal fires. */
export interface RolloutClient {
  /** Gives every worker a scene; what was worked out on an older one is of no use any more. */
  load(scene: CoverageScene): Promise<void>;
  run(job: RolloutJob, options?: RolloutCallOptions): Promise<RolloutReport>;
  policies(job: RolloutJob, options?: RolloutCallOptions): Promise<PolicyComparison>;
  orders(job: RolloutJob, options?: RolloutCallOptions): Promise<OrderComparison>;
  show(job: RolloutJob, live: readonly string[], paint: PaintSetting, reset: boolean): Promise<RolloutPicture | null>;
  chance(job: RolloutJob, date: string): Promise<ChancePicture | null>;
  dispose(): void;
}

/** Runs before the first report, and before a second one where there are far more. */
const earlyRuns = [100, 1000];
/** A report so near to the last one is not worth its time: share of all runs. */
const nearShare = 0.5;
/** Share of a run's progress that preparing takes. */
const prepareShare = 0.25;

export function createRolloutClient<Chunk, Table>(options: RolloutClientOptions<Chunk, Table>): RolloutClient {
  type Worker = RolloutWorker<Chunk, Table>;
  const calls = createWorkerCalls<Worker>(options.workerCount, options.createWorker);
  const { endpoints, call, first } = calls;

  /** Runs `from` until before `until`, in equal parts by all workers. */
  const runsByAll = (job: RolloutJob, from: number, until: number, options: RolloutCallOptions) => {
    const done = endpoints.map(() => 0);
    return Promise.all(
      endpoints.map((endpoint, part) => {
        const start = from + Math.floor(((until - from) * part) / endpoints.length);
        const end = from + Math.floor(((until - from) * (part + 1)) / endpoints.length);
        const tell = ({ step, fraction }: RolloutProgress) => {
          done[part] = fraction * (end - start);
          const sum = done.reduce((a, b) => a + b, from) / job.question.runs;
          options.onProgress?.({ step, fraction: prepareShare + (1 - prepareShare) * sum });
        };
        const work = (worker: Worker, id: number) => worker.runs(id, job, start, end, progressListener(tell));
        return call(endpoint, work, options.signal);
      }),
    );
  };

  return {
    async load(scene) {
      await Promise.all(endpoints.map((endpoint) => call(endpoint, (worker) => worker.load(scene), undefined)));
    },
    async run(job, callOptions = {}) {
      const { signal, onProgress, onReport } = callOptions;
      const prepared = ({ step, fraction }: RolloutProgress) =>
        onProgress?.({ step, fraction: prepareShare * fraction });
      const table = await first((worker, id) => worker.prepare(id, job, progressListener(prepared)), signal);
      await Promise.all(
        endpoints.slice(1).map((endpoint) => call(endpoint, (worker) => worker.take(job, table), signal)),
      );
      const { runs } = job.question;
      let from = 0;
      for (const until of [...earlyRuns.filter((early) => early <= nearShare * runs), runs]) {
        const chunks = await runsByAll(job, from, until, callOptions);
        const buffers = chunks.flatMap((chunk) => [...options.buffersOf(chunk)]);
        const report = await first((worker, id) => worker.report(id, job, transfer(chunks, buffers)), signal);
        if (until >= runs) return report;
        onReport?.(report);
        from = until;
      }
      throw new Error('RolloutClient: a job has at least one run.');
    },
    policies: (job, { onProgress, signal } = {}) =>
      first((worker, id) => worker.policies(id, job, progressListener(onProgress)), signal),
    orders: (job, { onProgress, signal } = {}) =>
      first((worker, id) => worker.orders(id, job, progressListener(onProgress)), signal),
    show: (job, live, paint, reset) => first((worker) => worker.show(job, live, paint, reset), undefined),
    chance: (job, date) => first((worker) => worker.chance(job, date), undefined),
    dispose: calls.dispose,
  };
}
