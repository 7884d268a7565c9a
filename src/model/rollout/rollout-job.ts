import type { Scenario } from '../scenario.ts';
import type { RolloutQuestion } from './rollout-question.ts';

/** A question on a plan. Survives structured clone. */
export interface RolloutJob {
  readonly question: RolloutQuestion;
  /** One variant, resolved; the city that was loaded has its corrections. */
  readonly scenario: Scenario;
  /** Id and name of the scene, for the report. */
  readonly sceneId: string;
  readonly sceneName: string;
}
