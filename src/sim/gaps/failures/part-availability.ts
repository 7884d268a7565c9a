import { exponential } from '#geo/exponential.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import type { AvailabilityPart } from '#model/results/gaps/availability.ts';
import type { Scenario } from '#model/scenario.ts';
import { routeToCentre } from '../../network/routing.ts';
import { type PartKey, planParts } from './plan-parts.ts';

/** Share of the time that something is at work: MTBF / (MTBF + MTTR). */
export function availabilityOf(mtbfHours: number, mttrHours: number): number {
  return mtbfHours / (mtbfHours + mttrHours);
}

/** More hours between failures than this are not told apart. */
const mostHours = 1e12;

/**
 * Mean time between those cuts of the grid that outlast a backup, hours. Cuts last exponentially long: a share of e^(−backup / MTTR)
 * outlasts it, and those last MTTR longer. Dark is so MTTR · e^(−backup / MTTR) / (MTBF + MTTR) of the time.
 */
export function backedMtbfHours(mtbfHours: number, mttrHours: number, backupHours: number): number {
  if (backupHours === 0) return mtbfHours;
  if (mttrHours === 0) return mostHours;
  return Math.min(mostHours, (mtbfHours + mttrHours) * exponential(backupHours / mttrHours) - mttrHours);
}

/** How available every part of a plan is, in the order of {@link planParts}: from the catalogue, the plan or its assumptions. */
export function partAvailabilities(scenario: Scenario): readonly AvailabilityPart[] {
  const timesOf = repairTimes(scenario);
  return planParts(scenario).map(({ id, kind, name }) => {
    const times = timesOf({ id, kind });
    return { id, kind, name, availability: availabilityOf(times.mtbfHours, times.mttrHours), ...times };
  });
}

type Times = Pick<AvailabilityPart, 'mtbfHours' | 'mttrHours' | 'source'>;

function repairTimes(scenario: Scenario): (part: PartKey) => Times {
  const { assumptions } = scenario;
  const models = new Map(allModels(scenario).map((model) => [model.id, model]));
  const modelOf = new Map(scenario.devices.map(({ id, model }) => [id, models.get(model)]));
  const nodes = new Map(scenario.networkNodes.map((node) => [node.id, node]));
  const feeds = new Map(scenario.powerFeeds.map((feed) => [feed.id, feed]));
  const assumed = (mtbfHours: number, mttrHours: number): Times => ({ mtbfHours, mttrHours, source: 'assumption' });
  return ({ id, kind }) => {
    switch (kind) {
      case 'device': {
        const model = modelOf.get(id);
        if (model === undefined) return assumed(assumptions.deviceMtbfHours, assumptions.deviceMttrHours);
        return { mtbfHours: model.mtbfHours, mttrHours: model.mttrHours, source: 'model' };
      }
      case 'link':
        return assumed(assumptions.linkMtbfHours, assumptions.linkMttrHours);
      case 'feed': {
        const { powerMtbfHours, powerMttrHours } = assumptions;
        const backupHours = feeds.get(id)?.backupHours ?? 0;
        return assumed(backedMtbfHours(powerMtbfHours, powerMttrHours, backupHours), powerMttrHours);
      }
      default: {
        const node = nodes.get(id);
        if (node === undefined) throw new Error(`repairTimes: there is no network node “${id}”.`);
        return { mtbfHours: node.mtbfHours, mttrHours: node.mttrHours, source: 'plan' };
      }
    }
  };
}

/**
 * Share of the time that each device is at work, with its power feed and all nodes and links on its way to the centre: the chain
 * Π A. Other ways that could take over are not counted. Devices without an uplink hang on themselves and their feed alone.
 */
export function deviceAvailabilities(scenario: Scenario): ReadonlyMap<string, number> {
  const devices = new Map<string, number>();
  const nodes = new Map<string, number>();
  const links = new Map<string, number>();
  const feeds = new Map<string, number>();
  const byKind = { device: devices, link: links, feed: feeds, switch: nodes, gateway: nodes, centre: nodes };
  for (const { id, kind, availability } of partAvailabilities(scenario)) byKind[kind].set(id, availability);
  const { towards } = routeToCentre(scenario.networkNodes, scenario.networkLinks);
  const ofNode = (id: string): number => {
    let product = nodes.get(id) ?? 1;
    let way = towards.get(id) ?? null;
    while (way !== null) {
      product *= (links.get(way.link.id) ?? 1) * (nodes.get(way.next) ?? 1);
      way = towards.get(way.next) ?? null;
    }
    return product;
  };
  return new Map(
    scenario.devices.map(({ id, uplink, powerFeed }) => {
      const network = uplink === null ? 1 : ofNode(uplink);
      const power = powerFeed === null ? 1 : (feeds.get(powerFeed) ?? 1);
      return [id, (devices.get(id) ?? 1) * network * power];
    }),
  );
}
