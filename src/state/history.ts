import { emptyDiff, isEmptyDiff, type RecordDiff, reverseDiff, type StoredRecord, squashDiffs } from './record-diff.ts';
import type { RecordStore } from './record-store.ts';

/** Steps kept; older ones are forgotten. At a few hundred bytes a step this is well below a megabyte. */
export const historyLimit = 1000;

/** Undo and redo over a record store: reversible diffs between named marks. */
export interface History {
  /** Ends the step that is open and names the next one. A step without changes leaves no trace. */
  mark(label: string): void;
  /** Takes back everything since the last mark, without a way to redo it. */
  revertToMark(): void;
  /** Both return false when there is nothing to do. */
  undo(): boolean;
  redo(): boolean;
  undoLabel(): string | null;
  redoLabel(): string | null;
  clear(): void;
}

interface Step<R extends StoredRecord> {
  readonly label: string;
  readonly diff: RecordDiff<R>;
}

/** Listens to the `user` changes of a store from now on; all other changes pass it by. */
export function createHistory<R extends StoredRecord>(store: RecordStore<R>): History {
  let undos: Step<R>[] = [];
  let redos: Step<R>[] = [];
  let label = '';
  let pending: RecordDiff<R> = emptyDiff();

  store.listen((diff, source) => {
    if (source !== 'user') return;
    pending = squashDiffs(pending, diff);
    redos = [];
  });

  const close = (): void => {
    if (!isEmptyDiff(pending)) undos.push({ label, diff: pending });
    if (undos.length > historyLimit) undos = undos.slice(undos.length - historyLimit);
    pending = emptyDiff();
  };

  const move = (from: Step<R>[], to: Step<R>[], forward: boolean): boolean => {
    const step = from.pop();
    if (step === undefined) return false;
    to.push(step);
    store.apply(forward ? step.diff : reverseDiff(step.diff), 'history');
    return true;
  };

  return {
    mark(next) {
      close();
      label = next;
    },
    revertToMark() {
      const diff = reverseDiff(pending);
      pending = emptyDiff();
      store.apply(diff, 'history');
    },
    undo() {
      close();
      return move(undos, redos, false);
    },
    redo() {
      close();
      return move(redos, undos, true);
    },
    undoLabel: () => (isEmptyDiff(pending) ? (undos.at(-1)?.label ?? null) : label),
    redoLabel: () => redos.at(-1)?.label ?? null,
    clear() {
      undos = [];
      redos = [];
      pending = emptyDiff();
    },
  };
}
