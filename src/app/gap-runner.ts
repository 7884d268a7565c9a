import type { GapsClient } from '#jobs/gaps-client.ts';
import type { City } from '#model/city.ts';
import { type GapQuestion, type GapRun, gapRunFields } from '#model/gap-question.ts';
import type { GapJob } from '#model/gap-scene.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import type { GapProgress } from '#protocol/gaps.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { createLoadedClient } from './loaded-client.ts';

/** Runs security gaps in workers, which are started with the first run and loaded anew where the city is another one. */
export interface GapRunner {
  run(
    request: GapRequest,
    onProgress: (progress: GapProgress) => void,
    signal: AbortSignal,
  ): Promise<{ readonly report: GapReport; readonly seconds: number }>;
  closing(
    request: GapRequest,
    onProgress: (progress: GapProgress) => void,
    signal: AbortSignal,
  ): Promise<ClosingResult>;
  dispose(): void;
}

export interface GapRequest {
  readonly run: GapRun;
  readonly question: GapQuestion;
  readonly scenario: Scenario;
  readonly city: City;
  /** Devices that count, by id; absent: all that are not retired. */
  readonly live?: readonly string[];
}

/** @param createClient Called with the first run, and again after workers have died. */
export function createGapRunner(createClient: () => GapsClient): GapRunner {
  const workers = createLoadedClient(createClient, gapScene);
  const { ready, surviving } = workers;

  return {
    async run(request, onProgress, signal) {
      const working = await ready(request.city, request.question.walkCellMeters);
      // From its first step on: before, it may have waited for another run.
      let start: number | null = null;
      const follow = (progress: GapProgress): void => {
        start ??= performance.now();
        onProgress(progress);
      };
      const report = await surviving(working.run(jobOf(request), { onProgress: follow, signal }));
      const end = performance.now();
      return { report, seconds: (end - (start ?? end)) / 1000 };
    },
    async closing(request, onProgress, signal) {
      const working = await ready(request.city, request.question.walkCellMeters);
      return surviving(working.closing(jobOf(request), { onProgress, signal }));
    },
    dispose: workers.dispose,
  };
}

function jobOf({ run, question, scenario, city, live }: GapRequest): GapJob {
  const { id, name } = city.manifest;
  // The city that is handed over has the plan's corrections, and what is shown is one variant.
  return {
    run,
    question,
    scenario: { ...scenario, variants: [], activeVariant: null },
    sceneId: id,
    sceneName: name,
    live: live ?? null,
  };
}

/** What a run hangs on beside the city, as text: equal text, equal result. */
export function gapKey(run: GapRun, question: GapQuestion, scenario: Scenario): string {
  const {
    sceneEdits: _edits,
    variants: _variants,
    activeVariant: _active,
    name: _name,
    description: _text,
    ...plan
  } = scenario;
  return JSON.stringify([gapRunFields[run].map((field) => question[field]), plan]);
}
