import type { DeviceKind } from '#model/device.ts';
import { type DeviceColumn, type DeviceMapping, deviceColumns } from '#model/device-mapping.ts';
import { plainName } from '../tables/column-names.ts';
import { textOfCell } from './cell-values.ts';
import type { OpenedDeviceTable } from './open-device-table.ts';

/** Patterns of plain column names (letters and digits, lower case), the best first. */
const columnNames: Readonly<Record<DeviceColumn, readonly RegExp[]>> = {
  id: [
    /^id$/,
    /^(device|camera|cam|unit|asset|sensor|object|site)(id|no|nr|number|num|key)$/,
    /^(uuid|guid|gid|fid|objectid)$/,
  ],
  name: [/^(name|title|label|bezeichnung|nimi|nom|nombre)$/, /^(device|camera|cam|unit|site|business|location)name$/],
  kind: [/^(kind|devicekind|devicetype|surveillancetype)$/, /^(type|class|category|art)$/],
  longitude: [/^(lon|lng|long|longitude|laenge|lange)(deg|wgs84)?$/, /^(x|geo)lon$/],
  latitude: [/^(lat|latitude|breite)(deg|wgs84)?$/, /^(y|geo)lat$/],
  x: [/^x(m|meters|metres)?$/, /^(easting|localx|east)$/],
  y: [/^y(m|meters|metres)?$/, /^(northing|localy|north)$/],
  heightMeters: [/^(mounting|mount|camera|device|install(ation)?)?(height|hoehe|hohe|elevation)(m|meters|metres|ft)?$/],
  headingDegrees: [/^(camera)?(heading|direction|bearing|azimuth|azimut|orientation|richtung|pan)(deg|degrees)?$/],
  tiltDegrees: [/^(tilt|pitch|cameraangle|neigung)(deg|degrees)?$/],
  fieldOfViewDegrees: [/^(h|horizontal)?(fov|fieldofview|hfov)(deg|degrees)?$/, /^(opening|view)?angle(deg|degrees)?$/],
  focalLengthMillimeters: [/^(focal(length)?|lens|brennweite)(mm|millimeters|millimetres)?$/],
  model: [/^(model|cameramodel|devicemodel|product|producttype|modell)$/],
  phase: [/^(phase|stage|rollout)$/],
  agency: [/^(agency|owner|operator|department|betreiber|owningagency)$/],
  purpose: [/^(purpose|zweck|use|reason)$/],
  retentionDays: [/^(retention|retentiondays|keepdays|storagedays)$/],
  state: [/^(state|status|devicestate)$/],
  notes: [/^(notes?|comments?|remarks?|description|bemerkung)$/],
};

/** What a kind is called in tables; looked for as a whole word, the first that fits. */
const kindWords: readonly (readonly [pattern: RegExp, kind: DeviceKind])[] = [
  [/\b(alpr|anpr|lpr|plate)\b|licen[cs]e plate|number plate/, 'alpr'],
  [/\b(reader|door|access|turnstile|gate|contact)\b/, 'access'],
  [/\b(acoustic|gunshot|shot|microphone)\b/, 'acoustic'],
  [/\bradar\b/, 'radar'],
  [/\b(air|pm10|no2|particulate)\b/, 'air'],
  [/\b(light|lamp|luminaire|lighting)\b/, 'light'],
  [/\b(phone|intercom|help ?point|sos|call box)\b/, 'phone'],
  [/\b(camera|cam|cctv|ptz|dome|bullet|fixed|panning|fisheye|thermal|video|surveillance)\b/, 'camera'],
];

/** The kind of device that a text speaks of; null where it speaks of none. */
export function deviceKindOf(text: string): DeviceKind | null {
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .slice(0, 200);
  return kindWords.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** What the columns of a table are taken for unless someone says otherwise. */
export function guessDeviceMapping(table: OpenedDeviceTable): DeviceMapping {
  const columns: Partial<Record<DeviceColumn, string>> = {};
  const taken = new Set<string>();
  for (const exact of [true, false]) {
    for (const column of deviceColumns) {
      if (columns[column] !== undefined) continue;
      const found = exact
        ? table.columns.find((name) => name === column && !taken.has(name))
        : matching(table.columns, columnNames[column], taken);
      if (found === undefined) continue;
      columns[column] = found;
      taken.add(found);
    }
  }
  return { ...pairedCoordinates(table, columns), defaultModel: '', kinds: {} };
}

function matching(columns: readonly string[], patterns: readonly RegExp[], taken: ReadonlySet<string>) {
  for (const pattern of patterns) {
    const found = columns.find((name) => !taken.has(name) && pattern.test(plainName(name)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * X and Y that hold degrees are longitude and latitude; half a pair is none; degrees go before local metres. Columns named
 * longitude and latitude the wrong way round give way to X and Y that hold the same degrees the right way round.
 */
function pairedCoordinates(
  table: OpenedDeviceTable,
  guess: Partial<Record<DeviceColumn, string>>,
): Pick<DeviceMapping, 'columns' | 'defaultKind'> {
  const { x, y, longitude, latitude, ...rest } = guess;
  const columns: Partial<Record<DeviceColumn, string>> = rest;
  const degrees = longitude !== undefined && latitude !== undefined;
  if (degrees && x !== undefined && y !== undefined && areSame(table, x, latitude) && areSame(table, y, longitude))
    Object.assign(columns, { longitude: x, latitude: y });
  else if (degrees) Object.assign(columns, { longitude, latitude });
  else if (x !== undefined && y !== undefined && table.rows.every(({ position }) => position === null))
    Object.assign(columns, looksLikeDegrees(table, x, y) ? { longitude: x, latitude: y } : { x, y });
  return { columns, defaultKind: deviceKindOf(table.fileName) ?? 'camera' };
}

/** Whether two columns hold the same numbers, but for rounding. */
function areSame({ rows }: OpenedDeviceTable, one: string, other: string): boolean {
  return rows.every(({ values }) => {
    const difference = Number(textOfCell(values.get(one))) - Number(textOfCell(values.get(other)));
    return Math.abs(difference) < 1e-6;
  });
}

/** Within the globe's degrees and with decimals, as local metres of a city rarely all are. */
function looksLikeDegrees({ rows }: OpenedDeviceTable, x: string, y: string): boolean {
  let filled = 0;
  for (const { values } of rows) {
    const [east, north] = [values.get(x), values.get(y)].map((value) => textOfCell(value).trim().replace(',', '.'));
    if (east === '' || north === '') continue;
    filled += 1;
    if (Math.abs(Number(east)) > 180 || Math.abs(Number(north)) > 90) return false;
    if (!/\.\d{3,}/.test(east) || !/\.\d{3,}/.test(north)) return false;
  }
  return filled > 0;
}
