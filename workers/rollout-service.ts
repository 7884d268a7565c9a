import type { CoverageUpdate } from '#model/results/coverage-bits.ts';
import type { RolloutWorker } from '#protocol/rollout.ts';
import { RolloutEngine, type RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { chunkBuffers, type RunChunk } from '#sim/rollout/run-chunk.ts';
import { createQueuedSteps } from './queued-steps.ts';

/** A rollout engine behind the calls of a worker; `ship` marks buffers to be handed over rather than copied. */
export function createRolloutService(
  ship: <T>(value: T, buffers: ArrayBuffer[]) => T,
): RolloutWorker<RunChunk, RolloutTable> {
  const engine = new RolloutEngine();
  const queue = createQueuedSteps();
  return {
    async load(scene) {
      engine.load(scene);
    },
    prepare: (id, job, onProgress) => queue.run(id, () => engine.prepareSteps(job), onProgress),
    async take(job, table) {
      engine.take(job, table);
    },
    async runs(id, job, from, until, onProgress) {
      const chunk = await queue.run(id, () => engine.runSteps(job, from, until), onProgress);
      return ship(chunk, chunkBuffers(chunk));
    },
    report: (id, job, chunks) => queue.run(id, () => engine.reportSteps(job, chunks)),
    policies: (id, job, onProgress) => queue.run(id, () => engine.policySteps(job), onProgress),
    orders: (id, job, onProgress) => queue.run(id, () => engine.orderSteps(job), onProgress),
    async show(job, live, paint, reset) {
      const picture = engine.show(job, live, paint, reset);
      return picture === null ? null : ship(picture, updateBuffers(picture.update));
    },
    async chance(job, date) {
      const picture = engine.chance(job, date);
      return picture === null ? null : ship(picture, tileBuffers(picture.tiles));
    },
    async stop(id) {
      queue.stop(id);
    },
  };
}

function tileBuffers(tiles: CoverageUpdate['tiles']): ArrayBuffer[] {
  return [...new Set(tiles.map(({ best }) => best.buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}

function updateBuffers({ tiles, facades }: CoverageUpdate): ArrayBuffer[] {
  return [...tileBuffers(tiles), ...(facades === null ? [] : [facades.index.buffer, facades.classes.buffer])];
}
