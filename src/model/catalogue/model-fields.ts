import { type Device, deviceSchema } from '../device.ts';
import type { DeviceModel } from '../device-model.ts';
import { failure, type Outcome, success } from '../result.ts';
import { firstFault } from '../schema-issue.ts';

/** Fields that a model gives to its devices, also to one that gets another model: optics, range, functions. */
export function modelFields(model: DeviceModel): Record<string, unknown> {
  switch (model.kind) {
    case 'camera':
      return {
        sensor: model.sensor,
        focalLengthMillimeters: model.focalLength,
        infraredReachMeters: model.infraredReachMeters,
        projection: model.projection,
        spectrum: model.form === 'thermal' ? 'thermal' : 'visible',
        heads: model.heads,
      };
    case 'alpr':
      return {
        sensor: model.sensor,
        focalLengthMillimeters: model.focalLength,
        infraredReachMeters: model.infraredReachMeters,
        plates: model.plates,
        exposureSeconds: model.exposureSeconds,
      };
    case 'access':
      return { functions: model.functions };
    case 'acoustic':
      return { rangeMeters: model.rangeMeters };
    case 'radar':
      return { nearMeters: model.nearMeters, farMeters: model.farMeters, fieldDegrees: model.fieldDegrees };
    case 'air':
      return { sitingScale: model.sitingScale };
    case 'light':
    case 'phone':
      return {};
  }
}

/** How a new device of a model stands where nothing it is fixed to says otherwise. */
export function placementFields(model: DeviceModel): Record<string, unknown> {
  const heightMeters = model.mountHeightMeters;
  return model.kind === 'camera' || model.kind === 'alpr'
    ? { heightMeters, tiltDegrees: model.tiltDegrees }
    : { heightMeters };
}

/** A device of a model with these fields, which go before the model's own; a sentence where one is out of its range. */
export function deviceOfModel(model: DeviceModel, fields: Readonly<Record<string, unknown>>): Outcome<Device> {
  const device = {
    ...placementFields(model),
    ...modelFields(model),
    model: model.id,
    ...fields,
    kind: model.kind,
  };
  const parsed = deviceSchema.safeParse(device);
  if (parsed.success) return success(parsed.data);
  return failure('device-field', `${firstFault(parsed.error, device).words}.`);
}
