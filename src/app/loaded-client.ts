import type { City } from '#model/city.ts';
import { isAbort } from './notices.ts';

/** A client of workers that hold a city; workers that die are replaced with the next call. */
export interface LoadedClient<C> {
  /** The client, with this city in cells of this side, metres. */
  ready(city: City, cellMeters: number): Promise<C>;
  /** The client where it holds just this; else null. */
  holding(city: City, cellMeters: number): C | null;
  /** Passes work on; a failure that is no stop and not the input's fault gives the workers up. */
  surviving<T>(work: Promise<T>): Promise<T>;
  dispose(): void;
}

/**
 * @param createClient Called with the first call, and again after workers have died.
 * @param sceneOf The part of a city that the workers read, in cells of a side in metres.
 */
export function createLoadedClient<S, C extends { load(scene: S): Promise<void>; dispose(): void }>(
  createClient: () => C,
  sceneOf: (city: City, cellMeters: number) => S,
): LoadedClient<C> {
  let client: C | null = null;
  let loaded: { readonly city: City; readonly cellMeters: number; readonly done: Promise<void> } | null = null;

  const drop = (): void => {
    client?.dispose();
    client = null;
    loaded = null;
  };
  const holds = (city: City, cellMeters: number): boolean =>
    loaded !== null && loaded.city === city && loaded.cellMeters === cellMeters;

  return {
    async ready(city, cellMeters) {
      const working = client ?? createClient();
      client = working;
      if (loaded === null || !holds(city, cellMeters)) {
        loaded = { city, cellMeters, done: working.load(sceneOf(city, cellMeters)) };
      }
      const { done } = loaded;
      try {
        await done;
      } catch (reason) {
        drop();
        throw reason;
      }
      return working;
    },
    holding: (city, cellMeters) => (holds(city, cellMeters) ? client : null),
    async surviving(work) {
      try {
        return await work;
      } catch (reason) {
        if (!isAbort(reason) && !isProblem(reason)) drop();
        throw reason;
      }
    },
    dispose: drop,
  };
}

/** A plan that can't be worked out is no fault of the worker. */
function isProblem(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'ProblemError';
}
