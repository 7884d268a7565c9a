import type { SimulationStep } from '../../simulation-step.ts';

/** Runs steps as a part of something larger: their fraction runs from one number to another. */
export function* partOfWhole<T>(
  steps: Generator<SimulationStep, T, void>,
  from: number,
  to: number,
): Generator<SimulationStep, T, void> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    const { step, fraction } = next.value;
    yield { step, fraction: from + (to - from) * Math.min(1, Math.max(0, fraction)) };
  }
}
