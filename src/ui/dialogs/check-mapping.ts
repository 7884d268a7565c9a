import type { DeviceColumn, DeviceMapping, DeviceTable } from '#model/device-mapping.ts';

/** Columns that must hold numbers. */
const numeric: readonly DeviceColumn[] = [
  'longitude',
  'latitude',
  'x',
  'y',
  'heightMeters',
  'headingDegrees',
  'tiltDegrees',
  'fieldOfViewDegrees',
  'focalLengthMillimeters',
  'retentionDays',
];

const spoken: Partial<Record<DeviceColumn, string>> = {
  longitude: 'a longitude',
  latitude: 'a latitude',
  x: 'local metres',
  y: 'local metres',
  heightMeters: 'a height',
  headingDegrees: 'a heading',
  tiltDegrees: 'a tilt',
  fieldOfViewDegrees: 'a field of view',
  focalLengthMillimeters: 'a focal length',
  retentionDays: 'a number of days',
};

/** Why no device can be read this way, as a sentence; null where it can, as far as the first rows show. */
export function checkMapping(mapping: DeviceMapping, table: DeviceTable): string | null {
  const { columns } = mapping;
  const geographic = columns.longitude !== undefined && columns.latitude !== undefined;
  const local = columns.x !== undefined && columns.y !== undefined;
  if (table.rowCount === 0) return 'The table has no rows.';
  if (!geographic && !local)
    return 'Say where the devices stand: choose the columns of longitude and latitude, or of east and north.';
  for (const column of numeric) {
    const name = columns[column];
    if (name === undefined) continue;
    const value = firstValue(table, name);
    if (value !== null && !isNumber(value))
      return `“${name}” is not ${spoken[column] ?? 'a number'}: it begins with “${value.slice(0, 40)}”.`;
  }
  const { longitude, latitude } = columns;
  if (longitude !== undefined && latitude !== undefined && !local) {
    const east = Number(firstValue(table, longitude) ?? '0');
    const north = Number(firstValue(table, latitude) ?? '0');
    if (Math.abs(east) > 180 || Math.abs(north) > 90)
      return 'Longitude and latitude must be degrees; these are larger. Are they swapped, or in a national grid?';
  }
  return null;
}

/** First value of a column that is not empty; null where there is none. */
function firstValue({ columns, sample }: DeviceTable, name: string): string | null {
  const at = columns.indexOf(name);
  return sample.map((row) => (row[at] ?? '').trim()).find((value) => value !== '') ?? null;
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?\s*[°a-zµ%"″]*$/i.test(text);
}

/** Values asked about at most. */
const askedValues = 12;

/** Different values of the kind column in the first rows. */
export function kindValues({ columns }: DeviceMapping, { columns: names, sample }: DeviceTable): readonly string[] {
  if (columns.kind === undefined) return [];
  const at = names.indexOf(columns.kind);
  const values = sample.map((row) => (row[at] ?? '').trim()).filter((value) => value !== '');
  return [...new Set(values)].slice(0, askedValues);
}
