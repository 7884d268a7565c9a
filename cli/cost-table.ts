import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { Scenario } from '#model/scenario.ts';
import { terminalText } from './terminal-text.ts';
import { aligned, brief, grouped } from './text-table.ts';

/** Money, network, storage and power of a plan for reading in a terminal. Ends with a line feed. */
export function costTable(costs: PlanCosts, scenario: Scenario): string {
  const { currency } = costs;
  const names = new Map(
    [...scenario.devices, ...scenario.networkNodes, ...scenario.networkLinks, ...scenario.powerFeeds].map(
      ({ id, name }) => [id, name],
    ),
  );
  const named = (id: string) => names.get(id) ?? id;
  const lines = [
    '',
    ...aligned([
      ['Bill of materials', 'count', `each, ${currency}`, 'installation', 'total', 'a year'],
      ...costs.bill.map((line) => [
        terminalText(line.item),
        String(line.count),
        grouped(line.unitPrice),
        grouped(line.installation),
        grouped(line.total),
        grouped(line.yearly),
      ]),
      ['Total', '', '', '', grouped(costs.capital), grouped(costs.yearly)],
    ]),
    '',
    `${brief(costs.bitrateMbps)} Mbit/s, ${brief(costs.storageGigabytes / 1000)} TB of recordings, ${brief(costs.powerWatts)} W`,
    ...costs.links.map((link) => {
      const clear = link.fresnelClear === null ? '' : `, Fresnel zone ${Math.floor(link.fresnelClear * 100)} % clear`;
      const load = `${brief(link.loadMbps)} of ${brief(link.capacityMbps)} Mbit/s`;
      return `Link ${named(link.id)}: ${brief(link.lengthMeters)} m, ${load}${clear}`;
    }),
    ...[...costs.nodes, ...costs.links, ...costs.feeds].flatMap(({ id, problem }) =>
      problem === null ? [] : [`${named(id)}: ${problem}`],
    ),
    ...remarkLines(costs.devices, named),
  ];
  return `${lines.map(terminalText).join('\n')}\n`;
}

/** Devices of which the same is to be said share a line. */
function remarkLines(devices: PlanCosts['devices'], named: (id: string) => string): string[] {
  const ids = new Map<string, string[]>();
  for (const { id, remark } of devices) if (remark !== null) ids.set(remark, [...(ids.get(remark) ?? []), named(id)]);
  return [...ids].map(([remark, names]) => {
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    return `${names.slice(0, 5).join(', ')}${more}: ${remark}`;
  });
}
