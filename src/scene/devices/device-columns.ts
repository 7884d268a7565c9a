import type { Frame } from '#geo/frame.ts';
import type { Device } from '#model/device.ts';
import { type DeviceColumn, deviceColumns, type OwnDeviceColumn, ownDeviceColumns } from '#model/device-mapping.ts';

/** Columns of the tables that Sightline writes, in their order; all that a device has stands in them. */
export type WrittenColumn = Exclude<DeviceColumn, 'x' | 'y' | 'fieldOfViewDegrees'> | OwnDeviceColumn;

/** Local coordinates hold for one scene only and the field of view follows from lens and sensor: both are read, not written. */
export const writtenColumns: readonly WrittenColumn[] = [
  ...deviceColumns.filter(
    (column): column is Exclude<DeviceColumn, 'x' | 'y' | 'fieldOfViewDegrees'> =>
      column !== 'x' && column !== 'y' && column !== 'fieldOfViewDegrees',
  ),
  ...ownDeviceColumns,
];

/** Columns whose name is not that of the device's field. */
const fieldOfColumn: Readonly<Partial<Record<WrittenColumn, string>>> = { rangeFieldDegrees: 'fieldDegrees' };

/** A value of a device under each column; absent where its kind has no such field. */
export function columnValues(device: Device, frame: Frame): Partial<Record<WrittenColumn, unknown>> {
  const [longitude, latitude] = frame.toGeographic(device.x, device.y);
  const sensor = 'sensor' in device ? device.sensor : null;
  const special: Partial<Record<WrittenColumn, unknown>> = {
    longitude,
    latitude,
    sensorWidthPixels: sensor?.widthPixels,
    sensorHeightPixels: sensor?.heightPixels,
    sensorWidthMillimeters: sensor?.widthMillimeters,
    sensorHeightMillimeters: sensor?.heightMillimeters,
    mounting: device.mounting.kind,
    mountedOn: device.mounting.featureId,
  };
  const fields = device as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    writtenColumns
      .map((column) => [column, column in special ? special[column] : fields[fieldOfColumn[column] ?? column]] as const)
      .filter(([, value]) => value !== undefined),
  );
}
