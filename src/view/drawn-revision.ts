/**
 * Which state of the plan is drawn. A camera and its painted coverage belong together, so a newer plan is drawn once its
 * coverage is there: what is painted is never older than the cameras of the frame before, however long the engine takes.
 */
export interface DrawnRevision<T> {
  /** The plan is now at `revision`. */
  offer(revision: number, value: T): void;
  /** Coverage up to `revision` is ready to be drawn. */
  cover(revision: number): void;
  /** What to draw now. `computing`: coverage of what is newer is on its way; without it there is nothing to wait for. */
  take(computing: boolean): { readonly revision: number; readonly value: T };
  covered(): number;
}

export function createDrawnRevision<T>(initial: T): DrawnRevision<T> {
  let drawn = { revision: 0, value: initial };
  let pending: { revision: number; value: T } | null = null;
  let covered = 0;

  return {
    offer(revision, value) {
      pending = { revision, value };
    },
    cover(revision) {
      covered = Math.max(covered, revision);
    },
    take(computing) {
      if (pending !== null && (!computing || covered >= pending.revision)) {
        drawn = pending;
        pending = null;
      }
      return drawn;
    },
    covered: () => covered,
  };
}
