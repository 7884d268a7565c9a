import type { RolloutCallOptions, RolloutClient } from '#jobs/rollout-client.ts';
import type { City } from '#model/city.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import type { OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { RolloutQuestion } from '#model/rollout/rollout-question.ts';
import type { Scenario } from '#model/scenario.ts';
import type { ChancePicture, RolloutPicture } from '#protocol/rollout.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { createLoadedClient } from './loaded-client.ts';

/** A question on a plan, on the city as it is shown. */
export interface RolloutRequest {
  readonly question: RolloutQuestion;
  /** As it is shown: one variant. */
  readonly scenario: Scenario;
  readonly city: City;
  /** Side of the cells that coverage is counted in, metres. */
  readonly cellMeters: number;
}

/** Runs rollouts in workers, which are started with the first call and loaded anew where the city is another one. */
export interface RolloutRunner {
  run(
    request: RolloutRequest,
    options: RolloutCallOptions,
  ): Promise<{ readonly report: RolloutReport; readonly seconds: number }>;
  policies(request: RolloutRequest, options: RolloutCallOptions): Promise<PolicyComparison>;
  orders(request: RolloutRequest, options: RolloutCallOptions): Promise<OrderComparison>;
  /** Of a request that was run; null where the workers know it no longer. */
  show(
    request: RolloutRequest,
    live: readonly string[],
    paint: PaintSetting,
    reset: boolean,
  ): Promise<RolloutPicture | null>;
  chance(request: RolloutRequest, date: string): Promise<ChancePicture | null>;
  dispose(): void;
}

/** @param createClient Called with the first call, and again after workers have died. */
export function createRolloutRunner(createClient: () => RolloutClient): RolloutRunner {
  const workers = createLoadedClient(createClient, coverageScene);
  const ready = ({ city, cellMeters }: RolloutRequest) => workers.ready(city, cellMeters);
  const { surviving } = workers;

  return {
    async run(request, options) {
      const working = await ready(request);
      const start = performance.now();
      const report = await surviving(working.run(rolloutJob(request), options));
      return { report, seconds: (performance.now() - start) / 1000 };
    },
    async policies(request, options) {
      return surviving((await ready(request)).policies(rolloutJob(request), options));
    },
    async orders(request, options) {
      return surviving((await ready(request)).orders(rolloutJob(request), options));
    },
    async show(request, live, paint, reset) {
      const client = workers.holding(request.city, request.cellMeters);
      if (client === null) return null;
      return surviving(client.show(rolloutJob(request), live, paint, reset));
    },
    async chance(request, date) {
      const client = workers.holding(request.city, request.cellMeters);
      if (client === null) return null;
      return surviving(client.chance(rolloutJob(request), date));
    },
    dispose: workers.dispose,
  };
}

export function rolloutJob({ question, scenario, city }: RolloutRequest): RolloutJob {
  const { id, name } = city.manifest;
  // The city that is handed over has the plan's corrections, and what is shown is one variant.
  return {
    question,
    scenario: { ...scenario, sceneEdits: [], variants: [], activeVariant: null },
    sceneId: id,
    sceneName: name,
  };
}

/** What a run hangs on beside the city, as text: equal text, equal result. */
export function rolloutKey(question: RolloutQuestion, scenario: Scenario, cellMeters: number): string {
  const {
    sceneEdits: _edits,
    variants: _variants,
    activeVariant: _active,
    name: _name,
    description: _text,
    ...plan
  } = scenario;
  return JSON.stringify([question, cellMeters, plan]);
}
