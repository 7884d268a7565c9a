/** CPU time of this thread, milliseconds: a shared machine's clock says little. */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export interface Timed<T> {
  readonly value: T;
  readonly milliseconds: number;
  /** Longest time without a step, milliseconds. */
  readonly longest: number;
}

/** Runs steps to their end. */
export function timed<T>(steps: Generator<unknown, T, void>): Timed<T> {
  const start = threadTime();
  let [last, longest] = [start, 0];
  for (;;) {
    const step = steps.next();
    const now = threadTime();
    longest = Math.max(longest, now - last);
    last = now;
    if (step.done === true) return { value: step.value, milliseconds: now - start, longest };
  }
}
