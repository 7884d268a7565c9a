import type { Device } from '#model/device.ts';
import type { GroundBits, Surroundings } from '#model/results/coverage-bits.ts';
import { phoneStreetMeters } from './walking-reach.ts';

/**
 * What a planner should know of a device without a picture that covers nothing, or nothing that counts, as a sentence; null where
 * all is well. `ground`: what it reaches, null for kinds that cover no ground.
 */
export function deviceRemark(
  device: Device,
  ground: GroundBits | null,
  surroundings: Pick<Surroundings, 'portals' | 'mounts'> | null,
): string | null {
  switch (device.kind) {
    case 'access':
      return accessRemark(device, surroundings);
    case 'light':
      return lightRemark(device, surroundings);
    case 'phone':
      return isEmpty(ground)
        ? `No street for people on foot lies within ${phoneStreetMeters} m; move it to a street.`
        : null;
    case 'radar':
      return isEmpty(ground) ? 'No carriageway lies in its field and range; turn or move it.' : null;
    case 'acoustic':
    case 'air':
      return isEmpty(ground) ? 'No ground lies within its reach.' : null;
    case 'camera':
    case 'alpr':
      return null;
  }
}

function isEmpty(ground: GroundBits | null): boolean {
  return ground === null || (ground.cells[0] ?? 0) === 0;
}

function accessRemark(
  { portalId, functions }: Extract<Device, { kind: 'access' }>,
  surroundings: Pick<Surroundings, 'portals'> | null,
): string | null {
  if (portalId === null) return 'It secures no portal yet; choose one.';
  if (surroundings !== null && !surroundings.portals.some(({ id }) => id === portalId)) {
    return `The city has no portal “${portalId}”; choose another one.`;
  }
  return functions.length === 0 ? 'It has no element of access control yet: no lock, reader, contact or alarm.' : null;
}

function lightRemark(
  { assetId }: Extract<Device, { kind: 'light' }>,
  surroundings: Pick<Surroundings, 'mounts'> | null,
): string | null {
  if (assetId === null) return 'It controls no street lamp yet; choose one.';
  if (surroundings !== null && !surroundings.mounts.some(({ id }) => id === assetId)) {
    return `The city has no street lamp “${assetId}”; choose another one.`;
  }
  return null;
}
