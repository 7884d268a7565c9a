import { type Endpoint as ComlinkEndpoint, type Remote, releaseProxy, wrap } from 'comlink';

/** A worker, or an engine in this thread, behind one interface, and the way to end it. */
export interface Endpoint<T> {
  readonly remote: T;
  /** Rejects when the worker dies; never resolves. Races with every call, so that none hangs. */
  readonly failed: Promise<never>;
  dispose(): void;
}

/** What a worker thread must offer here; both the browser's Worker and an adapted Node worker do. */
export interface WorkerHandle {
  readonly port: ComlinkEndpoint;
  onFailure(listener: (reason: Error) => void): void;
  terminate(): void;
}

/** Speaks to a worker that exposes T by Comlink. All of T's methods must be asynchronous. */
export function connectWorker<T extends object>(handle: WorkerHandle): Endpoint<T> {
  const remote: Remote<T> = wrap<T>(handle.port);
  const failed = new Promise<never>((_, reject) => handle.onFailure(reject));
  // A failure nobody is waiting for is told by the next call.
  failed.catch(() => undefined);
  return {
    remote: remote as unknown as T,
    failed,
    dispose() {
      remote[releaseProxy]();
      handle.terminate();
    },
  };
}

/** An engine in this thread. */
export function inlineEndpoint<T>(remote: T): Endpoint<T> {
  return { remote, failed: new Promise<never>(() => undefined), dispose: () => undefined };
}

/** A browser's module worker as a {@link WorkerHandle}. */
export function browserWorker(worker: Worker): WorkerHandle {
  return {
    port: worker,
    onFailure(listener) {
      worker.addEventListener('error', (event) =>
        listener(new Error(event.message || 'The worker could not be started.')),
      );
      worker.addEventListener('messageerror', () => listener(new Error('The worker sent something unreadable.')));
    },
    terminate: () => worker.terminate(),
  };
}
