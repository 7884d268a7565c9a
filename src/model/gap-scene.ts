import type { Barrier, Crossing, Trip, TurnRestriction } from './city.ts';
import type { GapQuestion, GapRun } from './gap-question.ts';
import type { CoverageScene } from './results/coverage-bits.ts';
import type { Scenario } from './scenario.ts';

/** What gap runs take. All types survive structured clone. */

/** What coverage reads of a city, and what people and vehicles move on. */
export interface GapScene extends CoverageScene {
  readonly barriers: readonly Barrier[];
  readonly crossings: readonly Crossing[];
  readonly restrictions: readonly TurnRestriction[];
  readonly trips: readonly Trip[];
}

/** A run of a question on a plan. */
export interface GapJob {
  readonly run: GapRun;
  readonly question: GapQuestion;
  readonly scenario: Scenario;
  /** Id and name of the scene, for the report. */
  readonly sceneId: string;
  readonly sceneName: string;
  /** Devices that count, by id: those that are live at some time of a rollout; null: all that are not retired. */
  readonly live: readonly string[] | null;
}
