/** Anything kept in a record store: plain data with an id. Records are never mutated. */
export interface StoredRecord {
  readonly id: string;
}

/** What changed between two states of a record store; holds both sides, so that it can be applied backwards. */
export interface RecordDiff<R extends StoredRecord> {
  readonly added: ReadonlyMap<string, R>;
  readonly updated: ReadonlyMap<string, { readonly from: R; readonly to: R }>;
  readonly removed: ReadonlyMap<string, R>;
}

/** A diff that changes nothing. */
export function emptyDiff<R extends StoredRecord>(): RecordDiff<R> {
  return { added: new Map(), updated: new Map(), removed: new Map() };
}

export function isEmptyDiff<R extends StoredRecord>(diff: RecordDiff<R>): boolean {
  return diff.added.size === 0 && diff.updated.size === 0 && diff.removed.size === 0;
}

/** The diff that leads back. */
export function reverseDiff<R extends StoredRecord>(diff: RecordDiff<R>): RecordDiff<R> {
  const updated = new Map<string, { from: R; to: R }>();
  for (const [id, { from, to }] of diff.updated) updated.set(id, { from: to, to: from });
  return { added: diff.removed, updated, removed: diff.added };
}

/** Equal content: same plain data, whichever objects hold it. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key in b && sameContent(Reflect.get(a, key), Reflect.get(b, key)));
}

/**
 * One diff for two that follow each other. What is added and then removed, or ends as it began, is left out, so a drag
 * that returns to its start is no change.
 */
export function squashDiffs<R extends StoredRecord>(first: RecordDiff<R>, second: RecordDiff<R>): RecordDiff<R> {
  const before = new Map<string, R | null>();
  const after = new Map<string, R | null>();
  const note = (id: string, from: R | null, to: R | null): void => {
    if (!before.has(id)) before.set(id, from);
    after.set(id, to);
  };
  for (const diff of [first, second]) {
    for (const [id, record] of diff.removed) note(id, record, null);
    for (const [id, { from, to }] of diff.updated) note(id, from, to);
    for (const [id, record] of diff.added) note(id, null, record);
  }
  return diffOf(before, after);
}

/** Diff between two tables that name the same ids; null stands for "not there". */
export function diffOf<R extends StoredRecord>(
  before: ReadonlyMap<string, R | null>,
  after: ReadonlyMap<string, R | null>,
): RecordDiff<R> {
  const added = new Map<string, R>();
  const updated = new Map<string, { from: R; to: R }>();
  const removed = new Map<string, R>();
  for (const [id, from] of before) {
    const to = after.get(id) ?? null;
    if (from === null && to !== null) added.set(id, to);
    else if (from !== null && to === null) removed.set(id, from);
    else if (from !== null && to !== null && !sameContent(from, to)) updated.set(id, { from, to });
  }
  return { added, updated, removed };
}
