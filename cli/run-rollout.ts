import { reframeScenario } from '#geo/reframe-scenario.ts';
import { connectWorker, inlineEndpoint } from '#jobs/endpoint.ts';
import { createGapsClient } from '#jobs/gaps-client.ts';
import { monthlyGaps, monthlyRuns } from '#jobs/monthly-gaps.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import { createRolloutClient } from '#jobs/rollout-client.ts';
import type { City } from '#model/city.ts';
import { defaultGapQuestion } from '#model/gap-question.ts';
import type { MonthlyGaps, OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutQuestion } from '#model/rollout/rollout-question.ts';
import type { Scenario } from '#model/scenario.ts';
import type { GapsWorker } from '#protocol/gaps.ts';
import type { RolloutProgress, RolloutWorker } from '#protocol/rollout.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { sitePlaces } from '#sim/access/places.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import type { RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { chunkBuffers, type RunChunk } from '#sim/rollout/run-chunk.ts';
import { createGapsService } from '../workers/gaps-service.ts';
import { createRolloutService } from '../workers/rollout-service.ts';

export interface RolloutRunOptions {
  readonly question: RolloutQuestion;
  /** Side of the cells that coverage is counted in, metres. */
  readonly cellMeters: number;
  readonly policies: boolean;
  readonly orders: boolean;
  /** Also security gaps month by month. */
  readonly monthly: boolean;
  /** 0: in this thread. */
  readonly workers: number;
  readonly onProgress: (progress: RolloutProgress) => void;
  readonly signal: AbortSignal;
}

export interface ToldRollout {
  readonly report: RolloutReport;
  readonly policies: PolicyComparison | null;
  readonly orders: OrderComparison | null;
  readonly monthly: MonthlyGaps | null;
}

/** A rollout of a plan on an imported city by the same client and engine as in the browser. */
export async function runRollout(imported: City, plan: Scenario, options: RolloutRunOptions): Promise<ToldRollout> {
  const { question, onProgress, signal } = options;
  const moved = reframeScenario(plan, imported.manifest.origin);
  const { city } = applyEdits(imported, moved.sceneEdits);
  const scenario = { ...moved, sceneEdits: [], variants: [], activeVariant: null };
  const client = createRolloutClient<RunChunk, RolloutTable>({
    workerCount: Math.max(1, options.workers),
    createWorker: () =>
      options.workers === 0
        ? inlineEndpoint(createRolloutService((value) => value))
        : connectWorker<RolloutWorker<RunChunk, RolloutTable>>(
            nodeWorker(new URL('../workers/rollout.worker.ts', import.meta.url)),
          ),
    buffersOf: chunkBuffers,
  });
  const job = { question, scenario, sceneId: city.manifest.id, sceneName: city.manifest.name };
  const calls = { onProgress, signal };
  try {
    await client.load(coverageScene(city, options.cellMeters));
    const report = await client.run(job, calls);
    return {
      report,
      policies: options.policies ? await client.policies(job, calls) : null,
      orders: options.orders ? await client.orders(job, calls) : null,
      monthly: options.monthly ? await months(report, city, scenario, options) : null,
    };
  } finally {
    client.dispose();
  }
}

async function months(
  report: RolloutReport,
  city: City,
  scenario: Scenario,
  { workers, onProgress, signal }: RolloutRunOptions,
): Promise<MonthlyGaps> {
  const client = createGapsClient({
    workerCount: 1,
    createWorker: () =>
      workers === 0
        ? inlineEndpoint(createGapsService())
        : connectWorker<GapsWorker>(nodeWorker(new URL('../workers/gaps.worker.ts', import.meta.url))),
  });
  const question = defaultGapQuestion;
  const { id, name } = city.manifest;
  const [site] = sitePlaces(scenario.sites, city.sites);
  try {
    await client.load(gapScene(city, question.walkCellMeters));
    return await monthlyGaps(
      report,
      monthlyRuns(scenario),
      site === undefined ? null : { id: site.id, name: site.name },
      (run, live) => client.run({ run, question, scenario, sceneId: id, sceneName: name, live }, { signal }),
      (fraction) => onProgress({ step: 'Working out security gaps month by month', fraction }),
    );
  } finally {
    client.dispose();
  }
}
