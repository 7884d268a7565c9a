import type { Device, DeviceKind } from '#model/device.ts';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import type { SessionState } from '#state/session.ts';
import type { MarkerIcon } from './device-icons.ts';

/** How a device's marker looks: round for cameras and square for all other kinds; its state by ring, tone and icon. */
export interface MarkerLook {
  readonly round: boolean;
  readonly icon: MarkerIcon;
  /**
   * `planned` is plain, `built` has a ring, `existing` is grey, `retired` grey with ×, `blind` (sees nothing) in the warning colour.
   * In Rollout mode also `under-way`, an amber ring half filled, and `awaited`, a dashed ring.
   */
  readonly state: 'planned' | 'built' | 'existing' | 'retired' | 'blind' | 'under-way' | 'awaited';
}

const rolloutStates: Readonly<Record<RolloutStatus, MarkerLook['state']>> = {
  live: 'built',
  'under-way': 'under-way',
  planned: 'awaited',
  retired: 'retired',
};

/**
 * @param problem why the device observes nothing; null where it does
 * @param status what has become of it on the date of Rollout mode; without one it shows its state in the plan
 */
export function markerLook(
  device: Pick<Device, 'kind' | 'state'>,
  problem: string | null,
  status?: RolloutStatus,
): MarkerLook {
  const round = device.kind === 'camera';
  if (status !== undefined) {
    const icon = status === 'retired' ? 'retired' : problem !== null && round ? 'off' : device.kind;
    return { round, icon, state: rolloutStates[status] };
  }
  if (device.state === 'retired') return { round, icon: 'retired', state: 'retired' };
  if (problem !== null) return { round, icon: round ? 'off' : device.kind, state: 'blind' };
  if (device.state === 'existing') return { round, icon: device.kind, state: 'existing' };
  const built = device.state === 'installed' || device.state === 'live';
  return { round, icon: device.kind, state: built ? 'built' : 'planned' };
}

const kindNames: Readonly<Record<DeviceKind, string>> = {
  camera: 'camera',
  alpr: 'ALPR unit',
  access: 'access control',
  acoustic: 'acoustic sensor',
  radar: 'traffic radar',
  air: 'air quality station',
  light: 'street-light controller',
  phone: 'emergency phone',
};

const statusWords: Readonly<Record<RolloutStatus, string>> = {
  live: 'live',
  'under-way': 'under way',
  planned: 'planned',
  retired: 'retired',
};

/** “C-01, camera, planned, locked”: what a marker shows, in words. */
export function markerText(
  device: Pick<Device, 'name' | 'kind' | 'state' | 'locked'>,
  problem: string | null,
  status?: RolloutStatus,
): string {
  const parts = [device.name, kindNames[device.kind], status === undefined ? device.state : statusWords[status]];
  if (device.locked) parts.push('locked');
  if (problem !== null) parts.push(`observes nothing: ${problem}`);
  return parts.join(', ');
}

/** Why a device observes nothing, as the engine says; null where it does. */
export function problemOf({ coverage }: Pick<SessionState, 'coverage'>, id: string): string | null {
  return coverage.devices.get(id)?.problem ?? null;
}
