import type { Device, Scenario } from '#model/scenario.ts';

/** The plan's own fields: one record. */
export interface PlanRecord {
  readonly id: 'plan';
  readonly type: 'plan';
  readonly plan: Omit<Scenario, 'devices'>;
}

/** One placed device. `order` keeps the file's order, also after a removal was undone. */
export interface DeviceRecord {
  /** `device:` and the device's id. */
  readonly id: string;
  readonly type: 'device';
  readonly order: number;
  readonly device: Device;
}

export type DocumentRecord = PlanRecord | DeviceRecord;

export function deviceRecordId(deviceId: string): string {
  return `device:${deviceId}`;
}

/** Splits a plan document into records. */
export function toRecords(scenario: Scenario): readonly DocumentRecord[] {
  const { devices, ...plan } = scenario;
  return [{ id: 'plan', type: 'plan', plan }, ...devices.map((device, order) => toDeviceRecord(device, order))];
}

export function toDeviceRecord(device: Device, order: number): DeviceRecord {
  return { id: deviceRecordId(device.id), type: 'device', order, device };
}

/** Puts a plan document together; null when there is no plan record. */
export function toScenario(records: readonly DocumentRecord[]): Scenario | null {
  const plan = records.find((record) => record.type === 'plan');
  if (plan === undefined) return null;
  const devices = records
    .filter((record) => record.type === 'device')
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map((record) => record.device);
  return { ...plan.plan, devices };
}
