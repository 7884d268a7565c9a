import type { Portal } from '#model/city.ts';
import type { AccessFunction, AccessUnit, Device } from '#model/device.ts';
import type { PortalState } from '#model/results/plan-summary.ts';

/**
 * What locks and monitors a portal: a lock, a contact that tells that it is open, a request-to-exit so that going out is no
 * alarm, an alarm for held or forced doors, and a reader. An emergency exit is opened from within only and needs no reader.
 */
export function neededFunctions(portal: Portal): readonly AccessFunction[] {
  return portal.kind === 'emergency-exit' ? emergencyFunctions : doorFunctions;
}

const doorFunctions = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'] as const;
const emergencyFunctions = ['lock', 'contact', 'request-to-exit', 'alarm'] as const;

const words: Readonly<Record<AccessFunction, string>> = {
  lock: 'lock',
  reader: 'reader',
  contact: 'door contact',
  'request-to-exit': 'request to exit',
  alarm: 'held or forced door alarm',
};

/** Access units that count, by the portal they secure; retired ones don't. */
export function unitsByPortal(devices: Iterable<Device>): ReadonlyMap<string, readonly AccessUnit[]> {
  const units = new Map<string, AccessUnit[]>();
  for (const device of devices) {
    if (device.kind !== 'access' || device.portalId === null || device.state === 'retired') continue;
    const list = units.get(device.portalId);
    if (list === undefined) units.set(device.portalId, [device]);
    else list.push(device);
  }
  return units;
}

/** Functions that a portal's units lack together; empty where it is locked and monitored. */
export function missingFunctions(portal: Portal, units: readonly AccessUnit[]): AccessFunction[] {
  const present = new Set(units.flatMap(({ functions }) => functions));
  return neededFunctions(portal).filter((wanted) => !present.has(wanted));
}

/**
 * State of one portal. `seenClass`: best class of a camera that sees it, 0: none; `siteId`: the site that it belongs to.
 */
export function portalState(
  portal: Portal,
  units: readonly AccessUnit[],
  siteId: string | null,
  seenClass: number,
): PortalState {
  const missing = missingFunctions(portal, units).map((wanted) => words[wanted]);
  return {
    portalId: portal.id,
    siteId,
    x: portal.x,
    y: portal.y,
    monitored: missing.length === 0,
    missing,
    deviceIds: units.map(({ id }) => id),
    seenClass,
  };
}
