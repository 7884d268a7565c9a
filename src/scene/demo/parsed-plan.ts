import { missingReference } from '#model/plan-references.ts';
import { type Scenario, scenarioSchema } from '#model/scenario.ts';

/** A worked plan with all defaults filled in; throws where anything does not fit or refers to nothing. */
export function parsedPlan(plan: unknown): Scenario {
  const scenario = scenarioSchema.parse(plan);
  const problem = missingReference(scenario, scenario.id);
  if (problem !== null) throw new Error(`${problem.place}: ${problem.sentence}`);
  return scenario;
}
