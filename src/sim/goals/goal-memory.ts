import type { Measure } from './goal-text.ts';

/** Things made for goals, by what they are made from: an edit of one goal must not recount the others. */
export class Kept {
  private readonly things = new Map<string, unknown>();
  private used = new Set<string>();

  get<T>(key: string, make: () => T): T {
    this.used.add(key);
    if (!this.things.has(key)) this.things.set(key, make());
    return this.things.get(key) as T;
  }

  /** Forgets what was not asked for since the last call. */
  sweep(): void {
    for (const key of this.things.keys()) if (!this.used.has(key)) this.things.delete(key);
    this.used = new Set();
  }
}

/** How often devices of the kinds that no ledger counts have changed. */
export interface DeviceChanges {
  access: number;
  light: number;
}

/** Measures anew only after devices of the kind have changed. */
export function remembered(changes: DeviceChanges, kind: keyof DeviceChanges, measure: () => Measure): () => Measure {
  let known: { readonly at: number; readonly measure: Measure } | null = null;
  return () => {
    if (known?.at !== changes[kind]) known = { at: changes[kind], measure: measure() };
    return known.measure;
  };
}
