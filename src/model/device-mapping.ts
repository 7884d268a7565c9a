import type { DeviceKind } from './device.ts';

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

/** A table as it was read, before its columns are told apart. */
export interface DeviceTable {
  readonly columns: readonly string[];
  /** The first rows, for the planner to look at. */
  readonly sample: readonly (readonly string[])[];
  readonly rowCount: number;
}

export interface DeviceMapping {
  /** Column of the table (its name) for each of ours; absent: not there. */
  readonly columns: Partial<Record<DeviceColumn, string>>;
  /** Kind of rows whose kind is not told. */
  readonly defaultKind: DeviceKind;
  /** Catalogue model of rows whose model is not told or not known; empty: the first of the kind. */
  readonly defaultModel: string;
  /** Values of the kind column that mean something else than their text, for example “ANPR” → alpr. */
  readonly kinds: Readonly<Record<string, DeviceKind>>;
}
