import { groundHeight } from '#geo/terrain.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { TerrainGrid } from '#model/city.ts';
import { type Device, isOptical } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { NetworkNode } from '#model/plan-records.ts';
import type { DeviceCosts } from '#model/results/plan-costs.ts';
import { deviceBitrateMbps, storageGigabytes } from './bitrate.ts';
import { copperReachMeters, poeClassOf } from './power-over-ethernet.ts';

/** What a device is reckoned with. */
export interface DevicePlace {
  readonly device: Device;
  readonly model: DeviceModel | null;
  /** Null where it is connected to none. */
  readonly node: NetworkNode | null;
}

/** A device that stands already is not bought again; a retired one is gone. */
export function isBought({ state }: Pick<Device, 'state'>): boolean {
  return state !== 'existing' && state !== 'retired';
}

/** Network, storage, power and money of one device; all zero where it is retired. */
export function deviceCosts(
  { device, model, node }: DevicePlace,
  assumptions: Assumptions,
  terrain: TerrainGrid | null,
  networkPlanned: boolean,
): DeviceCosts {
  const { id } = device;
  if (device.state === 'retired') {
    const nothing = { bitrateMbps: 0, storageGigabytes: 0, powerWatts: 0, capital: 0, yearly: 0 };
    return { id, ...nothing, poe: null, remark: null };
  }
  const bitrateMbps = deviceBitrateMbps(device, model, assumptions);
  const powerWatts = model?.powerWatts ?? 0;
  const poe = model?.powerOver === 'poe' && device.powerFeed === null ? poeClassOf(powerWatts) : null;
  const records = isOptical(device);
  const remarks = [
    model === null ? 'It has no catalogue model, so its price, power and reliability are missing.' : '',
    records && isBought(device) && device.retentionDays === null
      ? 'How long its recordings are kept is not settled, so they are counted in no storage.'
      : '',
    poe === 'over' ? `It needs ${powerWatts} W, more than Power over Ethernet carries; give it a power feed.` : '',
    connectionRemark(device, model, node, terrain, networkPlanned),
  ];
  return {
    id,
    bitrateMbps,
    storageGigabytes: records ? storageGigabytes(bitrateMbps, device.retentionDays ?? 0, assumptions) : 0,
    powerWatts,
    poe,
    capital: model !== null && isBought(device) ? model.price + model.installation : 0,
    yearly: model?.yearly ?? 0,
    remark: remarks.filter((sentence) => sentence !== '').join(' ') || null,
  };
}

function connectionRemark(
  device: Device,
  model: DeviceModel | null,
  node: NetworkNode | null,
  terrain: TerrainGrid | null,
  networkPlanned: boolean,
): string {
  if (model?.powerOver === 'none') return '';
  if (node === null)
    return networkPlanned && isBought(device)
      ? 'It is connected to no switch or gateway, so its data loads no link.'
      : '';
  const dx = device.x - node.x;
  const dy = device.y - node.y;
  const dz =
    groundHeight(terrain, device.x, device.y) +
    device.heightMeters -
    (groundHeight(terrain, node.x, node.y) + node.heightMeters);
  const away = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (node.kind === 'gateway') {
    if (model?.powerOver === 'poe' && device.powerFeed === null)
      return `It takes Power over Ethernet, and ${node.name} reaches it by radio; give it a power feed.`;
    if (node.radioReachMeters === 0 || away <= node.radioReachMeters) return '';
    return `${node.name} is ${Math.round(away)} m away, and its radio reaches ${node.radioReachMeters} m.`;
  }
  if (away <= copperReachMeters) return '';
  return `${node.name} is ${Math.round(away)} m away in a straight line; copper reaches ${copperReachMeters} m.`;
}
