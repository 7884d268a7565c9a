import { proxy } from 'comlink';
import { abortError } from './abort.ts';
import type { Endpoint } from './endpoint.ts';

/** What workers offer whose calls can be stopped by number. */
interface Stoppable {
  stop(id: number): Promise<void>;
}

/** Calls to some workers that end with their signal, with the death of their worker, or with all of them. */
export interface WorkerCalls<W extends Stoppable> {
  readonly endpoints: readonly Endpoint<W>[];
  /** Rejects with an AbortError as soon as the signal fires; the worker itself stops at its next step. */
  call<T>(
    endpoint: Endpoint<W>,
    work: (worker: W, id: number) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T>;
  /** Of the first worker. */
  first<T>(work: (worker: W, id: number) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Ends all workers; calls under way reject with an AbortError. */
  dispose(): void;
}

export function createWorkerCalls<W extends Stoppable>(
  workerCount: number,
  createWorker: () => Endpoint<W>,
): WorkerCalls<W> {
  const endpoints = Array.from({ length: Math.max(1, Math.floor(workerCount)) }, createWorker);
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  let calls = 0;

  const call = async <T>(
    endpoint: Endpoint<W>,
    work: (worker: W, id: number) => Promise<T>,
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

  return {
    endpoints,
    call,
    first: (work, signal) => call(endpoints[0] as Endpoint<W>, work, signal),
    dispose() {
      gone.reject(abortError());
      for (const endpoint of endpoints) endpoint.dispose();
    },
  };
}

/** A listener that a worker can call; one that does nothing where there is none. */
export function progressListener<P>(onProgress: ((progress: P) => void) | undefined): (progress: P) => void {
  return proxy(onProgress ?? ((_progress: P) => undefined));
}
