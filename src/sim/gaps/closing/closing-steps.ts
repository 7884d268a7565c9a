import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapStage } from '../gap-stage.ts';
import type { GapStep } from '../gap-step.ts';

/** What would close the gaps that the stage's run finds. */
export function* closingSteps(stage: GapStage): Generator<GapStep, ClosingResult, void> {
  yield { step: 'Looking for places', fraction: 0 };
  return { kind: 'closing', for: 'approach', proposals: [], metric: stage.job.run, before: 0, after: 0, notes: [] };
}
