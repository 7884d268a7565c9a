import type { Device } from '#model/device.ts';
import type { Phase } from '#model/plan-records.ts';
import { failure, type Outcome, success } from '#model/result.ts';

/** A device of the plan with its part in the rollout; numbered by its place in the list. */
export interface PlanDevice {
  readonly device: Device;
  readonly liveAtStart: boolean;
  /** It is to be built. */
  readonly built: boolean;
  /** It hangs there already, and only has to be brought into service. */
  readonly installed: boolean;
  /** Phase that builds it, by number; null: none. Of devices that are live already, the phase that they were built in. */
  readonly phase: number | null;
  /** Phase that takes it down, by number; null: it stays. */
  readonly retiredIn: number | null;
}

/** Devices that take part, in the order of the plan; retired ones don't. Fails where a phase isn't there. */
export function planDevices(devices: readonly Device[], phases: readonly Phase[]): Outcome<readonly PlanDevice[]> {
  const numbers = new Map(phases.map(({ id }, index) => [id, index]));
  const list: PlanDevice[] = [];
  for (const [index, device] of devices.entries()) {
    if (device.state === 'retired') continue;
    for (const field of ['phase', 'retiredInPhase'] as const) {
      const id = device[field];
      if (id === null || numbers.has(id)) continue;
      const sentence = `${device.name} refers to the phase “${id}”, which this plan does not have.`;
      return failure('missing-reference', sentence, `devices[${index}].${field}`);
    }
    const liveAtStart = device.state === 'live' || device.state === 'existing';
    list.push({
      device,
      liveAtStart,
      built: !liveAtStart,
      installed: device.state === 'installed',
      phase: device.phase === null ? null : (numbers.get(device.phase) ?? null),
      retiredIn: device.retiredInPhase === null ? null : (numbers.get(device.retiredInPhase) ?? null),
    });
  }
  return success(list);
}
