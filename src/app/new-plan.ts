import type { City } from '#model/city.ts';
import { defaultCategorySetId } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';

/** Height of the observed point where the planner says nothing: a standing person's eyes, metres. */
const defaultTargetHeightMeters = 1.6;

/** A plan without devices on a city. */
export function emptyPlan(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  return {
    format: 'sightline-scenario',
    version: 2,
    id: crypto.randomUUID(),
    name: 'New plan',
    description: '',
    scene: { id, name, origin },
    categorySet: defaultCategorySetId,
    targetHeightMeters: defaultTargetHeightMeters,
    assumptions: { treeCrowns: 'absent' },
    devices: [],
    sceneEdits: [],
  };
}
