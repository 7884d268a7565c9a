import { findModel } from './catalogue/find-model.ts';
import type { Device } from './device.ts';
import type { Goal } from './goal.ts';
import { categorySets } from './pixel-density.ts';
import type { Problem } from './result.ts';
import type { Scenario } from './scenario.ts';

interface Known {
  readonly phases: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  readonly feeds: ReadonlySet<string>;
}

/**
 * The first record that refers to something the plan does not have (a model, a phase, an agency, a switch, a feed, a category of
 * the standard), as a sentence with its place `<fileName>:devices[3].model`; null where all is there. Variants are looked at too.
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
  for (const [index, variant] of scenario.variants.entries()) {
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
  const ids = (list: 'phases' | 'agencies' | 'networkNodes' | 'powerFeeds'): ReadonlySet<string> =>
    new Set([
      ...scenario[list].map(({ id }) => id),
      ...scenario.variants.flatMap(({ changes }) => (changes[list]?.put ?? []).map(({ id }) => id)),
    ]);
  return { phases: ids('phases'), agencies: ids('agencies'), nodes: ids('networkNodes'), feeds: ids('powerFeeds') };
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
