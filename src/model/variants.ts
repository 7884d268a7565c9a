import { type Scenario, type Variant, type VariantList, variantLists } from './scenario.ts';

interface Identified {
  readonly id: string;
}

/**
 * The plan as a variant has it: its records in place of the plan's of the same id, new ones after them, those left out gone.
 * With null, or an id that no variant has, the plan itself. The result keeps the list of variants and names the variant as
 * the active one; lists that the variant does not change are the plan's own arrays.
 */
export function resolveVariant(scenario: Scenario, variantId: string | null): Scenario {
  const variant = scenario.variants.find(({ id }) => id === variantId);
  if (variant === undefined) return scenario;
  const lists = Object.fromEntries(
    variantLists.map((list) => [list, resolvedList<Identified>(scenario[list], variant.changes[list])]),
  ) as unknown as Pick<Scenario, VariantList>;
  return { ...scenario, ...lists, activeVariant: variant.id };
}

function resolvedList<T extends Identified>(
  base: readonly T[],
  change: { readonly put: readonly Identified[]; readonly removed: readonly string[] } | undefined,
): T[] {
  if (change === undefined || (change.put.length === 0 && change.removed.length === 0)) return base as T[];
  const put = new Map(change.put.map((record) => [record.id, record as T]));
  const removed = new Set(change.removed);
  const kept = base.filter(({ id }) => !removed.has(id)).map((record) => put.get(record.id) ?? record);
  const known = new Set(base.map(({ id }) => id));
  return [...kept, ...[...put.values()].filter(({ id }) => !known.has(id))];
}

/** What a variant must change so that the plan becomes `wanted` in its lists. Equality is by content. */
export function variantChanges(base: Scenario, wanted: Pick<Scenario, VariantList>): Variant['changes'] {
  const changes: Partial<Record<VariantList, { put: Identified[]; removed: string[] }>> = {};
  for (const list of variantLists) {
    const before = new Map<string, Identified>(base[list].map((record) => [record.id, record]));
    const after = new Set(wanted[list].map(({ id }) => id));
    const put = wanted[list].filter((record) => {
      const known = before.get(record.id);
      return known !== record && (known === undefined || JSON.stringify(known) !== JSON.stringify(record));
    });
    const removed = [...before.keys()].filter((id) => !after.has(id));
    if (put.length > 0 || removed.length > 0) changes[list] = { put, removed };
  }
  return changes as Variant['changes'];
}
