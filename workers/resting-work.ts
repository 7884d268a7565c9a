/** Milliseconds that long work holds the thread before it lets messages in. */
const sliceMilliseconds = 6;
/** Quiet time before work that a change has overtaken starts anew, milliseconds. */
const restMilliseconds = 80;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Runs long work on a state that other calls may change: in slices, between which those calls are answered. Where the state has
 * changed in between, the work starts anew once it rests, so that its result belongs to one state.
 *
 * @param version Another number after every change of the state.
 */
export function createRestingWork(version: () => number): <T>(start: () => Generator<unknown, T, void>) => Promise<T> {
  return async (start) => {
    for (;;) {
      const at = version();
      const steps = start();
      let sliceEnd = performance.now() + sliceMilliseconds;
      while (version() === at) {
        const step = steps.next();
        if (step.done === true) return step.value;
        if (performance.now() < sliceEnd) continue;
        await pause(0);
        sliceEnd = performance.now() + sliceMilliseconds;
      }
      steps.return(undefined as never);
      await untilResting(version);
    }
  };
}

async function untilResting(version: () => number): Promise<void> {
  for (let before = version(); ; before = version()) {
    await pause(restMilliseconds);
    if (version() === before) return;
  }
}
