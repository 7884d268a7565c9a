import { type CategorySetId, categorySets } from '#model/pixel-density.ts';

/** Sentence for a goal whose category the plan's set does not have. */
export function categoryProblem(set: CategorySetId, name: string): string {
  const { standard, categories } = categorySets[set];
  const names = categories.map((category) => category.name).join(', ');
  return name === ''
    ? `The goal names no category; choose one of ${names}.`
    : `${standard} has no category “${name}”; choose one of ${names}.`;
}
