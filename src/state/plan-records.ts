import type { Device } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SceneEdit } from '#model/scene-edit.ts';

/** The plan's own fields: one record. */
export interface PlanRecord {
  readonly id: 'plan';
  readonly type: 'plan';
  readonly plan: Omit<Scenario, 'devices' | 'sceneEdits'>;
}

/** One placed device. `order` keeps the file's order, also after a removal was undone. */
export interface DeviceRecord {
  /** `device:` and the device's id. */
  readonly id: string;
  readonly type: 'device';
  readonly order: number;
  readonly device: Device;
}

/** One correction of the city, with its place in the order they are applied in. */
export interface EditRecord {
  /** `edit:` and the edit's id. */
  readonly id: string;
  readonly type: 'edit';
  readonly order: number;
  readonly edit: SceneEdit;
}

export type DocumentRecord = PlanRecord | DeviceRecord | EditRecord;

export function deviceRecordId(deviceId: string): string {
  return `device:${deviceId}`;
}

export function editRecordId(editId: string): string {
  return `edit:${editId}`;
}

/** Splits a plan document into records. */
export function toRecords(scenario: Scenario): readonly DocumentRecord[] {
  const { devices, sceneEdits, ...plan } = scenario;
  return [
    { id: 'plan', type: 'plan', plan },
    ...devices.map((device, order) => toDeviceRecord(device, order)),
    ...sceneEdits.map((edit, order) => toEditRecord(edit, order)),
  ];
}

export function toDeviceRecord(device: Device, order: number): DeviceRecord {
  return { id: deviceRecordId(device.id), type: 'device', order, device };
}

export function toEditRecord(edit: SceneEdit, order: number): EditRecord {
  return { id: editRecordId(edit.id), type: 'edit', order, edit };
}

/**
 * Puts a plan document together; null when there is no plan record. Corrections stay the same array as in `before` where
 * `editsChanged` is false.
 */
export function toScenario(
  records: readonly DocumentRecord[],
  before: Scenario | null = null,
  editsChanged = true,
): Scenario | null {
  const plan = records.find((record) => record.type === 'plan');
  if (plan === undefined) return null;
  const devices = records
    .filter((record) => record.type === 'device')
    .sort(inOrder)
    .map((record) => record.device);
  const sceneEdits =
    before !== null && !editsChanged
      ? before.sceneEdits
      : records
          .filter((record) => record.type === 'edit')
          .sort(inOrder)
          .map((record) => record.edit);
  return { ...plan.plan, devices, sceneEdits };
}

function inOrder(a: DeviceRecord | EditRecord, b: DeviceRecord | EditRecord): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}
