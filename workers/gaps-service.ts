import type { GapsWorker } from '#protocol/gaps.ts';
import { GapEngine } from '#sim/gaps/gap-engine.ts';
import { createQueuedSteps } from './queued-steps.ts';

/** An engine of security gaps behind the calls of a worker. */
export function createGapsService(): GapsWorker {
  const engine = new GapEngine();
  const queue = createQueuedSteps();
  return {
    async load(scene) {
      engine.load(scene);
    },
    run: (id, job, parts, onProgress) => queue.run(id, () => engine.runSteps(job, parts), onProgress),
    interceptionPart: (id, job, part, of, onProgress) =>
      queue.run(id, () => engine.interceptionPartSteps(job, part, of), onProgress),
    closing: (id, job, onProgress) => queue.run(id, () => engine.closingSteps(job), onProgress),
    async stop(id) {
      queue.stop(id);
    },
  };
}
