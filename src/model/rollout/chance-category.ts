import { categoryIndex } from '../pixel-density.ts';
import type { Scenario } from '../scenario.ts';

/**
 * Category (0 = lowest of the plan's set) at or above which ground counts as covered where the chance of it is painted: that of
 * the weightiest goal about ground by day, the first of equal ones; without such a goal the lowest.
 */
export function chanceCategory({ goals, categorySet }: Pick<Scenario, 'goals' | 'categorySet'>): number {
  let [best, most] = [0, 0];
  for (const { metric, condition, category, weight } of goals) {
    if (metric !== 'area' || condition !== 'day' || weight <= most) continue;
    const index = categoryIndex(categorySet, category);
    if (index !== null) [best, most] = [index, weight];
  }
  return best;
}
