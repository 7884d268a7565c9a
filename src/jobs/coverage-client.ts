import { transfer } from 'comlink';
import { type CellGrid, checkCellSize } from '#geo/cell-grid.ts';
import type { Camera } from '#model/device.ts';
import { ProblemError } from '#model/result.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type {
  CameraBits,
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { abortError } from './abort.ts';
import type { Endpoint } from './endpoint.ts';

export interface CoverageClientOptions {
  /** At least 1. The first worker also keeps the merged picture. */
  readonly workerCount: number;
  readonly createWorker: () => Endpoint<CoverageWorker>;
}

export interface CoverageProgress {
  /** Cameras that are not computed yet. */
  readonly pending: number;
  /** Cameras asked for since nothing was pending. */
  readonly total: number;
}

/**
 * The callers' side of the coverage workers. Changes are queued per camera and the latest wins: a drag computes the
 * newest position as soon as a worker is free and forgets those between. Few cameras go the short way (one worker
 * computes and merges); many are spread over all workers, and results come as they are ready.
 */
export interface CoverageClient {
  readonly workerCount: number;
  /**
   * Loads a scene into every worker and forgets all cameras. Later calls win over earlier ones, which reject. Rejects
   * with a ProblemError where the scene has more cells than memory holds.
   */
  load(scene: CoverageScene, settings: CoverageSettings): Promise<CellGrid>;
  /** Never waits and never throws; what comes of it reaches {@link onUpdate} or {@link onFailure}. */
  change(change: CoverageChange): void;
  onUpdate(listener: (update: CoverageUpdate, progress: CoverageProgress) => void): () => void;
  onFailure(listener: (reason: Error) => void): () => void;
  inspect(x: number, y: number): Promise<readonly PointReading[]>;
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
  /** Result of what is merged when nothing is queued. */
  result(scenario: Scenario, sceneId: string): Promise<CoverageResult>;
  dispose(): void;
}

/** Cameras at most that one worker computes and merges by itself before others are asked to help. */
const shortWayLimit = 2;
/** Cameras a worker gets at a time when many are to be computed: small enough to paint early and to let a drag in. */
const batchSize = 4;

interface QueuedCamera {
  readonly camera: Camera | null;
  /** Revision at which the camera first waited: until it is merged, what is painted lacks that revision. */
  readonly since: number;
}

export function createCoverageClient(options: CoverageClientOptions): CoverageClient {
  const workerCount = Math.max(1, Math.floor(options.workerCount));
  let endpoints: Endpoint<CoverageWorker>[] = Array.from({ length: workerCount }, options.createWorker);
  const updateListeners = new Set<(update: CoverageUpdate, progress: CoverageProgress) => void>();
  const failureListeners = new Set<(reason: Error) => void>();
  const idleWaiters: (() => void)[] = [];
  /** Insertion order is age; a camera that changes again moves to the end. */
  const queue = new Map<string, QueuedCamera>();
  /** Taken from the queue and not merged yet. */
  const working = new Map<string, QueuedCamera>();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  let newest = 0;
  let generation = 0;
  let loaded = false;
  let running = false;
  let disposed = false;
  let asked = 0;

  const call = <T>(endpoint: Endpoint<CoverageWorker>, work: (worker: CoverageWorker) => Promise<T>): Promise<T> =>
    Promise.race([work(endpoint.remote), endpoint.failed, gone.promise]);

  const settle = () => {
    if (queue.size > 0 || running) return;
    asked = 0;
    for (const resolve of idleWaiters.splice(0)) resolve();
  };

  const takeNewest = (limit: number) => {
    const put: Camera[] = [];
    const removed: string[] = [];
    for (const [id, entry] of [...queue].reverse()) {
      if (put.length >= limit) break;
      queue.delete(id);
      working.set(id, entry);
      if (entry.camera === null) removed.push(id);
      else put.push(entry.camera);
    }
    return { put, removed, revision: newest };
  };

  /** Newest revision of which nothing is missing in the merged picture. */
  const mergedRevision = () => {
    let revision = newest;
    for (const { since } of queue.values()) revision = Math.min(revision, since - 1);
    for (const { since } of working.values()) revision = Math.min(revision, since - 1);
    return revision;
  };

  const emit = (update: CoverageUpdate, merged: readonly string[]) => {
    for (const id of merged) working.delete(id);
    const progress = { pending: queue.size, total: asked };
    const told = { ...update, revision: mergedRevision() };
    for (const listener of updateListeners) listener(told, progress);
  };

  const spread = async (change: CoverageChange, token: number) => {
    const [keeper, ...helpers] = endpoints as [Endpoint<CoverageWorker>, ...Endpoint<CoverageWorker>[]];
    const shares = endpoints.map((_, index) => change.put.filter((__, at) => at % endpoints.length === index));
    const own = call(keeper, (worker) => worker.change({ ...change, put: shares[0] ?? [] }));
    const others = helpers.map(async (helper, index) => {
      const cameras = shares[index + 1] ?? [];
      if (cameras.length === 0) return null;
      const bits = await call(helper, (worker) => worker.compute(cameras));
      if (token !== generation) return null;
      const buffers = bits.map((entry: CameraBits) => entry.bits.buffer);
      return call(keeper, (worker) => worker.merge(change.revision, transfer([...bits], buffers), cameras, []));
    });
    const emitShare = (share: number, removed: readonly string[]) => (update: CoverageUpdate | null) => {
      if (update === null || token !== generation) return;
      emit(update, [...(shares[share] ?? []).map((camera) => camera.id), ...removed]);
    };
    await Promise.all([
      own.then(emitShare(0, change.removed)),
      ...others.map((other, index) => other.then(emitShare(index + 1, []))),
    ]);
  };

  const pump = async () => {
    if (running || !loaded || disposed) return;
    running = true;
    const token = generation;
    try {
      while (queue.size > 0 && token === generation && !disposed) {
        const change = takeNewest(queue.size <= shortWayLimit ? shortWayLimit : batchSize * endpoints.length);
        if (change.put.length <= shortWayLimit || endpoints.length === 1) {
          const update = await call(endpoints[0] as Endpoint<CoverageWorker>, (worker) => worker.change(change));
          if (token === generation) emit(update, [...change.put.map((camera) => camera.id), ...change.removed]);
        } else {
          await spread(change, token);
        }
      }
    } catch (reason) {
      if (token === generation && !disposed) {
        queue.clear();
        working.clear();
        for (const listener of failureListeners) listener(reason instanceof Error ? reason : new Error(String(reason)));
      }
    } finally {
      running = false;
      if (token !== generation && loaded) void pump();
      settle();
    }
  };

  const whenIdle = () =>
    new Promise<void>((resolve, reject) => {
      if (disposed) reject(abortError());
      else if (queue.size === 0 && !running) resolve();
      else idleWaiters.push(resolve);
    });

  return {
    workerCount,
    async load(scene, settings) {
      generation += 1;
      const token = generation;
      loaded = false;
      queue.clear();
      working.clear();
      newest = 0;
      asked = 0;
      const fits = checkCellSize(scene.bounds, scene.cell);
      if (!fits.ok) throw new ProblemError(fits.problem);
      const grids = await Promise.all(endpoints.map((entry) => call(entry, (worker) => worker.load(scene, settings))));
      if (token !== generation || disposed) throw abortError();
      loaded = true;
      void pump();
      return grids[0] as CellGrid;
    },
    change(change) {
      if (disposed) return;
      newest = Math.max(newest, change.revision);
      const wait = (id: string, camera: Camera | null) => {
        const since = queue.get(id)?.since ?? change.revision;
        queue.delete(id);
        queue.set(id, { camera, since });
      };
      for (const camera of change.put) wait(camera.id, camera);
      for (const id of change.removed) wait(id, null);
      asked += change.put.length + change.removed.length;
      void pump();
    },
    onUpdate(listener) {
      updateListeners.add(listener);
      return () => updateListeners.delete(listener);
    },
    onFailure(listener) {
      failureListeners.add(listener);
      return () => failureListeners.delete(listener);
    },
    inspect(x, y) {
      if (disposed) return Promise.reject(abortError());
      if (!loaded) return Promise.resolve([]);
      return call(endpoints[0] as Endpoint<CoverageWorker>, (worker) => worker.inspect(x, y));
    },
    idle: whenIdle,
    async result(scenario, sceneId) {
      await whenIdle();
      if (disposed) throw abortError();
      return call(endpoints[0] as Endpoint<CoverageWorker>, (worker) => worker.result(scenario, sceneId));
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      generation += 1;
      gone.reject(abortError());
      for (const endpoint of endpoints) endpoint.dispose();
      endpoints = [];
      queue.clear();
      working.clear();
      settle();
    },
  };
}
