import type { Device, DeviceKind } from '#model/device.ts';
import type { SessionState } from '#state/session.ts';
import type { MarkerIcon } from './device-icons.ts';

/** How a device's marker looks: round for cameras and square for all other kinds; its state by ring, tone and icon. */
export interface MarkerLook {
  readonly round: boolean;
  readonly icon: MarkerIcon;
  /** `planned` is plain, `built` has a ring, `existing` is grey, `retired` grey with ×, `blind` (sees nothing) in the warning colour. */
  readonly state: 'planned' | 'built' | 'existing' | 'retired' | 'blind';
}

/** @param problem why the device observes nothing; null where it does */
export function markerLook(device: Pick<Device, 'kind' | 'state'>, problem: string | null): MarkerLook {
  const round = device.kind === 'camera';
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

/** “C-01, camera, planned, locked”: what a marker shows, in words. */
export function markerText(device: Pick<Device, 'name' | 'kind' | 'state' | 'locked'>, problem: string | null): string {
  const parts = [device.name, kindNames[device.kind], device.state];
  if (device.locked) parts.push('locked');
  if (problem !== null) parts.push(`observes nothing: ${problem}`);
  return parts.join(', ');
}

/** Why a device observes nothing, as the engine says; null where it does. */
export function problemOf({ coverage }: Pick<SessionState, 'coverage'>, id: string): string | null {
  return coverage.devices.get(id)?.problem ?? null;
}
