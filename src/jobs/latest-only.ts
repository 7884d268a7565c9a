/** Calls one after the other, where only the latest of those that wait is made. */
export interface LatestOnly<A> {
  /** Makes the call now, or once the one that runs has ended; those that waited before it are never made. */
  ask(argument: A): void;
  /** Forgets what waits. */
  clear(): void;
  readonly busy: boolean;
}

/**
 * @param work Must not reject.
 * @param onRest Called when nothing runs or waits any more.
 */
export function latestOnly<A>(work: (argument: A) => Promise<void>, onRest: () => void): LatestOnly<A> {
  let waiting: { readonly argument: A } | null = null;
  let running = false;
  const run = async () => {
    running = true;
    while (waiting !== null) {
      const { argument } = waiting;
      waiting = null;
      await work(argument);
    }
    running = false;
    onRest();
  };
  return {
    ask(argument) {
      waiting = { argument };
      if (!running) void run();
    },
    clear() {
      waiting = null;
    },
    get busy() {
      return running || waiting !== null;
    },
  };
}
