import { drive } from '#jobs/drive.ts';
import type { CoverageUpdate } from '#model/results/coverage-bits.ts';
import type { RolloutProgress, RolloutWorker } from '#protocol/rollout.ts';
import { RolloutEngine, type RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { chunkBuffers, type RunChunk } from '#sim/rollout/run-chunk.ts';

/** A rollout engine behind the calls of a worker; `ship` marks buffers to be handed over rather than copied. */
export function createRolloutService(
  ship: <T>(value: T, buffers: ArrayBuffer[]) => T,
): RolloutWorker<RunChunk, RolloutTable> {
  const engine = new RolloutEngine();
  const running = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: they share the engine's memory. */
  const queued = <R>(
    id: number,
    start: () => Generator<RolloutProgress, R, void>,
    onProgress: (progress: RolloutProgress) => void = () => undefined,
  ): Promise<R> => {
    const control = new AbortController();
    running.set(id, control);
    const work = last.then(() => drive(start(), { onProgress, signal: control.signal }));
    const done = () => {
      running.delete(id);
    };
    last = work.then(done, done);
    return work;
  };

  return {
    async load(scene) {
      engine.load(scene);
    },
    prepare: (id, job, onProgress) => queued(id, () => engine.prepareSteps(job), onProgress),
    async take(job, table) {
      engine.take(job, table);
    },
    async runs(id, job, from, until, onProgress) {
      const chunk = await queued(id, () => engine.runSteps(job, from, until), onProgress);
      return ship(chunk, chunkBuffers(chunk));
    },
    report: (id, job, chunks) => queued(id, () => engine.reportSteps(job, chunks)),
    policies: (id, job, onProgress) => queued(id, () => engine.policySteps(job), onProgress),
    orders: (id, job, onProgress) => queued(id, () => engine.orderSteps(job), onProgress),
    async show(job, live, paint, reset) {
      const picture = engine.show(job, live, paint, reset);
      return ship(picture, updateBuffers(picture.update));
    },
    async chance(job, date) {
      const picture = engine.chance(job, date);
      return picture === null ? null : ship(picture, tileBuffers(picture.tiles));
    },
    async stop(id) {
      running.get(id)?.abort();
    },
  };
}

function tileBuffers(tiles: CoverageUpdate['tiles']): ArrayBuffer[] {
  return [...new Set(tiles.map(({ best }) => best.buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}

function updateBuffers({ tiles, facades }: CoverageUpdate): ArrayBuffer[] {
  return [...tileBuffers(tiles), ...(facades === null ? [] : [facades.index.buffer, facades.classes.buffer])];
}
