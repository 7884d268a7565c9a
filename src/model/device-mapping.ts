import { z } from 'zod';
import { deviceKinds } from './device.ts';

/** How a foreign table becomes devices. */

/** What a column of a table can be. */
export const deviceColumns = [
  'id',
  'name',
  'kind',
  'longitude',
  'latitude',
  'x',
  'y',
  'heightMeters',
  'headingDegrees',
  'tiltDegrees',
  'fieldOfViewDegrees',
  'focalLengthMillimeters',
  'model',
  'phase',
  'agency',
  'purpose',
  'retentionDays',
  'state',
  'notes',
] as const;
export type DeviceColumn = (typeof deviceColumns)[number];

/**
 * The other columns of the tables that Sightline writes. They are read by these very names wherever a table has them; nobody is
 * asked about them.
 */
export const ownDeviceColumns = [
  'rollDegrees',
  'sensorWidthPixels',
  'sensorHeightPixels',
  'sensorWidthMillimeters',
  'sensorHeightMillimeters',
  'infraredReachMeters',
  'projection',
  'spectrum',
  'heads',
  'presets',
  'plates',
  'exposureSeconds',
  'mounting',
  'mountedOn',
  'legalBasis',
  'locked',
  'retiredInPhase',
  'uplink',
  'powerFeed',
  'portalId',
  'functions',
  'rangeMeters',
  'nearMeters',
  'farMeters',
  'rangeFieldDegrees',
  'sitingScale',
  'assetId',
  'sourceId',
] as const;
export type OwnDeviceColumn = (typeof ownDeviceColumns)[number];

/** A table as it was read, before its columns are told apart. */
export interface DeviceTable {
  readonly columns: readonly string[];
  /** The first rows, for the planner to look at. */
  readonly sample: readonly (readonly string[])[];
  readonly rowCount: number;
}

export const deviceMappingSchema = z.strictObject({
  /** Column of the table (its name) for each of ours; absent: not there. */
  columns: z.partialRecord(z.enum(deviceColumns), z.string().max(200)),
  /** Kind of rows whose kind is not told. */
  defaultKind: z.enum(deviceKinds),
  /** Catalogue model of rows whose model is not told or not known; empty: the first of the kind. */
  defaultModel: z.string().max(200),
  /** Values of the kind column that mean something else than their text, for example “ANPR” → alpr. */
  kinds: z.record(z.string().max(200), z.enum(deviceKinds)),
});
export type DeviceMapping = z.infer<typeof deviceMappingSchema>;
