import { drive } from '#jobs/drive.ts';
import type { GapProgress, GapsWorker } from '#protocol/gaps.ts';
import { GapEngine } from '#sim/gaps/gap-engine.ts';

/** An engine of security gaps behind the calls of a worker. */
export function createGapsService(): GapsWorker {
  const engine = new GapEngine();
  const running = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: they share the engine's memory. */
  const queued = <R>(
    id: number,
    start: () => Generator<GapProgress, R, void>,
    onProgress: (progress: GapProgress) => void,
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
    run: (id, job, parts, onProgress) => queued(id, () => engine.runSteps(job, parts), onProgress),
    interceptionPart: (id, job, part, of, onProgress) =>
      queued(id, () => engine.interceptionPartSteps(job, part, of), onProgress),
    closing: (id, job, onProgress) => queued(id, () => engine.closingSteps(job), onProgress),
    async stop(id) {
      running.get(id)?.abort();
    },
  };
}
