import { failure, type Outcome, success } from '#model/result.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import { defaultTemplates, templatesOf } from '#model/rollout/default-templates.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import type { Scenario } from '#model/scenario.ts';
import { addNotes } from './add-notes.ts';
import { feedsToBuild, nodesToBuild, unusedNote } from './network-works.ts';
import { phaseTurns, soonestDays } from './phase-turns.ts';
import { planCalendar } from './plan-calendar.ts';
import { type PlanDevice, planDevices } from './plan-devices.ts';
import { type PlanGroup, planGroups } from './plan-groups.ts';
import type { PlanOutline } from './plan-outline.ts';

/** Old units times what takes their place, at most. */
const replacementLimit = 1_000_000;

/** Who takes part, where they are built, what they replace, and when it may begin. */
export function planOutline(job: RolloutJob, scene: CoverageScene): Outcome<PlanOutline> {
  const { scenario, question } = job;
  const { phases } = scenario;
  const turns = phaseTurns(phases);
  if (!turns.ok) return turns;
  const found = planDevices(scenario.devices, phases);
  if (!found.ok) return found;
  const devices = found.value;
  const used = usedPhases(scenario, devices);
  const calendar = planCalendar(scenario.rollout, phases, used, question);
  if (!calendar.ok) return calendar;
  const groups = planGroups(scenario, scene, devices, question.policy);
  const groupOf = new Array<number | null>(devices.length).fill(null);
  const retiringGroupOf = new Array<number | null>(devices.length).fill(null);
  groups.forEach((group, number) => {
    for (const device of group.devices) groupOf[device] = number;
    for (const device of group.legacy) retiringGroupOf[device] = number;
  });
  const notes = [calendar.value.note, ...deviceNotes(scenario, devices), unusedNote(scenario, devices)].filter(
    (note) => note !== null,
  );
  const replacedBy = replacements(devices, groups, retiringGroupOf, notes);
  if (replacedBy === null) {
    const sentence = 'Too many old units are replaced by too many new ones; say in site groups which belong together.';
    return failure('rollout-too-many-links', sentence, 'devices');
  }
  const days = soonestDays(phases, turns.value, calendar.value.phaseDays);
  const templates = templatesOf(scenario);
  const own = new Set(scenario.taskTemplates.map(({ id }) => id));
  return success({
    job,
    calendar: { ...calendar.value, phaseDays: days },
    devices,
    groups,
    groupOf,
    retiringGroupOf,
    replacedBy,
    phaseTurns: turns.value,
    templates,
    allTemplates: [...defaultTemplates.filter(({ id }) => !own.has(id)), ...scenario.taskTemplates],
    crews: crewsOf(scenario),
    nodes: nodesToBuild(scenario, devices),
    feeds: feedsToBuild(scenario, devices),
    notes,
  });
}

/** Phases in which something is built, taken down, or done by the plan's own tasks. */
function usedPhases(scenario: Scenario, devices: readonly PlanDevice[]): ReadonlySet<number> {
  const used = new Set<number>();
  for (const { built, phase, retiredIn } of devices) {
    if (built && phase !== null) used.add(phase);
    if (retiredIn !== null) used.add(retiredIn);
  }
  const numbers = new Map(scenario.phases.map(({ id }, number) => [id, number]));
  for (const { phase } of scenario.tasks) {
    const number = phase === null ? undefined : numbers.get(phase);
    if (number !== undefined) used.add(number);
  }
  return used;
}

/** Devices to be built that take each old unit's place; null where there are too many pairs. */
function replacements(
  devices: readonly PlanDevice[],
  groups: readonly PlanGroup[],
  retiringGroupOf: readonly (number | null)[],
  notes: string[],
): readonly (readonly number[])[] | null {
  const numbers = new Map(devices.map(({ device }, number) => [device.id, number]));
  let pairs = 0;
  const gone: string[] = [];
  const lists: (readonly number[])[] = [];
  for (const [number, { device, retiredIn }] of devices.entries()) {
    const group = retiringGroupOf[number];
    if (retiredIn === null || group === null) {
      lists.push([]);
      continue;
    }
    const named = device.replacedBy.flatMap((id) => {
      const other = numbers.get(id);
      if (other === undefined || other === number)
        gone.push(`${device.name} is to be replaced by ${id}, which is not there.`);
      return other === undefined || other === number ? [] : [other];
    });
    const list =
      device.replacedBy.length > 0
        ? [...new Set(named)].filter((other) => devices[other].built)
        : groups[group].devices.filter((other) => other !== number && devices[other].retiredIn !== retiredIn);
    pairs += list.length;
    if (pairs > replacementLimit) return null;
    lists.push(list);
  }
  addNotes(notes, gone, 'Replacements that are not there');
  return lists;
}

function deviceNotes({ devices: all, siteGroups }: Scenario, devices: readonly PlanDevice[]): readonly string[] {
  const loose = devices.filter(({ built, phase }) => built && phase === null).length;
  const gone = all.length - devices.length;
  const unpriced = devices.filter(({ built, installed, device }) => built && !installed && device.model === '').length;
  const notes: string[] = [];
  const ids = new Set(all.map(({ id }) => id));
  const missing = new Set(siteGroups.flatMap(({ deviceIds }) => deviceIds.filter((id) => !ids.has(id)))).size;
  if (missing > 0)
    notes.push(`Site groups name ${counted(missing, 'device')} that ${missing === 1 ? 'is' : 'are'} not in the plan.`);
  if (loose > 0)
    notes.push(
      `${counted(loose, 'device')} to be built ${loose === 1 ? 'has' : 'have'} no phase; work on ${loose === 1 ? 'it' : 'them'} begins with the rollout.`,
    );
  if (gone > 0) notes.push(`${counted(gone, 'retired device')} ${gone === 1 ? 'takes' : 'take'} no part.`);
  if (unpriced > 0)
    notes.push(
      `${counted(unpriced, 'device')} ${unpriced === 1 ? 'has' : 'have'} no catalogue model, so ${unpriced === 1 ? 'its' : 'their'} price is missing.`,
    );
  return notes;
}

function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
