import { type Goal, goalSchema } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';

/** Sites for which goals are suggested at most. */
const suggestedSites = 2;

/** Goals to start from: for the first sites of the plan (else of the city), for privacy, and for the budget where there is one. */
export function suggestedGoals(
  scenario: Pick<Scenario, 'sites' | 'goals' | 'categorySet' | 'budget' | 'devices'>,
  citySites: readonly { readonly id: string; readonly name: string | null }[],
): readonly Goal[] {
  const { categories } = categorySets[scenario.categorySet];
  const seen = categories.find(({ pixelsPerMeter }) => pixelsPerMeter >= 60)?.name ?? '';
  const privacy = categories.find(({ pixelsPerMeter }) => pixelsPerMeter === 250)?.name ?? '';
  const named = citySites.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
  const sites = (scenario.sites.length > 0 ? scenario.sites : named).slice(0, suggestedSites);
  const drafts: Omit<Partial<Goal>, 'id'>[] = sites.flatMap(({ id, name }) => [
    { name: `${name} at ${seen}`, metric: 'area', scope: { kind: 'site', id }, category: seen, target: 95, weight: 30 },
    {
      name: `${name}: doors monitored`,
      metric: 'portals-monitored',
      scope: { kind: 'site', id },
      target: 100,
      weight: 20,
    },
  ]);
  if (scenario.devices.some(({ kind }) => kind === 'alpr'))
    drafts.push({
      name: 'Plates on main roads',
      metric: 'plates',
      scope: { kind: 'streets', classes: ['primary', 'secondary'] },
      target: 80,
      weight: 20,
    });
  drafts.push({
    name: `Homes seen at ≥ ${privacy}`,
    metric: 'facades-exposed',
    scope: { kind: 'city' },
    category: privacy,
    target: 2,
    weight: 20,
  });
  if (scenario.budget.capital !== null)
    drafts.push({
      name: 'Capital budget',
      metric: 'capital-cost',
      scope: { kind: 'city' },
      target: scenario.budget.capital,
      weight: 10,
    });
  const taken = new Set(scenario.goals.map(({ id }) => id));
  return drafts.map((draft) => {
    const id = freeId('goal', taken);
    taken.add(id);
    return goalSchema.parse({ id, ...draft });
  });
}
