import { findModel } from './catalogue/find-model.ts';
import type { Device } from './device.ts';
import type { Goal } from './goal.ts';
import { categorySets } from './pixel-density.ts';
import type { Phase } from './plan-records.ts';
import type { Problem } from './result.ts';
import { crewsOf } from './rollout/default-crews.ts';
import type { RolloutTask, SiteGroup } from './rollout/rollout-records.ts';
import type { CrewNeed, TaskTemplate } from './rollout/task-template.ts';
import type { Scenario } from './scenario.ts';

interface Known {
  readonly phases: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  readonly feeds: ReadonlySet<string>;
  readonly sites: ReadonlySet<string>;
  /** Also the shipped ones. */
  readonly crews: ReadonlySet<string>;
}

/** Records that say how a plan is built, of the plan itself or of a variant. */
interface RolloutRecords {
  readonly phases?: readonly Phase[] | undefined;
  readonly siteGroups?: readonly SiteGroup[] | undefined;
  readonly tasks?: readonly RolloutTask[] | undefined;
  readonly taskTemplates?: readonly TaskTemplate[] | undefined;
}

/**
 * The first record that refers to something the plan does not have (a model, a phase, an agency, a switch, a feed, a site, a crew, a
 * category of the standard), as a sentence with its place `<fileName>:devices[3].model`; null where all is there. Variants are looked
 * at too. Devices that others name (to replace them, in site groups and tasks) may be gone: the rollout says which it misses.
 */
export function missingReference(scenario: Scenario, fileName: string): Problem | null {
  const known = knownIds(scenario);
  const at = (list: string, index: number) => `${fileName}:${list}[${index}]`;
  for (const [index, device] of scenario.devices.entries()) {
    const problem = deviceProblem(scenario, known, device, at('devices', index));
    if (problem !== null) return problem;
  }
  for (const [index, goal] of scenario.goals.entries()) {
    const problem = goalProblem(scenario, known, goal, at('goals', index));
    if (problem !== null) return problem;
  }
  for (const [index, link] of scenario.networkLinks.entries()) {
    for (const end of ['from', 'to'] as const) {
      if (!known.nodes.has(link[end]))
        return missing(link.name, 'network node', link[end], `${at('networkLinks', index)}.${end}`);
    }
  }
  const rollout = rolloutProblem(scenario, known, (list, index, field) => `${at(list, index)}.${field}`);
  if (rollout !== null) return rollout;
  for (const [index, variant] of scenario.variants.entries()) {
    const { phases, siteGroups, tasks } = variant.changes;
    const records = { phases: phases?.put, siteGroups: siteGroups?.put, tasks: tasks?.put };
    const inVariant = rolloutProblem(
      records,
      known,
      (list, place, field) => `${at('variants', index)}.changes.${list}.put[${place}].${field}`,
    );
    if (inVariant !== null) return inVariant;
    for (const [place, device] of (variant.changes.devices?.put ?? []).entries()) {
      const where = `${at('variants', index)}.changes.devices.put[${place}]`;
      const problem = deviceProblem(scenario, known, device, where);
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** Ids of the plan and of all its variants. */
function knownIds(scenario: Scenario): Known {
  const ids = (list: 'phases' | 'agencies' | 'networkNodes' | 'powerFeeds' | 'sites' | 'crews'): ReadonlySet<string> =>
    new Set([
      ...scenario[list].map(({ id }) => id),
      ...scenario.variants.flatMap(({ changes }) => (changes[list]?.put ?? []).map(({ id }) => id)),
    ]);
  return {
    phases: ids('phases'),
    agencies: ids('agencies'),
    nodes: ids('networkNodes'),
    feeds: ids('powerFeeds'),
    sites: ids('sites'),
    crews: new Set([...ids('crews'), ...crewsOf(scenario).map(({ id }) => id)]),
  };
}

function rolloutProblem(
  { phases = [], siteGroups = [], tasks = [], taskTemplates = [] }: RolloutRecords,
  known: Known,
  at: (list: keyof RolloutRecords, index: number, field: string) => string,
): Problem | null {
  for (const [index, { name, after }] of phases.entries()) {
    const place = after.findIndex((id) => !known.phases.has(id));
    if (place >= 0) return missing(name, 'phase', after[place], at('phases', index, `after[${place}]`));
  }
  for (const [index, { name, siteId }] of siteGroups.entries()) {
    if (siteId !== null && !known.sites.has(siteId))
      return missing(name, 'site', siteId, at('siteGroups', index, 'siteId'));
  }
  for (const [index, { id, name, phase, needs }] of tasks.entries()) {
    if (phase !== null && !known.phases.has(phase))
      return missing(name || id, 'phase', phase, at('tasks', index, 'phase'));
    const problem = needProblem(name || id, needs ?? [], known, (field) => at('tasks', index, field));
    if (problem !== null) return problem;
  }
  for (const [index, { name, needs }] of taskTemplates.entries()) {
    const problem = needProblem(name, needs, known, (field) => at('taskTemplates', index, field));
    if (problem !== null) return problem;
  }
  return null;
}

function needProblem(
  name: string,
  needs: readonly CrewNeed[],
  known: Known,
  at: (field: string) => string,
): Problem | null {
  const place = needs.findIndex(({ crew }) => !known.crews.has(crew));
  return place < 0 ? null : missing(name, 'crew', needs[place].crew, at(`needs[${place}].crew`));
}

function deviceProblem(scenario: Scenario, known: Known, device: Device, where: string): Problem | null {
  const { name } = device;
  if (device.model !== '' && findModel(scenario, device.model) === null)
    return missing(name, 'catalogue model', device.model, `${where}.model`);
  const links = [
    ['phase', 'phase', known.phases],
    ['retiredInPhase', 'phase', known.phases],
    ['agency', 'agency', known.agencies],
    ['uplink', 'network node', known.nodes],
    ['powerFeed', 'power feed', known.feeds],
  ] as const;
  for (const [field, what, ids] of links) {
    const id = device[field];
    if (id !== null && !ids.has(id)) return missing(name, what, id, `${where}.${field}`);
  }
  return null;
}

function goalProblem(scenario: Scenario, known: Known, goal: Goal, where: string): Problem | null {
  if (goal.phase !== null && !known.phases.has(goal.phase))
    return missing(goal.name, 'phase', goal.phase, `${where}.phase`);
  if (goal.agency !== null && !known.agencies.has(goal.agency))
    return missing(goal.name, 'agency', goal.agency, `${where}.agency`);
  const { standard, categories } = categorySets[scenario.categorySet];
  if (goal.category !== '' && !categories.some(({ name }) => name === goal.category)) {
    const names = categories.map(({ name }) => name).join(', ');
    const sentence = `${goal.name} asks for the category “${goal.category}”, which ${standard} does not have; it has ${names}.`;
    return { code: 'goal-category', sentence, place: `${where}.category` };
  }
  return null;
}

function missing(name: string, what: string, id: string, where: string): Problem {
  const sentence = `${name} refers to the ${what} “${id}”, which this plan does not have.`;
  return { code: 'missing-reference', sentence, place: where };
}
