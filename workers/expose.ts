import '#model/no-eval.ts';
import { type Endpoint, expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

/** Offers an engine to whoever started this thread: a page's module worker or a `worker_threads` worker. */
export function exposeWorker(engine: object): void {
  expose(engine, threadEndpoint());
}

function threadEndpoint(): Endpoint {
  const isNode = typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function';
  const port = isNode ? process.getBuiltinModule('node:worker_threads').parentPort : null;
  return port === null ? (globalThis as unknown as Endpoint) : nodeEndpoint(port);
}
