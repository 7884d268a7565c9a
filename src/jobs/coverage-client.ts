import { transfer } from 'comlink';
import { type CellGrid, checkCellSize } from '#geo/cell-grid.ts';
import type { Device } from '#model/device.ts';
import { ProblemError } from '#model/result.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type {
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
  DeviceCoverage,
  PaintSetting,
  PlanFrame,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { BlindSpot, CoverProposal, PlanSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import type { BlindSpotRequest, CoverageWorker } from '#protocol/coverage.ts';
import { abortError } from './abort.ts';
import { deviceBuffers } from './device-buffers.ts';
import type { Endpoint } from './endpoint.ts';
import { latestOnly } from './latest-only.ts';

export interface CoverageClientOptions {
  /** At least 1. The first worker also keeps the merged picture. */
  readonly workerCount: number;
  readonly createWorker: () => Endpoint<CoverageWorker>;
}

export interface CoverageProgress {
  /** Devices that are not computed yet. */
  readonly pending: number;
  /** Devices asked for since nothing was pending. */
  readonly total: number;
}

/**
 * The callers' side of the coverage workers. Changes are queued per device and the latest wins: a drag computes the
 * newest position as soon as a worker is free and forgets those between. Few devices go the short way (one worker
 * computes and merges); many are spread over all workers, and results come as they are ready.
 */
export interface CoverageClient {
  readonly workerCount: number;
  /**
   * Loads a scene into every worker and forgets all devices, the plan and the way of painting. Later calls win over earlier ones, which reject. Rejects
   * with a ProblemError where the scene has more cells than memory holds.
   */
  load(scene: CoverageScene, settings: CoverageSettings): Promise<CellGrid>;
  /** Never waits and never throws; what comes of it reaches {@link onUpdate} or {@link onFailure}. */
  change(change: CoverageChange): void;
  /** All of the plan that changes no bits: goals, sites, zones, network. The latest wins; numbers reach {@link onUpdate}. */
  plan(revision: number, frame: PlanFrame): void;
  /** Paints in another way; the latest wins, tiles reach {@link onUpdate}. */
  paint(revision: number, setting: PaintSetting): void;
  /** Keeps what is merged now for `against: 'baseline'`. */
  keepBaseline(): Promise<void>;
  /**
   * What a device about to be placed would cover, worked out beside the drag where there are two workers; null where a newer
   * preview was asked for in the meantime.
   */
  preview(device: Device): Promise<DeviceCoverage | null>;
  /** Panels of the loaded scene's facades. */
  facades(): Promise<FacadePanels | null>;
  onUpdate(listener: (update: CoverageUpdate, progress: CoverageProgress) => void): () => void;
  onFailure(listener: (reason: Error) => void): () => void;
  inspect(x: number, y: number): Promise<readonly PointReading[]>;
  /** Sums of what is merged when nothing is queued; `revision` comes back in it. */
  summary(revision: number): Promise<PlanSummary>;
  costs(): Promise<PlanCosts>;
  blindSpots(request: BlindSpotRequest): Promise<readonly BlindSpot[]>;
  proposals(spot: BlindSpot, request: BlindSpotRequest): Promise<readonly CoverProposal[]>;
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
  /** Result of what is merged when nothing is queued. */
  result(scenario: Scenario, sceneId: string): Promise<CoverageResult>;
  dispose(): void;
}

/** Devices at most that one worker computes and merges by itself before others are asked to help. */
const shortWayLimit = 2;
/**
 * Devices a worker gets at a time when many are to be computed: few at first, to paint early, and then as many as it does in about
 * this time, so that a drag gets in.
 */
const firstBatch = 4;
const largestBatch = 128;
const batchMilliseconds = 40;
/** While many are computed the picture follows this often. */
const paintMilliseconds = 100;

function isEmpty({ put, removed }: CoverageChange): boolean {
  return put.length === 0 && removed.length === 0;
}

interface QueuedDevice {
  readonly device: Device | null;
  /** Revision at which the device first waited: until it is merged, what is painted lacks that revision. */
  readonly since: number;
}

export function createCoverageClient(options: CoverageClientOptions): CoverageClient {
  const workerCount = Math.max(1, Math.floor(options.workerCount));
  let endpoints: Endpoint<CoverageWorker>[] = Array.from({ length: workerCount }, options.createWorker);
  const updateListeners = new Set<(update: CoverageUpdate, progress: CoverageProgress) => void>();
  const failureListeners = new Set<(reason: Error) => void>();
  const idleWaiters: (() => void)[] = [];
  /** Insertion order is age; a device that changes again moves to the end. */
  const queue = new Map<string, QueuedDevice>();
  /** Taken from the queue and not merged yet. */
  const working = new Map<string, QueuedDevice>();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  let newest = 0;
  let generation = 0;
  let loaded = false;
  let running = false;
  let disposed = false;
  let asked = 0;
  /** Revision of the first plan that waits or runs. */
  let planSince: number | null = null;
  let newestPlan = 0;
  /** When an update was last asked to tell tiles, and whether the last one left them for later. */
  let painted = 0;
  let unpainted = false;

  const call = <T>(endpoint: Endpoint<CoverageWorker>, work: (worker: CoverageWorker) => Promise<T>): Promise<T> =>
    Promise.race([work(endpoint.remote), endpoint.failed, gone.promise]);

  const keeper = () => endpoints[0] as Endpoint<CoverageWorker>;
  const isBusy = () => queue.size > 0 || running || plans.busy || paints.busy;

  const fail = (reason: unknown) => {
    queue.clear();
    working.clear();
    for (const listener of failureListeners) listener(reason instanceof Error ? reason : new Error(String(reason)));
  };

  const settle = () => {
    if (isBusy()) return;
    asked = 0;
    for (const resolve of idleWaiters.splice(0)) resolve();
  };

  const takeNewest = (limit: number) => {
    const put: Device[] = [];
    const removed: string[] = [];
    for (const [id, entry] of [...queue].reverse()) {
      if (put.length >= limit) break;
      // Another worker is at it: merged out of order, the older place would stay.
      if (working.has(id)) continue;
      queue.delete(id);
      working.set(id, entry);
      if (entry.device === null) removed.push(id);
      else put.push(entry.device);
    }
    return { put, removed, revision: newest };
  };

  /** Newest revision of which nothing is missing in the merged picture. */
  const mergedRevision = () => {
    let revision = newest;
    for (const { since } of queue.values()) revision = Math.min(revision, since - 1);
    for (const { since } of working.values()) revision = Math.min(revision, since - 1);
    return planSince === null ? revision : Math.min(revision, planSince - 1);
  };

  const emit = (update: CoverageUpdate, merged: readonly string[]) => {
    for (const id of merged) working.delete(id);
    const progress = { pending: queue.size, total: asked };
    const told = { ...update, revision: mergedRevision() };
    for (const listener of updateListeners) listener(told, progress);
  };

  /** Makes a call of the keeper whose update is told, unless another scene was loaded in the meantime. */
  const askKeeper = async (work: (worker: CoverageWorker) => Promise<CoverageUpdate>) => {
    const token = generation;
    try {
      const update = await call(keeper(), work);
      if (token === generation) emit(update, []);
    } catch (reason) {
      if (token === generation && !disposed) fail(reason);
    }
  };
  const plans = latestOnly(
    async (wanted: { readonly revision: number; readonly frame: PlanFrame }) => {
      const token = generation;
      await askKeeper(async (worker) => {
        const update = await worker.plan(wanted.revision, wanted.frame);
        if (token === generation) planSince = newestPlan > wanted.revision ? wanted.revision + 1 : null;
        return update;
      });
    },
    () => settle(),
  );
  const paints = latestOnly(
    (wanted: { readonly revision: number; readonly setting: PaintSetting }) =>
      askKeeper((worker) => worker.paint(wanted.revision, wanted.setting)),
    () => settle(),
  );

  /** Does a batch and tells how large the next one is to be. */
  const timed = async (batch: number, work: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    await work();
    const time = performance.now() - start;
    if (time < batchMilliseconds / 2) return Math.min(largestBatch, 2 * batch);
    return time > 2 * batchMilliseconds ? Math.max(firstBatch, batch >> 1) : batch;
  };

  const told = (update: CoverageUpdate, { put, removed, more }: CoverageChange, token: number) => {
    unpainted = more === true;
    if (token === generation) emit(update, [...put.map(({ id }) => id), ...removed]);
  };

  /** The keeper's part: it also merges what the helpers compute, so with one helper it takes less, with more nothing. */
  const keep = async (token: number) => {
    let batch = firstBatch;
    while (isWorkLeft(token)) {
      const few = queue.size <= shortWayLimit;
      if (!few && endpoints.length > 2) return;
      const change = paced(takeNewest(few ? shortWayLimit : endpoints.length === 2 ? batch >> 1 : batch));
      if (isEmpty(change)) return;
      batch = await timed(batch, async () =>
        told(await call(keeper(), (worker) => worker.change(change)), change, token),
      );
    }
  };

  /** A helper's part: computes a batch while the keeper merges the one before. */
  const help = async (helper: Endpoint<CoverageWorker>, token: number) => {
    let batch = firstBatch;
    let merging: Promise<void> = Promise.resolve();
    while (isWorkLeft(token) && queue.size > shortWayLimit) {
      const change = takeNewest(batch);
      if (isEmpty(change)) break;
      batch = await timed(batch, async () => {
        const covered = await call(helper, (worker) => worker.compute(change.put));
        await merging;
        if (token !== generation) return;
        const paint = paced(change);
        const shipped = transfer([...covered], deviceBuffers(covered));
        merging = call(keeper(), (worker) =>
          worker.merge(paint.revision, shipped, paint.put, paint.removed, paint.more),
        ).then((update) => told(update, change, token));
        // Waited for below; a failure must not be loose in the meantime.
        merging.catch(() => undefined);
      });
    }
    await merging;
  };

  /** While more waits, only every so often an update tells what is painted. */
  const paced = (change: CoverageChange): CoverageChange => {
    const now = performance.now();
    if (queue.size > 0 && now - painted < paintMilliseconds) return { ...change, more: true };
    painted = now;
    return change;
  };

  const isWorkLeft = (token: number) => queue.size > 0 && token === generation && !disposed;

  const pump = async () => {
    if (running || !loaded || disposed) return;
    running = true;
    const token = generation;
    try {
      while (isWorkLeft(token)) {
        await Promise.all([keep(token), ...endpoints.slice(1).map((helper) => help(helper, token))]);
        if (!unpainted || isWorkLeft(token) || token !== generation) continue;
        const rest: CoverageChange = { revision: newest, put: [], removed: [] };
        told(await call(keeper(), (worker) => worker.change(rest)), rest, token);
      }
    } catch (reason) {
      if (token === generation && !disposed) fail(reason);
    } finally {
      running = false;
      if (token !== generation && loaded) void pump();
      settle();
    }
  };

  const whenIdle = () =>
    new Promise<void>((resolve, reject) => {
      if (disposed) reject(abortError());
      else if (!isBusy()) resolve();
      else idleWaiters.push(resolve);
    });

  const whenResting = async <T>(work: (worker: CoverageWorker) => Promise<T>): Promise<T> => {
    await whenIdle();
    if (disposed) throw abortError();
    return call(keeper(), work);
  };
  let previewed = 0;
  let previewing: Promise<void> | null = null;

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
      planSince = null;
      unpainted = false;
      plans.clear();
      paints.clear();
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
      const wait = (id: string, device: Device | null) => {
        const since = queue.get(id)?.since ?? change.revision;
        queue.delete(id);
        queue.set(id, { device, since });
      };
      for (const device of change.put) wait(device.id, device);
      for (const id of change.removed) wait(id, null);
      asked += change.put.length + change.removed.length;
      void pump();
    },
    plan(revision, frame) {
      if (disposed || !loaded) return;
      newest = Math.max(newest, revision);
      newestPlan = revision;
      planSince ??= revision;
      plans.ask({ revision, frame });
    },
    paint(revision, setting) {
      if (disposed || !loaded) return;
      newest = Math.max(newest, revision);
      paints.ask({ revision, setting });
    },
    keepBaseline: () => whenResting((worker) => worker.keepBaseline()),
    async preview(device) {
      if (disposed) throw abortError();
      previewed += 1;
      const token = previewed;
      while (previewing !== null) await previewing;
      if (token !== previewed || !loaded || disposed) return null;
      // The last worker, so that with two or more the keeper stays free for the drag.
      const answer = call(endpoints[endpoints.length - 1] as Endpoint<CoverageWorker>, (worker) =>
        worker.compute([device]),
      );
      const done = () => {
        previewing = null;
      };
      previewing = answer.then(done, done);
      const covered = await answer;
      return token === previewed ? (covered[0] ?? null) : null;
    },
    facades: () => (loaded ? call(keeper(), (worker) => worker.facades()) : Promise.resolve(null)),
    summary: (revision) => whenResting((worker) => worker.summary(revision)),
    costs: () => whenResting((worker) => worker.costs()),
    blindSpots: (request) => whenResting((worker) => worker.blindSpots(request)),
    proposals: (spot, request) => whenResting((worker) => worker.proposals(spot, request)),
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
      return call(keeper(), (worker) => worker.inspect(x, y));
    },
    idle: whenIdle,
    result: (scenario, sceneId) => whenResting((worker) => worker.result(scenario, sceneId)),
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
