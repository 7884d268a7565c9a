import type { FailureMetric } from '#model/results/gaps/failures.ts';
import type { SimulationStep } from '../../simulation-step.ts';

/** Measures a plan without some of its devices. */
export interface FailureMeter {
  /** What is measured, with its values while everything is at work. */
  readonly metrics: readonly FailureMetric[];
  /** Values without these devices (ids, ascending), parallel to {@link metrics}; null: it cannot be measured. */
  without(lost: readonly string[]): Generator<SimulationStep, readonly (number | null)[], void>;
}
