import type { NetworkLink, NetworkNode, PowerFeed } from '#model/plan-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { routeToCentre } from '../../network/routing.ts';
import type { PlanDevice } from './plan-devices.ts';

/** A switch, gateway, centre or feed that has to be built, with the devices that need it. */
export interface NetworkWork {
  readonly record: NetworkNode | PowerFeed;
  /** The link towards the centre that is built with it; null: none, or a feed. */
  readonly link: NetworkLink | null;
  /** Numbers of devices to be built that hang on it, also through other nodes, ascending; never empty. */
  readonly devices: readonly number[];
  /** Id of the node towards the centre that has to stand before; null: none has to. */
  readonly before: string | null;
}

/**
 * Nodes on which devices to be built hang, directly or through other nodes, and on which nothing hangs that is live already. In
 * the order of the plan.
 */
export function nodesToBuild(scenario: Scenario, devices: readonly PlanDevice[]): readonly NetworkWork[] {
  const { towards } = routeToCentre(scenario.networkNodes, scenario.networkLinks);
  const known = new Set(scenario.networkNodes.map(({ id }) => id));
  const standing = new Set<string>();
  const needed = new Map<string, number[]>();
  devices.forEach((entry, number) => {
    let at = entry.device.uplink;
    while (at !== null && known.has(at)) {
      if (entry.liveAtStart) standing.add(at);
      else add(needed, at, number);
      at = towards.get(at)?.next ?? null;
    }
  });
  const toBuild = new Set([...needed.keys()].filter((id) => !standing.has(id)));
  return scenario.networkNodes
    .filter(({ id }) => toBuild.has(id))
    .map((record): NetworkWork => {
      const way = towards.get(record.id) ?? null;
      return {
        record,
        link: way?.link ?? null,
        devices: needed.get(record.id) ?? [],
        before: way !== null && toBuild.has(way.next) ? way.next : null,
      };
    });
}

/** Feeds of devices to be built that supply nothing yet. */
export function feedsToBuild(scenario: Scenario, devices: readonly PlanDevice[]): readonly NetworkWork[] {
  const standing = new Set<string>();
  const needed = new Map<string, number[]>();
  devices.forEach(({ device, liveAtStart }, number) => {
    if (device.powerFeed === null) return;
    if (liveAtStart) standing.add(device.powerFeed);
    else add(needed, device.powerFeed, number);
  });
  return scenario.powerFeeds
    .filter(({ id }) => needed.has(id) && !standing.has(id))
    .map((record) => ({ record, link: null, devices: needed.get(record.id) ?? [], before: null }));
}

/** A sentence on priced nodes and feeds of the plan that no device hangs on; null where there is none. */
export function unusedNote(scenario: Scenario, devices: readonly PlanDevice[]): string | null {
  const { towards } = routeToCentre(scenario.networkNodes, scenario.networkLinks);
  const used = new Set<string>();
  for (const { device } of devices) {
    if (device.powerFeed !== null) used.add(`feed ${device.powerFeed}`);
    let at = device.uplink;
    while (at !== null && !used.has(`node ${at}`)) {
      used.add(`node ${at}`);
      at = towards.get(at)?.next ?? null;
    }
  }
  const names = [
    ...scenario.networkNodes.filter(({ id, price }) => price > 0 && !used.has(`node ${id}`)),
    ...scenario.powerFeeds.filter(({ id, price }) => price > 0 && !used.has(`feed ${id}`)),
  ].map(({ name }) => name);
  if (names.length === 0) return null;
  const shown = names.length > 3 ? `${names.slice(0, 3).join('; ')} and ${names.length - 3} more` : names.join('; ');
  return `No device hangs on ${shown}, so the rollout builds and pays for nothing there.`;
}

function add(map: Map<string, number[]>, key: string, number: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [number]);
  else list.push(number);
}
