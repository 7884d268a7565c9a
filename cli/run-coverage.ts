import { reframeScenario } from '#geo/reframe-scenario.ts';
import { abortError } from '#jobs/abort.ts';
import { createCoverageClient } from '#jobs/coverage-client.ts';
import { connectWorker, type Endpoint, inlineEndpoint } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import type { City } from '#model/city.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { createCoverageService } from '../workers/coverage-service.ts';

export interface CoverageRunOptions {
  /** Side of a cell, metres; one of `cellSizes`. */
  readonly cell: number;
  /** 0: in this thread. */
  readonly workers: number;
  /** Told beside the one by day. */
  readonly condition?: Condition;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A run with what it was computed on. */
export interface CoverageRun {
  readonly result: CoverageResult;
  readonly costs: PlanCosts;
  /** As the plan corrects it. */
  readonly city: City;
  /** In the city's frame. */
  readonly scenario: Scenario;
  readonly scene: CoverageScene;
  readonly settings: CoverageSettings;
}

/** The result alone; see {@link runPlan}. */
export async function runCoverage(
  imported: City,
  plan: Scenario,
  options: CoverageRunOptions,
): Promise<CoverageResult> {
  return (await runPlan(imported, plan, options)).result;
}

/**
 * Coverage, goals and costs of a plan on an imported city by the same client and engine as in the browser. The plan is moved
 * into the city's frame where its own differs, and its corrections of the city are applied. Rejects with an AbortError when the
 * signal fires.
 */
export async function runPlan(imported: City, plan: Scenario, options: CoverageRunOptions): Promise<CoverageRun> {
  const scenario = reframeScenario(plan, imported.manifest.origin);
  const { city } = applyEdits(imported, scenario.sceneEdits);
  const scene = coverageScene(city, options.cell);
  const settings = coverageSettings(scenario, options.condition === undefined ? ['day'] : ['day', options.condition]);
  const client = createCoverageClient({
    workerCount: Math.max(1, options.workers),
    createWorker: options.workers === 0 ? inlineService : threadService,
  });
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => undefined);
  const stop = () => stopped.reject(abortError());
  options.signal?.addEventListener('abort', stop, { once: true });
  client.onFailure((reason) => stopped.reject(reason));
  const total = scenario.devices.length;
  client.onUpdate((_, progress) => options.onProgress?.(total - progress.pending, total));
  const work = async (): Promise<CoverageRun> => {
    await client.load(scene, settings);
    client.plan(1, scenario);
    client.change({ revision: 1, put: scenario.devices, removed: [] });
    const result = await client.result(scenario, city.manifest.id);
    return { result, costs: await client.costs(), city, scenario, scene, settings };
  };
  try {
    if (options.signal?.aborted) throw abortError();
    return await Promise.race([work(), stopped.promise]);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    client.dispose();
  }
}

function inlineService(): Endpoint<CoverageWorker> {
  return inlineEndpoint(createCoverageService((value) => value));
}

function threadService(): Endpoint<CoverageWorker> {
  return connectWorker<CoverageWorker>(nodeWorker(new URL('../workers/coverage.worker.ts', import.meta.url)));
}
