import type { CellGrid } from '#geo/cell-grid.ts';
import type { Portal } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { Goal } from '#model/goal.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { missingFunctions, unitsByPortal } from '../access/portal-states.ts';
import { patchContains } from '../devices/cell-raster.ts';
import { gatewaysInReach } from '../devices/radio-reach.ts';
import type { BitWindow } from '../visibility/bits.ts';
import { countedDevices, type DeviceFilter } from './counted-devices.ts';
import { amountOf, type Measure, notMeasured, shareOf } from './goal-text.ts';
import type { HeldCoverage } from './held-coverage.ts';

/** Devices held, in no order that matters. */
export type HeldDevices = ReadonlyMap<string, HeldCoverage>;

/** Share of the portals in `member` (1 per portal) that are locked and monitored. */
export function monitoredPortals(
  portals: readonly Portal[],
  member: Uint8Array,
  held: HeldDevices,
  filter: DeviceFilter,
): Measure {
  const counted = [...held.values()].map(({ device }) => device).filter((device) => filter.counts(device));
  const units = unitsByPortal(counted);
  let [whole, monitored] = [0, 0];
  portals.forEach((portal, index) => {
    if (member[index] !== 1) return;
    whole += 1;
    const own = units.get(portal.id);
    if (own !== undefined && missingFunctions(portal, own).length === 0) monitored += 1;
  });
  return shareOf(monitored, whole, 'portals', '', noPortals);
}

export const noPortals = 'There are no doors or gates in this place that could be secured.';

/** Share of the street-light controllers in `within` (everywhere where it is null) that reach enough gateways. */
export function controllersInReach(
  frame: Pick<PlanFrame, 'networkNodes'>,
  grid: CellGrid,
  within: BitWindow | null,
  held: HeldDevices,
  filter: DeviceFilter,
  devices: number,
): Measure {
  let [whole, reached] = [0, 0];
  for (const { device } of held.values()) {
    const inReach = controllerInReach(frame, grid, within, device, filter, devices);
    if (inReach === null) continue;
    whole += 1;
    if (inReach) reached += 1;
  }
  return shareOf(reached, whole, 'controllers', '', 'There are no street-light controllers in this place.');
}

/** Whether a device reaches enough gateways; null where it is no street-light controller that counts in `within`. */
export function controllerInReach(
  frame: Pick<PlanFrame, 'networkNodes'>,
  grid: CellGrid,
  within: BitWindow | null,
  device: Device,
  filter: DeviceFilter,
  devices: number,
): boolean | null {
  if (device.kind !== 'light' || !filter.counts(device)) return null;
  if (within !== null && !patchContains(grid, within, device.x, device.y)) return null;
  return gatewaysInReach(frame.networkNodes, device.x, device.y) >= devices;
}

/** Costs and Mbit/s of the devices that a goal counts; `costs` null: they have not been worked out. */
export function costMeasure(goal: Goal, frame: PlanFrame, costs: PlanCosts | null, held: HeldDevices): Measure {
  const unit = goal.metric === 'uplink' ? 'mbps' : 'money';
  if (costs === null) return notMeasured('The costs have not been worked out.', unit);
  if (goal.metric === 'uplink' && goal.scope.kind === 'uplink') {
    const { id } = goal.scope;
    const node = costs.nodes.find((check) => check.id === id);
    return node === undefined
      ? notMeasured(`The plan has no switch or gateway “${id}”.`, unit)
      : amountOf(node.loadMbps, unit);
  }
  const whole = goal.agency === null && goal.phase === null;
  if (whole) return amountOf(wholeAmount(goal, costs), unit);
  const filter = countedDevices(goal, frame.phases);
  let sum = 0;
  for (const device of costs.devices) {
    const own = held.get(device.id);
    if (own === undefined || !filter.counts(own.device)) continue;
    sum +=
      goal.metric === 'uplink' ? device.bitrateMbps : goal.metric === 'yearly-cost' ? device.yearly : device.capital;
  }
  return amountOf(sum, unit);
}

function wholeAmount({ metric }: Goal, costs: PlanCosts): number {
  if (metric === 'uplink') return costs.bitrateMbps;
  return metric === 'yearly-cost' ? costs.yearly : costs.capital;
}
