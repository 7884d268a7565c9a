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
  /** Node → it had a way to a centre with everything at work. */
  readonly #connected: ReadonlySet<string>;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#hasCentre = scenario.networkNodes.some(({ kind }) => kind === 'centre');
    this.#connected = this.#withWay(new Set());
  }

  /**
   * A device is lost with itself; with its uplink, and where that has no way to a centre any more that it had before (other links
   * take over where there are some); and with its power feed, unless the feed has a backup. In a plan without a centre a device
   * hangs on its own uplink alone.
   */
  lostWith(failed: ReadonlySet<string>): Lost {
    const { devices, powerFeeds } = this.#scenario;
    const reached = this.#hasCentre ? this.#withWay(failed) : null;
    const feeds = new Map(powerFeeds.map((feed) => [feed.id, feed]));
    const lost: string[] = [];
    const backedUp: string[] = [];
    for (const { id, state, uplink, powerFeed } of devices) {
      if (state === 'retired') continue;
      const cutOff =
        uplink !== null &&
        (failed.has(uplink) || (reached !== null && this.#connected.has(uplink) && !reached.has(uplink)));
      const dark = powerFeed !== null && failed.has(powerFeed);
      const hours = dark ? (feeds.get(powerFeed)?.backupHours ?? 0) : 0;
      if (failed.has(id) || cutOff || (dark && hours === 0)) lost.push(id);
      else if (dark) backedUp.push(id);
    }
    return { devices: lost.sort(), backedUp: backedUp.sort() };
  }

  /** Nodes that reach a centre without the failed nodes and links. */
  #withWay(failed: ReadonlySet<string>): ReadonlySet<string> {
    const { networkNodes, networkLinks } = this.#scenario;
    const nodes = networkNodes.filter(({ id }) => !failed.has(id));
    const links = networkLinks.filter(({ id }) => !failed.has(id));
    return new Set(routeToCentre(nodes, links).order);
  }
}
