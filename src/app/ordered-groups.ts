import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';

/** Site groups of the plan with the turns of an order; groups that were made by place become records. */
export function orderedGroups(
  scenario: Scenario,
  report: RolloutReport,
  order: readonly string[],
): readonly Scenario['siteGroups'][number][] {
  const known = new Map(scenario.siteGroups.map((group) => [group.id, group]));
  const turned = new Map<string, Scenario['siteGroups'][number]>();
  order.forEach((id, rank) => {
    const group = report.groups.find((found) => found.id === id);
    if (group === undefined) return;
    const key = group.recordId ?? group.id;
    const before = turned.get(key);
    // A group that is built in several phases takes the turn of the first.
    if (before !== undefined) return;
    const record = known.get(key) ?? {
      id: key,
      name: group.name,
      siteId: group.siteId,
      deviceIds: group.siteId === null ? [...group.deviceIds, ...group.legacyIds] : [],
      district: group.district,
      rank: null,
      policy: null,
    };
    turned.set(key, { ...record, rank });
  });
  return [...turned.values()];
}
