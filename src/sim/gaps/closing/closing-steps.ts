import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { GapStage } from '../gap-stage.ts';
import { closeTimely } from './access-closing.ts';
import { closeWalksIn } from './camera-closing.ts';
import { closeAvailability, closeFailures } from './closing-failures.ts';
import { closeDrivesIn, closeEscapes, closeStreets, closeTraffic } from './closing-traffic.ts';

/** What would close the gaps that a job's run finds: devices one after the other, each with what it gains, costs and exposes. */
export function* closingSteps(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  switch (stage.job.run) {
    case 'approach':
      if (stage.question.travel === 'car') return yield* closeDrivesIn(stage);
      return yield* closeWalksIn(stage);
    case 'conditions':
    case 'breach':
      return yield* closeWalksIn(stage);
    case 'timely':
      return yield* closeTimely(stage);
    case 'interception':
      return yield* closeTraffic(stage);
    case 'cordon':
      return yield* closeStreets(stage);
    case 'incident':
      return yield* closeEscapes(stage);
    case 'failures':
      return yield* closeFailures(stage);
    case 'availability':
      return closeAvailability();
  }
}
