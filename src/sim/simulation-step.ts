/** How far work of several steps is; kernels yield it after a fixed amount of work. */
export interface SimulationStep {
  /** What is being done, in words: “Searching the approach”. */
  readonly step: string;
  /** 0 to 1. */
  readonly fraction: number;
}

/** Steps whose progress is the part from `from` to `to` of a whole. */
export function* scaledSteps<R>(
  steps: Generator<SimulationStep, R, void>,
  from: number,
  to: number,
): Generator<SimulationStep, R, void> {
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) {
    const { step, fraction } = next.value;
    yield { step, fraction: from + (to - from) * fraction };
  }
  return next.value;
}
