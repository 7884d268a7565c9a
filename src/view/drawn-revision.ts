/**
 * Which state of the plan is drawn. A camera and its painted coverage belong together, so of the newer plans the newest
 * whose coverage is there is drawn: what is painted is never older than the cameras of the frame before, however long the engine takes.
 */
export interface DrawnRevision<T> {
  /** The plan is now at `revision`. */
  offer(revision: number, value: T): void;
  /** Coverage up to `revision` is ready to be drawn. */
  cover(revision: number): void;
  /** What to draw now. `waits`: coverage of what is newer is on its way and worth waiting for. */
  take(waits: boolean): { readonly revision: number; readonly value: T };
  /** What was taken last. */
  current(): { readonly revision: number; readonly value: T };
  covered(): number;
}

export function createDrawnRevision<T>(initial: T): DrawnRevision<T> {
  let drawn = { revision: 0, value: initial };
  /** Newer plans, oldest first: while a hand moves faster than the engine, the newest has no coverage yet. */
  let waiting: { readonly revision: number; readonly value: T }[] = [];
  let covered = 0;

  return {
    offer(revision, value) {
      waiting.push({ revision, value });
    },
    cover(revision) {
      covered = Math.max(covered, revision);
    },
    take(waits) {
      const ready = waits ? waiting.findLastIndex((plan) => plan.revision <= covered) : waiting.length - 1;
      if (ready >= 0) {
        drawn = waiting[ready];
        waiting = waiting.slice(ready + 1);
      }
      return drawn;
    },
    current: () => drawn,
    covered: () => covered,
  };
}

/** More changed devices than a hand moves at once: a bulk, whose devices are drawn ahead of their coverage. */
export const bulkDevices = 8;

/** Whether so much lies between two plans that its devices should not wait until all of the coverage is there. */
export function isBulk(drawn: readonly unknown[] | null, next: readonly unknown[] | null): boolean {
  if (next === null) return false;
  if (drawn === null) return true;
  const known = new Set(drawn);
  let fresh = 0;
  for (const device of next) if (!known.has(device)) fresh += 1;
  const gone = drawn.length + fresh - next.length;
  return Math.max(fresh, gone) > bulkDevices;
}
