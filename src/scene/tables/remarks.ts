import type { FeatureTable } from './feature-table.ts';

/** Collects what opening a table left out or repaired. */
export class Remarks {
  readonly #counts = new Map<string, number>();

  add(sentence: string, count = 1): void {
    if (count > 0) this.#counts.set(sentence, (this.#counts.get(sentence) ?? 0) + count);
  }

  list(): NonNullable<FeatureTable['remarks']> {
    return [...this.#counts].map(([sentence, count]) => ({ sentence, count }));
  }
}
