import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmptyDiff, type RecordDiff, reverseDiff, sameContent, squashDiffs } from './record-diff.ts';
import { createRecordStore } from './record-store.ts';

interface Item {
  readonly id: string;
  readonly value: number;
}

const item = fc.record({ id: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: 0, max: 3 }) });
const change = fc.record({
  put: fc.array(item, { maxLength: 3 }),
  removed: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
});

const sorted = (items: readonly Item[]) => [...items].sort((a, b) => a.id.localeCompare(b.id));

describe('record diffs', () => {
  it('tells content apart, not objects', () => {
    expect(sameContent({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
    expect(sameContent({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(sameContent([1, 2], [1, 3])).toBe(false);
    expect(sameContent(Number.NaN, Number.NaN)).toBe(true);
  });

  it('report only what really changed', () => {
    const store = createRecordStore<Item>();
    store.change([{ id: 'a', value: 1 }], [], 'user');
    expect(isEmptyDiff(store.change([{ id: 'a', value: 1 }], ['z'], 'user'))).toBe(true);
  });

  it('lead back to where they came from, one by one or squashed', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const store = createRecordStore<Item>();
        store.change(
          [
            { id: 'a', value: 0 },
            { id: 'b', value: 0 },
          ],
          [],
          'load',
        );
        const start = sorted(store.all());
        const diffs: RecordDiff<Item>[] = changes.map(({ put, removed }) => store.change(put, removed, 'user'));
        const end = sorted(store.all());
        const squashed = diffs.reduce(squashDiffs);
        store.apply(reverseDiff(squashed), 'history');
        expect(sorted(store.all())).toEqual(start);
        store.apply(squashed, 'history');
        expect(sorted(store.all())).toEqual(end);
        expect(isEmptyDiff(squashed)).toBe(sameContent(start, end));
      }),
    );
  });
});
