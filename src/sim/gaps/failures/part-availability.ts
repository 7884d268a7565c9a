import { allModels } from '#model/catalogue/find-model.ts';
import type { AvailabilityPart } from '#model/results/gaps/availability.ts';
import type { Scenario } from '#model/scenario.ts';
import { routeToCentre } from '../../network/routing.ts';
import { planParts } from './plan-parts.ts';

/** Share of the time that something is at work: MTBF / (MTBF + MTTR). */
export function availabilityOf(mtbfHours: number, mttrHours: number): number {
  return mtbfHours / (mtbfHours + mttrHours);
}

/** How available every part of a plan is, in the order of {@link planParts}: from the catalogue, the plan or its assumptions. */
export function partAvailabilities(scenario: Scenario): readonly AvailabilityPart[] {
  const { assumptions, devices, networkNodes, powerFeeds } = scenario;
  const models = new Map(allModels(scenario).map((model) => [model.id, model]));
  const modelOf = new Map(devices.map(({ id, model }) => [id, models.get(model) ?? null]));
  const nodes = new Map(networkNodes.map((node) => [node.id, node]));
  const backed = new Set(powerFeeds.filter(({ backupHours }) => backupHours > 0).map(({ id }) => id));
  return planParts(scenario).map(({ id, kind, name }) => {
    const times = timesOf();
    return { id, kind, name, availability: availabilityOf(times.mtbfHours, times.mttrHours), ...times };

    function timesOf(): Pick<AvailabilityPart, 'mtbfHours' | 'mttrHours' | 'source'> {
      if (kind === 'device') {
        const model = modelOf.get(id) ?? null;
        if (model !== null) return { mtbfHours: model.mtbfHours, mttrHours: model.mttrHours, source: 'model' };
        return {
          mtbfHours: assumptions.deviceMtbfHours,
          mttrHours: assumptions.deviceMttrHours,
          source: 'assumption',
        };
      }
      const node = nodes.get(id);
      if (node !== undefined) return { mtbfHours: node.mtbfHours, mttrHours: node.mttrHours, source: 'plan' };
      if (kind === 'link') {
        return { mtbfHours: assumptions.linkMtbfHours, mttrHours: assumptions.linkMttrHours, source: 'assumption' };
      }
      // What a backup bridges is no failure.
      const feed = powerFeeds.find((other) => other.id === id);
      const bridged = backed.has(id) ? (feed?.backupHours ?? 0) : 0;
      const mttrHours = Math.max(0, assumptions.powerMttrHours - bridged);
      return { mtbfHours: assumptions.powerMtbfHours, mttrHours, source: 'assumption' };
    }
  });
}

/**
 * Share of the time that each device is at work, with its power feed and all nodes and links on its way to the centre: the chain
 * Π A. Devices without an uplink hang on themselves and their feed alone.
 */
export function deviceAvailabilities(scenario: Scenario): ReadonlyMap<string, number> {
  const parts = new Map(partAvailabilities(scenario).map(({ id, availability }) => [id, availability]));
  const { towards } = routeToCentre(scenario.networkNodes, scenario.networkLinks);
  const ofNode = (id: string): number => {
    let product = parts.get(id) ?? 1;
    for (let way = towards.get(id); way != null; way = towards.get(way.next)) {
      product *= (parts.get(way.link.id) ?? 1) * (parts.get(way.next) ?? 1);
    }
    return product;
  };
  return new Map(
    scenario.devices.map(({ id, uplink, powerFeed }) => {
      const network = uplink === null ? 1 : ofNode(uplink);
      const power = powerFeed === null ? 1 : (parts.get(powerFeed) ?? 1);
      return [id, (parts.get(id) ?? 1) * network * power];
    }),
  );
}

/** Parts behind several devices at most that are enumerated; beyond it there are too many states. */
export const mostSharedParts = 16;

/** One device that observes a point: its own availability times the chance that it does, and the parts that it hangs on. */
export interface PointWatcher {
  readonly chance: number;
  readonly shared: readonly string[];
}

/**
 * Chance that a point is observed by at least one watcher, exact under shared parts: two cameras behind one switch fail together.
 * Sum over the states of the shared parts of their chance × (1 − Π (1 − chance of the watchers that are connected)).
 *
 * @param parts availability of each shared part. Throws where there are more than {@link mostSharedParts}.
 */
export function observedChance(watchers: readonly PointWatcher[], parts: ReadonlyMap<string, number>): number {
  const ids = [...new Set(watchers.flatMap(({ shared }) => shared))].sort();
  if (ids.length > mostSharedParts) throw new RangeError('observedChance: too many shared parts.');
  const bits = new Map(ids.map((id, index) => [id, 1 << index]));
  const needed = watchers.map(({ shared }) => shared.reduce((mask, id) => mask | (bits.get(id) ?? 0), 0));
  let observed = 0;
  for (let state = 0; state < 1 << ids.length; state += 1) {
    let chance = 1;
    ids.forEach((id, index) => {
      const availability = parts.get(id) ?? 1;
      chance *= (state >>> index) & 1 ? availability : 1 - availability;
    });
    let unseen = 1;
    watchers.forEach((watcher, index) => {
      if ((needed[index] & state) === needed[index]) unseen *= 1 - watcher.chance;
    });
    observed += chance * (1 - unseen);
  }
  return observed;
}
