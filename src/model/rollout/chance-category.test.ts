import { expect, it } from 'vitest';
import type { Goal } from '../goal.ts';
import { chanceCategory } from './chance-category.ts';

const goal = (fields: Partial<Goal>): Goal =>
  ({ metric: 'area', condition: 'day', category: 'Discern', weight: 1, ...fields }) as Goal;

it('is the category of the weightiest goal about ground by day, else the lowest', () => {
  const of = (...goals: Goal[]) => chanceCategory({ goals, categorySet: 'iec-62676-4-2025' });
  expect(of()).toBe(0);
  expect(of(goal({}), goal({ category: 'Validate', weight: 3 }), goal({ category: 'Outline', weight: 3 }))).toBe(5);
  expect(of(goal({ condition: 'night' }), goal({ metric: 'acoustic' }), goal({ category: 'of nowhere' }))).toBe(0);
});
