import type { Scenario } from '../scenario.ts';
import { type Crew, crewSchema } from './rollout-records.ts';

/**
 * Crews, vehicles and offices that the shipped kinds of work need. Their sizes and day rates are assumptions for a city of some
 * hundred thousand people; a plan replaces those that it knows better.
 */
export const defaultCrews: readonly Crew[] = [
  {
    id: 'survey',
    name: 'Survey team',
    units: 1,
    dayRate: 600,
    source: 'assumption: one planner and one technician for a day on site and at the desk',
  },
  {
    id: 'permits',
    name: 'Permit office',
    kind: 'office' as const,
    units: 4,
    source: 'assumption: applications that the city handles at once; its fee stands with the permit',
  },
  {
    id: 'civil',
    name: 'Civil works crew',
    units: 1,
    dayRate: 1400,
    source: 'assumption: three workers with an excavator',
  },
  {
    id: 'electric',
    name: 'Electricians',
    units: 1,
    source: 'assumption: two electricians with a van; their pay is in the price of the feed',
  },
  {
    id: 'network',
    name: 'Network crew',
    units: 1,
    source: 'assumption: two technicians with splicing gear; their pay is in the prices of nodes and links',
  },
  {
    id: 'mounting',
    name: 'Mounting crew',
    units: 2,
    source: 'assumption: two crews of two; their pay is in what the catalogue asks for fixing a device',
  },
  {
    id: 'truck',
    name: 'Bucket truck',
    kind: 'vehicle' as const,
    units: 1,
    source: 'assumption: one truck of the city; its use is in what the catalogue asks for fixing a device',
  },
  {
    id: 'commissioning',
    name: 'Commissioning engineer',
    units: 1,
    dayRate: 500,
    source: 'assumption: one engineer of the operator',
  },
].map((crew) => crewSchema.parse(crew));

/** The shipped crews, each as the plan changed it, then the plan's own. */
export function crewsOf(scenario: Pick<Scenario, 'crews'>): readonly Crew[] {
  const own = new Map(scenario.crews.map((crew) => [crew.id, crew]));
  const shipped = new Set(defaultCrews.map(({ id }) => id));
  return [
    ...defaultCrews.map((crew) => own.get(crew.id) ?? crew),
    ...scenario.crews.filter(({ id }) => !shipped.has(id)),
  ];
}
