import type { City } from '#model/city.ts';
import type { Scenario } from '#model/scenario.ts';
import { buildDemoPlan } from './demo-plan.ts';
import { buildPhaseOnePlan } from './phase-1-plan.ts';
import { buildPhaseTwoPlan } from './phase-2-plan.ts';

/** All plans that ship with the demo city; each stands in scenarios/ under its id. */
export function workedPlans(city: City): Scenario[] {
  return [buildDemoPlan(city), buildPhaseOnePlan(city), buildPhaseTwoPlan(city)];
}
