import { reframeScenario } from '#geo/reframe-scenario.ts';
import { connectWorker, inlineEndpoint } from '#jobs/endpoint.ts';
import { createGapsClient } from '#jobs/gaps-client.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import type { City } from '#model/city.ts';
import type { GapQuestion, GapRun } from '#model/gap-question.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import type { GapProgress, GapsWorker } from '#protocol/gaps.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { createGapsService } from '../workers/gaps-service.ts';

export interface GapRunOptions {
  readonly question: GapQuestion;
  readonly runs: readonly GapRun[];
  /** Also what would close the gaps of each run. */
  readonly closing: boolean;
  /** 0: in this thread. */
  readonly workers: number;
  readonly onProgress?: (progress: GapProgress) => void;
  readonly signal?: AbortSignal;
}

/** Gap runs of a plan on an imported city by the same client and engine as in the browser, one after the other. */
export async function runGaps(
  imported: City,
  plan: Scenario,
  options: GapRunOptions,
): Promise<readonly { readonly report: GapReport; readonly closing: ClosingResult | null }[]> {
  const { question, runs, signal, onProgress } = options;
  const scenario = reframeScenario(plan, imported.manifest.origin);
  const { city } = applyEdits(imported, scenario.sceneEdits);
  const client = createGapsClient({
    workerCount: Math.max(1, options.workers),
    createWorker: () =>
      options.workers === 0
        ? inlineEndpoint(createGapsService())
        : connectWorker<GapsWorker>(nodeWorker(new URL('../workers/gaps.worker.ts', import.meta.url))),
  });
  const calls = { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) };
  try {
    await client.load(gapScene(city, question.walkCellMeters));
    const told: { readonly report: GapReport; readonly closing: ClosingResult | null }[] = [];
    for (const run of runs) {
      const { id, name } = city.manifest;
      const plain = { ...scenario, variants: [], activeVariant: null };
      const job = { run, question, scenario: plain, sceneId: id, sceneName: name, live: null };
      const report = await client.run(job, calls);
      told.push({ report, closing: options.closing ? await client.closing(job, calls) : null });
    }
    return told;
  } finally {
    client.dispose();
  }
}
