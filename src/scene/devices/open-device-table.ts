import { csvCellText } from '#model/csv-text.ts';
import type { DeviceTable } from '#model/device-mapping.ts';
import { parseJson } from '#model/json-text.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { delimitedRows } from '../tables/delimited-rows.ts';
import { textOfCell } from './cell-values.ts';

/** One row of a table, whatever it was read from. */
export interface DeviceRow {
  /** Ends a place: `12` (line of a CSV) or `features[3]`. */
  readonly place: string;
  readonly values: ReadonlyMap<string, unknown>;
  /** Of its point, degrees; null where columns have to tell. */
  readonly position: readonly [longitude: number, latitude: number] | null;
  /** Why the row can be no device, ending a sentence; null where nothing speaks against it. */
  readonly fault: string | null;
}

export interface OpenedDeviceTable extends DeviceTable {
  readonly fileName: string;
  readonly format: 'CSV' | 'GeoJSON';
  readonly rows: readonly DeviceRow[];
  /** Numbers may have a decimal comma, because something else parts the cells. */
  readonly commaDecimals: boolean;
}

const characterLimit = 64_000_000;
const columnLimit = 500;
const sampleRows = 5;
const sampleLength = 200;
const rowsPerYield = 500;

/** More rows than this are no table of devices; a plan holds far fewer. */
export const deviceRowLimit = 200_000;

/**
 * Opens a table of devices or of catalogue models: delimited text with a header, or GeoJSON points. Yields the fraction done.
 * Bad input is a sentence with its place.
 */
export function* openDeviceTable(text: string, fileName: string): Generator<number, Outcome<OpenedDeviceTable>> {
  if (text.length > characterLimit)
    return failure('table-large', 'This table is too large (more than 64 million characters).', fileName);
  return /^\uFEFF?\s*[{[]/.test(text) ? yield* openGeojson(text, fileName) : yield* openCsv(text, fileName);
}

function* openCsv(text: string, fileName: string): Generator<number, Outcome<OpenedDeviceTable>> {
  const parsing = delimitedRows(text, deviceRowLimit + 1);
  let parsed = parsing.next();
  while (parsed.done !== true) {
    yield parsed.value * 0.5;
    parsed = parsing.next();
  }
  const table = parsed.value;
  if (table === null) return failure('table-empty', 'This table is empty.', fileName);
  const problem = headerProblem(table.header, table.rows.length, fileName);
  if (problem !== null) return problem;
  const columns = uniqueNames(table.header.map(csvCellText));
  const rows: DeviceRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    if (index % rowsPerYield === rowsPerYield - 1) yield 0.5 + (0.5 * index) / table.rows.length;
    const surplus = cells.slice(columns.length).some((cell) => cell.trim() !== '');
    rows.push({
      place: String(table.lines[index]),
      values: new Map(columns.map((name, column) => [name, csvCellText(cells[column] ?? '')])),
      position: null,
      fault: surplus ? `has ${cells.length} cells, more than the header’s ${columns.length}` : null,
    });
  }
  return success(opened({ fileName, format: 'CSV', columns, rows, commaDecimals: table.delimiter !== ',' }));
}

function headerProblem(header: readonly string[], rows: number, fileName: string): Outcome<never> | null {
  if (header.length > columnLimit)
    return failure('table-columns', `The first line has more than ${columnLimit} cells; it is no header.`, fileName);
  if (rows === 0) return failure('table-no-rows', 'This table has a header but no rows.', fileName);
  if (rows > deviceRowLimit)
    return failure('table-rows', `This table has more than ${deviceRowLimit} rows; cut it into parts.`, fileName);
  return null;
}

/** Empty names by number, repeated ones with their number added. */
function uniqueNames(header: readonly string[]): string[] {
  const used = new Set<string>();
  return header.map((cell, index) => {
    const wanted = cell === '' ? `column ${index + 1}` : cell.slice(0, 180);
    const name = used.has(wanted) ? `${wanted} (${index + 1})` : wanted;
    used.add(name);
    return name;
  });
}

function* openGeojson(text: string, fileName: string): Generator<number, Outcome<OpenedDeviceTable>> {
  const parsed = parseJson(text, fileName);
  if (!parsed.ok) return parsed;
  yield 0.5;
  const features =
    isRecord(parsed.value) && parsed.value['type'] === 'FeatureCollection' ? parsed.value['features'] : null;
  if (!Array.isArray(features)) {
    const sentence =
      'This is no table of devices: a CSV with a header or a GeoJSON FeatureCollection of points is read.';
    return failure('table-format', sentence, fileName);
  }
  if (features.length === 0) return failure('table-no-rows', 'This FeatureCollection has no features.', fileName);
  if (features.length > deviceRowLimit)
    return failure('table-rows', `This file has more than ${deviceRowLimit} features; cut it into parts.`, fileName);
  const columns = new Set<string>();
  const rows: DeviceRow[] = [];
  for (const [index, feature] of (features as unknown[]).entries()) {
    if (index % rowsPerYield === rowsPerYield - 1) yield 0.5 + (0.5 * index) / features.length;
    const row = rowOfFeature(feature, index);
    for (const name of row.values.keys()) columns.add(name);
    if (columns.size > columnLimit)
      return failure('table-columns', `The features have more than ${columnLimit} different properties.`, fileName);
    rows.push(row);
  }
  return success(opened({ fileName, format: 'GeoJSON', columns: [...columns], rows, commaDecimals: false }));
}

function rowOfFeature(feature: unknown, index: number): DeviceRow {
  const place = `features[${index}]`;
  if (!isRecord(feature)) return { place, values: new Map(), position: null, fault: 'is no feature' };
  const properties = feature['properties'];
  const values = new Map(isRecord(properties) ? Object.entries(properties) : []);
  const id = feature['id'];
  if ((typeof id === 'string' || typeof id === 'number') && !values.has('id')) values.set('id', id);
  const geometry = feature['geometry'];
  if (geometry === null || geometry === undefined) return { place, values, position: null, fault: null };
  const coordinates = isRecord(geometry) && geometry['type'] === 'Point' ? geometry['coordinates'] : null;
  const [longitude, latitude] = Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    return { place, values, position: null, fault: 'is no point' };
  return { place, values, position: [longitude, latitude], fault: null };
}

function opened(table: Omit<OpenedDeviceTable, 'sample' | 'rowCount'>): OpenedDeviceTable {
  const sample = table.rows
    .slice(0, sampleRows)
    .map(({ values }) => table.columns.map((name) => textOfCell(values.get(name)).slice(0, sampleLength)));
  return { ...table, sample, rowCount: table.rows.length };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
