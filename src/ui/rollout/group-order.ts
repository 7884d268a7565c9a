import type { RolloutGroupResult, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { type SiteGroup, siteGroupSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';

/** Turn of site groups within a phase, as the plan has it now. */

export interface GroupEntry {
  /** As the last run made it. */
  readonly group: RolloutGroupResult;
  /** Record of the plan that it follows; null: grouped by site and place, in the order of the plan. */
  readonly record: SiteGroup | null;
}

/** The plan's record of a group, also one that was made after the run. */
export function recordOfGroup(
  group: RolloutGroupResult,
  { siteGroups }: Pick<Scenario, 'siteGroups'>,
): SiteGroup | null {
  const first = group.deviceIds[0] ?? group.legacyIds[0];
  return (
    siteGroups.find(({ id }) => id === group.recordId) ??
    siteGroups.find(({ deviceIds }) => first !== undefined && deviceIds.includes(first)) ??
    siteGroups.find(({ siteId }) => siteId !== null && siteId === group.siteId) ??
    null
  );
}

/** Groups of a phase in their turns: by the ranks of the plan, then as the last run had them. */
export function groupsInOrder(
  report: Pick<RolloutReport, 'groups'>,
  scenario: Pick<Scenario, 'siteGroups'>,
  phaseId: string | null,
): readonly GroupEntry[] {
  const rank = ({ record }: GroupEntry): number => record?.rank ?? Number.MAX_SAFE_INTEGER;
  return report.groups
    .filter((group) => group.phaseId === phaseId)
    .map((group) => ({ group, record: recordOfGroup(group, scenario) }))
    .sort((a, b) => rank(a) - rank(b) || a.group.turn - b.group.turn);
}

/**
 * Records that give the groups of a phase the order in which one has moved by `step` places; groups that had no record get one. Empty
 * where it cannot move so far.
 */
export function movedRecords(
  entries: readonly GroupEntry[],
  index: number,
  step: -1 | 1,
  scenario: Pick<Scenario, 'siteGroups' | 'sites'>,
): readonly SiteGroup[] {
  const moved = entries[index];
  const other = entries[index + step];
  if (moved === undefined || other === undefined) return [];
  const order = entries.map((entry, at) => (at === index ? other : at === index + step ? moved : entry));
  const taken = new Set(scenario.siteGroups.map(({ id }) => id));
  const records = new Map<string, SiteGroup>();
  for (const entry of order) {
    const record = entry.record ?? newRecord(entry.group, freeId('group', taken), scenario);
    taken.add(record.id);
    // A record that stands for two groups of the phase takes the turn of its first.
    if (!records.has(record.id)) records.set(record.id, { ...record, rank: records.size });
  }
  return [...records.values()];
}

/** A record of the plan for a group that was made by site and place. */
export function newRecord(group: RolloutGroupResult, id: string, { sites }: Pick<Scenario, 'sites'>): SiteGroup {
  const bySite = sites.some((site) => site.id === group.siteId);
  return siteGroupSchema.parse({
    id,
    name: group.name.slice(0, 200) || id,
    siteId: bySite ? group.siteId : null,
    deviceIds: bySite ? [] : [...group.deviceIds, ...group.legacyIds],
    district: group.district.slice(0, 200),
  });
}
