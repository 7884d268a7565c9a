import { diffOf, isEmptyDiff, type RecordDiff, type StoredRecord } from './record-diff.ts';

/**
 * Who made a change. Only `user` changes can be undone; `history` is undo and redo themselves; `load` is another plan
 * being opened; `other` is everything else that arrives (another tab, a repaired name).
 */
export type ChangeSource = 'user' | 'history' | 'load' | 'other';

/** Records by id, with a diff for every change. */
export interface RecordStore<R extends StoredRecord> {
  get(id: string): R | undefined;
  all(): readonly R[];
  /** Adds or replaces and removes records as one change. Returns what really changed. */
  change(put: readonly R[], removed: readonly string[], source: ChangeSource): RecordDiff<R>;
  /** Applies a diff made elsewhere. */
  apply(diff: RecordDiff<R>, source: ChangeSource): RecordDiff<R>;
  listen(listener: (diff: RecordDiff<R>, source: ChangeSource) => void): () => void;
}

export function createRecordStore<R extends StoredRecord>(): RecordStore<R> {
  const records = new Map<string, R>();
  const listeners = new Set<(diff: RecordDiff<R>, source: ChangeSource) => void>();

  const change = (put: readonly R[], removed: readonly string[], source: ChangeSource): RecordDiff<R> => {
    const before = new Map<string, R | null>();
    const after = new Map<string, R | null>();
    for (const id of removed) {
      before.set(id, records.get(id) ?? null);
      after.set(id, null);
    }
    for (const record of put) {
      before.set(record.id, records.get(record.id) ?? null);
      after.set(record.id, record);
    }
    const diff = diffOf(before, after);
    for (const id of diff.removed.keys()) records.delete(id);
    for (const [id, record] of diff.added) records.set(id, record);
    for (const [id, { to }] of diff.updated) records.set(id, to);
    if (!isEmptyDiff(diff)) for (const listener of [...listeners]) listener(diff, source);
    return diff;
  };

  return {
    get: (id) => records.get(id),
    all: () => [...records.values()],
    change,
    apply(diff, source) {
      const put = [...diff.added.values(), ...[...diff.updated.values()].map(({ to }) => to)];
      return change(put, [...diff.removed.keys()], source);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
