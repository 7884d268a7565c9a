import type { Store } from './session.ts';

/** A {@link Store} that its owner may write. */
export interface WritableStore<T> extends Store<T> {
  /** Replaces the value; listeners are called only when it is another one. */
  set(next: T): void;
  /** Replaces fields of the value. */
  patch(fields: Partial<T>): void;
}

/** Smallest observable value: no React, no middleware. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    patch: (fields) => set({ ...value, ...fields }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
