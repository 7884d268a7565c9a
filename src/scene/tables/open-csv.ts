import type { Geometry } from 'geojson';
import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import { checkedGeometries } from './checked-geometry.ts';
import { decodeText } from './decode-text.ts';
import { type DelimitedRows, delimitedRows } from './delimited-rows.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { Remarks } from './remarks.ts';
import { type CellKind, cellKind, cellValue } from './typed-columns.ts';
import { readWktGeometry } from './wkt-geometry.ts';

const sizeLimit = 256 * 2 ** 20;
const rowLimit = 3_000_000;
const columnLimit = 2000;
const rowsPerYield = 5000;

const geometryColumn = /^(wkt|wkt_?geom(etry)?|geom(etry)?|the_geom|geo_?shape|shape|geojson)$/i;

/**
 * A table of delimited text with a header. A column of well-known text or GeoJSON becomes the geometry; columns of
 * coordinates stay columns, because which they are is a question of the mapping.
 */
export async function* openCsv(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const file = input.files[0];
  if (file === undefined) return failure('no-file', 'There is no file to open.', input.name);
  const { name, blob } = file;
  if (blob.size > sizeLimit) return failure('file-large', `${name} is larger than 256 MiB; cut it into parts.`, name);
  const step = `Reading ${name}`;
  const decoding = decodeText(blob);
  let decoded = await decoding.next();
  while (decoded.done !== true) {
    yield { step, fraction: decoded.value * 0.2 };
    decoded = await decoding.next();
  }
  const { text, encoding } = decoded.value;
  const parsing = delimitedRows(text, rowLimit);
  let parsed = parsing.next();
  while (parsed.done !== true) {
    yield { step, fraction: 0.2 + parsed.value * 0.4 };
    parsed = parsing.next();
  }
  const table = parsed.value;
  const problem = tableProblem(table, name);
  if (problem !== null || table === null) return problem ?? failure('csv-empty', `${name} is empty.`, name);
  const remarks = new Remarks();
  if (encoding === 'windows-1252') remarks.add('The file is no UTF-8; its letters were read as Windows-1252.');
  remarks.add('A row has more or fewer cells than the header, or a quote that does not close.', table.uneven);
  if (table.rows.length >= rowLimit) remarks.add('Rows after the first 3,000,000 were left out.');
  return yield* featuresOf(table, remarks, step);
}

function tableProblem(table: DelimitedRows | null, name: string): Outcome<never> | null {
  if (table === null) return failure('csv-empty', `${name} is empty.`, name);
  if (table.header.length > columnLimit)
    return failure(
      'csv-columns',
      `${name} has more than ${columnLimit} columns in its first line; it is no table.`,
      name,
    );
  if (table.header.length < 2)
    return failure(
      'csv-one-column',
      `${name} has only one column: no comma, semicolon, tab or bar parts its first line.`,
      name,
    );
  if (table.rows.length === 0) return failure('csv-no-rows', `${name} has a header but no rows.`, name);
  return null;
}

async function* featuresOf(
  table: DelimitedRows,
  remarks: Remarks,
  step: string,
): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const { header, rows, delimiter } = table;
  const names = columnNames(header);
  const kinds: CellKind[] = [];
  for (let column = 0; column < names.length; column += 1) {
    kinds.push(cellKind(cellsOf(rows, column), delimiter));
    if (column % 4 === 3) yield { step, fraction: 0.6 + (0.1 * column) / names.length };
  }
  const shape = shapeColumn(names, rows);
  const features: TableFeature[] = [];
  let system: string | null = null;
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerYield === rowsPerYield - 1) yield { step, fraction: 0.7 + (0.3 * index) / rows.length };
    const entries: [string, unknown][] = [];
    names.forEach((name, column) => {
      if (column !== shape) entries.push([name, cellValue(row[column] ?? '', kinds[column])]);
    });
    const properties = Object.fromEntries(entries);
    const cell = shape === -1 ? '' : (row[shape] ?? '');
    const found = cell.trim() === '' ? null : geometryOf(cell);
    if (found === null && cell.trim() !== '') remarks.add('The geometry of a row cannot be read, so it has no place.');
    system ??= found?.system ?? null;
    if (found === null) features.push({ index, geometry: null, properties });
    else for (const geometry of found.geometries) features.push({ index, geometry, properties });
  }
  return success({ format: 'CSV', coordinateSystem: system, features, lines: table.lines, remarks: remarks.list() });
}

function* cellsOf(rows: readonly (readonly string[])[], column: number): Generator<string> {
  for (const row of rows) yield row[column] ?? '';
}

/** Every column by a name of its own: empty ones by number, repeated ones with their number added. */
function columnNames(header: readonly string[]): string[] {
  const used = new Set<string>();
  return header.map((cell, index) => {
    const wanted = cell === '' ? `column ${index + 1}` : cell.slice(0, 200);
    const name = used.has(wanted) ? `${wanted.slice(0, 180)} (${index + 1})` : wanted;
    used.add(name);
    return name;
  });
}

/** The column whose name and first filled cell are those of a geometry, else −1. */
function shapeColumn(names: readonly string[], rows: readonly (readonly string[])[]): number {
  return names.findIndex((name, column) => {
    if (!geometryColumn.test(name)) return false;
    const first = rows.find((row) => (row[column] ?? '').trim() !== '')?.[column];
    return first !== undefined && geometryOf(first) !== null;
  });
}

function geometryOf(cell: string): { readonly geometries: readonly Geometry[]; readonly system: string | null } | null {
  if (/^\s*\{/.test(cell)) {
    try {
      const geometries = checkedGeometries(JSON.parse(cell));
      return geometries === null || geometries === 'damaged' ? null : { geometries, system: null };
    } catch {
      return null;
    }
  }
  const read = readWktGeometry(cell);
  if (read === null) return null;
  return { geometries: [read.geometry], system: read.srid === null || read.srid === 0 ? null : `EPSG:${read.srid}` };
}
