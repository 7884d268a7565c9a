import { createHasher } from '#geo/hash.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { canonicalJson, inputHashSteps } from '../coverage/input-hash.ts';

/** SHA-256 over everything that runs hang on: scene, plan and question, but not the number of runs. */
export function* rolloutHashSteps(scene: CoverageScene, job: RolloutJob): Generator<void, string, void> {
  const plan = yield* inputHashSteps(scene, job.scenario);
  const { runs: _runs, ...question } = job.question;
  return createHasher().text('sightline-rollout-input 1').text(plan).text(canonicalJson(question)).digest();
}

/** SHA-256 over the schedules of all runs, in their order. */
export function resultHash(runHashes: readonly string[]): string {
  const hasher = createHasher().text('sightline-rollout-runs 1');
  for (const hash of runHashes) hasher.text(hash);
  return hasher.digest();
}

/** What a prepared plan hangs on beside the scene, as text: equal text, equal preparation. */
export function jobKey({ question, scenario, sceneId }: RolloutJob): string {
  const { runs: _runs, ...asked } = question;
  return canonicalJson([sceneId, asked, scenario]);
}
