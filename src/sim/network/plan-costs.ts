import { allModels } from '#model/catalogue/find-model.ts';
import type { Device } from '#model/device.ts';
import type { CoverageScene, PlanFrame } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { type DevicePlace, deviceCosts } from './device-costs.ts';
import { type RadioObstacles, radioObstacles } from './fresnel.ts';
import { feedChecks, linkChecks, networkLoads, nodeChecks } from './network-checks.ts';

/**
 * Network, storage, power and money of a plan. `devices` stand in for the frame's own where these are behind.
 *
 * - Devices come in the order of their ids, whatever order they are given in.
 * - Existing devices cost nothing new, only what they cost a year; retired ones count nowhere.
 * - Data takes the way with the fewest links to the nearest node of the kind `centre`.
 * - A switch sets aside what a device's PoE class may draw at its port; a device with a power feed draws nothing there.
 * - Radio links are looked at past all solids of the scene and its terrain; trees are not.
 */
export function planCosts(
  frame: PlanFrame,
  scene: Pick<CoverageScene, 'prisms' | 'terrain'>,
  devices: readonly Device[] = frame.devices,
  obstacles: RadioObstacles = radioObstacles(scene.prisms, scene.terrain),
): PlanCosts {
  const models = new Map(allModels(frame).map((model) => [model.id, model]));
  const { networkNodes, networkLinks, powerFeeds, assumptions } = frame;
  const nodes = new Map(networkNodes.map((node) => [node.id, node]));
  const places = devices.toSorted(byId).map(
    (device): DevicePlace => ({
      device,
      model: models.get(device.model) ?? null,
      node: device.uplink === null ? null : (nodes.get(device.uplink) ?? null),
    }),
  );
  const planned = networkNodes.length > 0;
  const costs = places.map((place) => deviceCosts(place, assumptions, scene.terrain, planned));
  const loads = networkLoads(networkNodes, networkLinks, places, costs);
  const bill = billOfMaterials(frame, places);
  return {
    currency: frame.budget.currency,
    devices: costs,
    nodes: nodeChecks(networkNodes, places, costs, loads),
    links: linkChecks(networkNodes, networkLinks, loads, obstacles, assumptions.fresnelShare),
    feeds: feedChecks(powerFeeds, places, costs),
    bill,
    capital: sum(bill.map(({ total }) => total)),
    yearly: sum(bill.map(({ yearly }) => yearly)),
    bitrateMbps: sum(costs.map(({ bitrateMbps }) => bitrateMbps)),
    storageGigabytes: sum(costs.map(({ storageGigabytes }) => storageGigabytes)),
    powerWatts: sum(costs.map(({ powerWatts }) => powerWatts)),
  };
}

/** A fixed order, so that sums do not depend on which device was merged first. */
function byId(a: Device, b: Device): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
