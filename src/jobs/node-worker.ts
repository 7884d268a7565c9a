import { Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { WorkerHandle } from './endpoint.ts';

/** A `worker_threads` worker as a {@link WorkerHandle}; for the command line and tests, never for the page. */
export function nodeWorker(url: URL): WorkerHandle {
  const worker = new Worker(url);
  return {
    port: nodeEndpoint(worker),
    onFailure(listener) {
      worker.on('error', listener);
      worker.on('messageerror', listener);
    },
    terminate: () => void worker.terminate(),
  };
}
