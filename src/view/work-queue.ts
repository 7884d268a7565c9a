/**
 * Work that is done in slices between frames, so that building a city never blocks input. A job is a generator that
 * yields wherever it may be interrupted.
 */
export interface WorkQueue {
  /** Adds a job; the lowest priority number goes first. A job of the same key that has not finished is dropped. */
  add(key: string, priority: number, job: () => Generator<void, void>): void;
  /** Drops jobs whose key begins like this. */
  drop(prefix: string): void;
  /** Jobs that have not finished. */
  size(): number;
  dispose(): void;
}

/** Longest slice, milliseconds: shorter than a frame at 60 Hz. */
const sliceMilliseconds = 10;

interface Job {
  readonly priority: number;
  readonly start: () => Generator<void, void>;
  running: Generator<void, void> | null;
}

/** @param onProgress Called after slices in which jobs have finished, with their keys. */
export function createWorkQueue(onProgress: (finished: readonly string[]) => void): WorkQueue {
  const jobs = new Map<string, Job>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const next = (): [string, Job] | null => {
    let best: [string, Job] | null = null;
    for (const entry of jobs) if (best === null || entry[1].priority < best[1].priority) best = entry;
    return best;
  };

  /** One step of a job; true when it has finished. A job that throws is dropped, and the others go on. */
  const step = (key: string, job: Job): boolean => {
    let done = true;
    try {
      job.running ??= job.start();
      done = job.running.next().done === true;
    } finally {
      if (done && jobs.get(key) === job) jobs.delete(key);
    }
    return done;
  };

  const slice = (): void => {
    timer = null;
    const end = performance.now() + sliceMilliseconds;
    const finished: string[] = [];
    try {
      let current = next();
      while (current !== null && performance.now() < end) {
        const [key, job] = current;
        if (step(key, job)) finished.push(key);
        // Done, or dropped by its own step.
        if (jobs.get(key) !== job) current = next();
      }
    } finally {
      schedule();
    }
    if (finished.length > 0) onProgress(finished);
  };

  const schedule = (): void => {
    if (timer === null && jobs.size > 0) timer = setTimeout(slice, 0);
  };

  return {
    add(key, priority, start) {
      jobs.set(key, { priority, start, running: null });
      schedule();
    },
    drop(prefix) {
      for (const key of jobs.keys()) if (key.startsWith(prefix)) jobs.delete(key);
    },
    size: () => jobs.size,
    dispose() {
      jobs.clear();
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Runs a job at once, for what is small. */
export function runToEnd<T>(job: Generator<void, T>): T {
  let step = job.next();
  while (step.done !== true) step = job.next();
  return step.value;
}
