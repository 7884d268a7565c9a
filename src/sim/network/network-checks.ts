import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import type { NetworkLink, NetworkNode, PowerFeed } from '#model/plan-records.ts';
import type { DeviceCosts, FeedCheck, LinkCheck, NodeCheck } from '#model/results/plan-costs.ts';
import type { DevicePlace } from './device-costs.ts';
import { fresnelClearance, type RadioObstacles } from './fresnel.ts';
import { copperReachMeters, poeSourceWatts } from './power-over-ethernet.ts';
import { routedLoads, routeToCentre } from './routing.ts';

export interface NetworkLoads {
  readonly nodes: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
  /** Nodes with a way to a centre. */
  readonly connected: ReadonlySet<string>;
}

/** Data of every device towards the nearest centre. */
export function networkLoads(
  nodes: readonly NetworkNode[],
  links: readonly NetworkLink[],
  places: readonly DevicePlace[],
  costs: readonly DeviceCosts[],
): NetworkLoads {
  const own = new Map<string, number>();
  places.forEach(({ node }, index) => {
    if (node !== null) own.set(node.id, (own.get(node.id) ?? 0) + costs[index].bitrateMbps);
  });
  const routing = routeToCentre(nodes, links);
  return { ...routedLoads(routing, own), connected: new Set(routing.order) };
}

export function nodeChecks(
  nodes: readonly NetworkNode[],
  places: readonly DevicePlace[],
  costs: readonly DeviceCosts[],
  loads: NetworkLoads,
): NodeCheck[] {
  const devices = new Map<string, number>();
  const watts = new Map<string, number>();
  places.forEach(({ device, node, model }, index) => {
    if (node === null || device.state === 'retired' || model?.powerOver === 'none') return;
    devices.set(node.id, (devices.get(node.id) ?? 0) + 1);
    watts.set(node.id, (watts.get(node.id) ?? 0) + poeSourceWatts(costs[index].poe));
  });
  const anyCentre = nodes.some(({ kind }) => kind === 'centre');
  return nodes.map((node) => {
    const count = devices.get(node.id) ?? 0;
    const poeWatts = watts.get(node.id) ?? 0;
    const problems = [
      node.kind !== 'gateway' && count > node.ports ? `${counted(count)} on ${node.ports} ports.` : '',
      node.kind !== 'gateway' && poeWatts > node.poeBudgetWatts
        ? `Its devices may draw ${rounded(poeWatts)} W over Ethernet; it has ${rounded(node.poeBudgetWatts)} W.`
        : '',
      loads.connected.has(node.id)
        ? ''
        : anyCentre
          ? 'No link leads from here to a centre.'
          : 'The plan has no centre that its data could go to.',
    ];
    return {
      id: node.id,
      devices: count,
      loadMbps: loads.nodes.get(node.id) ?? 0,
      poeWatts,
      problem: joined(problems),
    };
  });
}

export function linkChecks(
  nodes: readonly NetworkNode[],
  links: readonly NetworkLink[],
  loads: NetworkLoads,
  obstacles: RadioObstacles,
  fresnelShare: number,
): LinkCheck[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return links.map((link) => {
    const from = byId.get(link.from);
    const to = byId.get(link.to);
    const { id, capacityMbps } = link;
    if (from === undefined || to === undefined || from === to) {
      const problem =
        from === to && from !== undefined ? 'Both ends are the same node.' : 'One of its ends is missing.';
      return { id, lengthMeters: 0, loadMbps: 0, capacityMbps, fresnelClear: null, worstAtMeters: null, problem };
    }
    const loadMbps = loads.links.get(id) ?? 0;
    const radio = link.medium === 'radio' ? radioCheck(link, from, to, obstacles, fresnelShare) : null;
    const lengthMeters = distance(from, to, obstacles.terrain);
    const problems = [
      loadMbps > capacityMbps ? `${rounded(loadMbps)} Mbit/s on a link of ${rounded(capacityMbps)} Mbit/s.` : '',
      link.medium === 'copper' && lengthMeters > copperReachMeters
        ? `${Math.round(lengthMeters)} m in a straight line; copper reaches ${copperReachMeters} m.`
        : '',
      radio?.problem ?? '',
    ];
    return {
      id,
      lengthMeters,
      loadMbps,
      capacityMbps,
      fresnelClear: radio?.share ?? null,
      worstAtMeters: radio?.atMeters ?? null,
      problem: joined(problems),
    };
  });
}

function radioCheck(
  { frequencyGHz }: NetworkLink,
  from: NetworkNode,
  to: NetworkNode,
  obstacles: RadioObstacles,
  wanted: number,
): { readonly share: number; readonly atMeters: number | null; readonly problem: string } {
  const { share, atMeters } = fresnelClearance(obstacles, {
    fromX: from.x,
    fromY: from.y,
    fromZ: antennaZ(from, obstacles.terrain),
    toX: to.x,
    toY: to.y,
    toZ: antennaZ(to, obstacles.terrain),
    frequencyGHz,
  });
  const place = `${Math.round(atMeters ?? 0)} m from ${from.name}`;
  if (share < 0) return { share, atMeters, problem: `The line of sight is cut ${place}.` };
  if (share >= wanted) return { share, atMeters, problem: '' };
  const percent = (part: number) => `${Math.floor(part * 100)} %`;
  const problem = `Only ${percent(share)} of the first Fresnel zone is clear ${place}; ${percent(wanted)} should be.`;
  return { share, atMeters, problem };
}

/** What hangs on each power feed, with the devices' own watts and those of the switches unknown. */
export function feedChecks(
  feeds: readonly PowerFeed[],
  places: readonly DevicePlace[],
  costs: readonly DeviceCosts[],
): FeedCheck[] {
  const watts = new Map<string, number>();
  const devices = new Map<string, number>();
  places.forEach(({ device }, index) => {
    if (device.powerFeed === null || device.state === 'retired') return;
    devices.set(device.powerFeed, (devices.get(device.powerFeed) ?? 0) + 1);
    watts.set(device.powerFeed, (watts.get(device.powerFeed) ?? 0) + costs[index].powerWatts);
  });
  return feeds.map(({ id, capacityWatts }) => {
    const load = watts.get(id) ?? 0;
    const over = load > capacityWatts;
    return {
      id,
      devices: devices.get(id) ?? 0,
      loadWatts: load,
      capacityWatts,
      problem: over ? `Its devices draw ${rounded(load)} W; it gives ${rounded(capacityWatts)} W.` : null,
    };
  });
}

function antennaZ(node: NetworkNode, terrain: TerrainGrid | null): number {
  return groundHeight(terrain, node.x, node.y) + node.heightMeters;
}

function distance(from: NetworkNode, to: NetworkNode, terrain: TerrainGrid | null): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const dz = antennaZ(to, terrain) - antennaZ(from, terrain);
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

function joined(problems: readonly string[]): string | null {
  return problems.filter((sentence) => sentence !== '').join(' ') || null;
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'device' : 'devices'}`;
}

/** At most one decimal. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
