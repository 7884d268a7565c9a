import { drive } from '#jobs/drive.ts';

/** Work in steps, one after the other: it shares an engine's memory. */
export interface QueuedSteps {
  run<P, R>(id: number, start: () => Generator<P, R, void>, onProgress?: (progress: P) => void): Promise<R>;
  /** Ends a run at its next step; unknown ids are those that have ended. */
  stop(id: number): void;
}

export function createQueuedSteps(): QueuedSteps {
  const running = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<P, R>(id: number, start: () => Generator<P, R, void>, onProgress: (progress: P) => void = () => undefined) {
      const control = new AbortController();
      running.set(id, control);
      const work = last.then(() => drive(start(), { onProgress, signal: control.signal }));
      const done = () => {
        running.delete(id);
      };
      last = work.then(done, done);
      return work;
    },
    stop(id) {
      running.get(id)?.abort();
    },
  };
}
