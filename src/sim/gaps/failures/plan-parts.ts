import type { planPartKinds } from '#model/results/gaps/failures.ts';
import type { Scenario } from '#model/scenario.ts';
import { routeToCentre } from '../../network/routing.ts';

export type PlanPartKind = (typeof planPartKinds)[number];

/** Something of a plan that can fail. */
export interface PlanPart {
  readonly id: string;
  readonly kind: PlanPartKind;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** What tells a part from all others: a switch and a camera may have the same id. */
export type PartKey = Pick<PlanPart, 'id' | 'kind'>;

/** What is lost with parts. */
export interface Lost {
  /** Ids of devices, ascending. */
  readonly devices: readonly string[];
  /** Devices whose feed's backup keeps them at work for a while; not among {@link devices}. */
  readonly backedUp: readonly string[];
}

/** Every device that is not retired, then nodes, links and feeds of the network: what can fail, in the order of the plan. */
export function planParts(scenario: Scenario): readonly PlanPart[] {
  const { devices, networkNodes, networkLinks, powerFeeds } = scenario;
  const nodes = new Map(networkNodes.map((node) => [node.id, node]));
  return [
    ...devices
      .filter(({ state }) => state !== 'retired')
      .map(({ id, name, x, y }): PlanPart => ({ id, kind: 'device', name, x, y })),
    ...networkNodes.map(({ id, kind, name, x, y }): PlanPart => ({ id, kind, name, x, y })),
    ...networkLinks.flatMap(({ id, name, from, to }): PlanPart[] => {
      const [a, b] = [nodes.get(from), nodes.get(to)];
      if (a === undefined || b === undefined) return [];
      return [{ id, kind: 'link', name, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }];
    }),
    ...powerFeeds.map(({ id, name, x, y }): PlanPart => ({ id, kind: 'feed', name, x, y })),
  ];
}

/** Which devices are lost with which parts: network and power of a plan, looked up quickly. */
export class PlanDependencies {
  readonly #scenario: Scenario;
  readonly #hasCentre: boolean;
  /** Nodes that have a way to a centre with everything at work. */
  readonly #connected: ReadonlySet<string>;
  /** Feed → how long it runs on without the grid, hours. */
  readonly #backupHours: ReadonlyMap<string, number>;

  constructor(scenario: Scenario) {
    const { networkNodes, powerFeeds } = scenario;
    this.#scenario = scenario;
    this.#hasCentre = networkNodes.some(({ kind }) => kind === 'centre');
    this.#connected = this.#withWay(new Set(), new Set());
    this.#backupHours = new Map(powerFeeds.map(({ id, backupHours }) => [id, backupHours]));
  }

  /**
   * A device is lost with itself; with its uplink, and where that has no way to a centre any more that it had before (other links
   * take over where there are some); and with its power feed, unless the feed has a backup. In a plan without a centre a device
   * hangs on its own uplink alone.
   */
  lostWith(parts: readonly PartKey[]): Lost {
    const idsOf = (...kinds: readonly PlanPartKind[]) =>
      new Set(parts.flatMap(({ id, kind }) => (kinds.includes(kind) ? [id] : [])));
    const failed = { devices: idsOf('device'), nodes: idsOf('switch', 'gateway', 'centre'), links: idsOf('link') };
    const feeds = idsOf('feed');
    const reroutes = this.#hasCentre && failed.nodes.size + failed.links.size > 0;
    const reached = reroutes ? this.#withWay(failed.nodes, failed.links) : this.#connected;
    const lost: string[] = [];
    const backedUp: string[] = [];
    for (const { id, state, uplink, powerFeed } of this.#scenario.devices) {
      if (state === 'retired') continue;
      const isCutOff =
        uplink !== null && (failed.nodes.has(uplink) || (this.#connected.has(uplink) && !reached.has(uplink)));
      const isDark = powerFeed !== null && feeds.has(powerFeed);
      const hours = isDark ? (this.#backupHours.get(powerFeed) ?? 0) : 0;
      if (failed.devices.has(id) || isCutOff || (isDark && hours === 0)) lost.push(id);
      else if (isDark) backedUp.push(id);
    }
    return { devices: lost.sort(), backedUp: backedUp.sort() };
  }

  /** Nodes that reach a centre without these nodes and links. */
  #withWay(failedNodes: ReadonlySet<string>, failedLinks: ReadonlySet<string>): ReadonlySet<string> {
    const { networkNodes, networkLinks } = this.#scenario;
    const nodes = networkNodes.filter(({ id }) => !failedNodes.has(id));
    const links = networkLinks.filter(({ id }) => !failedLinks.has(id));
    return new Set(routeToCentre(nodes, links).order);
  }
}
