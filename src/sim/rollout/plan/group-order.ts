import type { OrderRule } from '#model/rollout/rollout-question.ts';
import type { Project } from '../project.ts';

/**
 * Ids of groups in the turn that a rule asks for, phase by phase. `district`: one district after the other, districts in the turn of
 * their first group, groups without one last. `cost`: by what their own tasks and their devices cost. The others: the planner's turn.
 */
export function groupOrderBy(rule: OrderRule, project: Project, prices: readonly number[]): readonly string[] {
  const { groups } = project;
  if (rule !== 'district' && rule !== 'cost') return groups.map(({ id }) => id);
  const keys = rule === 'cost' ? groupCosts(project, prices) : districtTurns(project);
  return [...groups.keys()]
    .sort((a, b) => keys[a] - keys[b] || groups[a].turn - groups[b].turn || a - b)
    .map((number) => groups[number].id);
}

function districtTurns({ groups }: Project): readonly number[] {
  const first = new Map<string, number>();
  for (const { district } of groups) {
    if (district !== '' && !first.has(district)) first.set(district, first.size);
  }
  return groups.map(({ district }) => first.get(district) ?? first.size);
}

function groupCosts({ groups, tasks }: Project, prices: readonly number[]): readonly number[] {
  const costs = groups.map(({ devices }) => devices.reduce((sum, device) => sum + prices[device], 0));
  for (const { group, cost } of tasks) if (group !== null) costs[group] += cost;
  return costs;
}
