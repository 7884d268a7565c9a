import { type CategorySetId, categorySets } from '#model/pixel-density.ts';

/**
 * Index of a category in a set, 0 = lowest. A name of the other edition means the category of the same density
 * (“Recognise” of 2014 is 125 px/m, as “Perceive” of 2025); null where there is none.
 */
export function categoryIndex(set: CategorySetId, name: string): number | null {
  const { categories } = categorySets[set];
  const own = categories.findIndex((category) => category.name === name);
  if (own >= 0) return own;
  for (const other of Object.values(categorySets)) {
    const named = other.categories.find((category) => category.name === name);
    const same = categories.findIndex(({ pixelsPerMeter }) => pixelsPerMeter === named?.pixelsPerMeter);
    if (same >= 0) return same;
  }
  return null;
}

/** Sentence for a goal whose category the plan's set does not have. */
export function categoryProblem(set: CategorySetId, name: string): string {
  const { standard, categories } = categorySets[set];
  const names = categories.map((category) => category.name).join(', ');
  return name === ''
    ? `The goal names no category; choose one of ${names}.`
    : `${standard} has no category “${name}”; choose one of ${names}.`;
}
