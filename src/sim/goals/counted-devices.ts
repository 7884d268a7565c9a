import type { Device, DeviceState } from '#model/device.ts';
import type { Goal } from '#model/goal.ts';
import type { Phase } from '#model/plan-records.ts';

/** Which devices a goal counts. */
export interface DeviceFilter {
  /** Equal filters have equal keys. */
  readonly key: string;
  counts(device: Device): boolean;
}

/** Stands already, whatever phase the plan is in. */
const standing: ReadonlySet<DeviceState> = new Set<DeviceState>(['existing', 'installed', 'live']);

/** All devices but retired ones. */
export const everyDevice: DeviceFilter = { key: '', counts: ({ state }) => state !== 'retired' };

/**
 * Devices of the goal's agency, and of its phase and those before it in the plan's list. Retired devices never count. With a
 * phase: a device without one counts only where it stands already, and one that an earlier phase takes down doesn't.
 * A phase that the plan does not have counts no device.
 */
export function countedDevices(goal: Pick<Goal, 'agency' | 'phase'>, phases: readonly Phase[]): DeviceFilter {
  const { agency, phase } = goal;
  if (agency === null && phase === null) return everyDevice;
  const last = phases.findIndex(({ id }) => id === phase);
  const reached = new Set(phases.slice(0, last + 1).map(({ id }) => id));
  const earlier = new Set(phases.slice(0, Math.max(0, last)).map(({ id }) => id));
  const key = JSON.stringify([agency, phase === null ? null : [...reached]]);
  const counts = (device: Device): boolean => {
    if (device.state === 'retired') return false;
    if (agency !== null && device.agency !== agency) return false;
    if (phase === null) return true;
    if (last < 0) return false;
    if (device.retiredInPhase !== null && earlier.has(device.retiredInPhase)) return false;
    return device.phase === null ? standing.has(device.state) : reached.has(device.phase);
  };
  return { key, counts };
}
