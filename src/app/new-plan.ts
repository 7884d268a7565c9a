import type { City } from '#model/city.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';

/** A plan without devices on a city. */
export function emptyPlan(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  return emptyScenario({ id: crypto.randomUUID(), name: 'New plan', scene: { id, name, origin } });
}
