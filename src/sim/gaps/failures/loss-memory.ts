import type { SimulationStep } from '../../simulation-step.ts';
import type { FailureMeter } from './failure-meter.ts';

/** Values of a plan without devices; each set of devices is measured once. */
export class LossMemory {
  readonly #meter: FailureMeter;
  readonly #known = new Map<string, readonly (number | null)[]>();

  constructor(meter: FailureMeter) {
    this.#meter = meter;
  }

  /** @param lost Ids, ascending. `step` and `fraction`: of the whole run, told while this is measured. */
  *without(
    lost: readonly string[],
    step: string,
    fraction: number,
  ): Generator<SimulationStep, readonly (number | null)[], void> {
    const key = JSON.stringify(lost);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const steps = this.#meter.without(lost);
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true) {
        this.#known.set(key, next.value);
        return next.value;
      }
      yield { step, fraction };
    }
  }
}
