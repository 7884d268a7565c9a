import { abortError } from './abort.ts';

export interface DriveOptions<P> {
  /** Called at most every 50 ms with the newest progress. */
  readonly onProgress?: (progress: P) => void;
  /** Looked at after every step; a fired signal ends the steps (their `finally` blocks run) and rejects with AbortError. */
  readonly signal?: AbortSignal;
}

const progressIntervalMilliseconds = 50;

/**
 * Runs work that was written as steps: it yields after a fixed amount of work and returns its result. Between steps the
 * thread answers messages and signals, at most every 50 ms, so that long work can be watched and stopped.
 */
export async function drive<P, R>(
  steps: Generator<P, R, void> | AsyncGenerator<P, R, void>,
  options: DriveOptions<P> = {},
): Promise<R> {
  let last = performance.now();
  try {
    while (true) {
      if (options.signal?.aborted) throw abortError();
      const step = await steps.next();
      if (step.done) return step.value;
      const now = performance.now();
      if (now - last < progressIntervalMilliseconds) continue;
      options.onProgress?.(step.value);
      await new Promise((resolve) => setTimeout(resolve, 0));
      last = performance.now();
    }
  } finally {
    await steps.return(undefined as R);
  }
}
