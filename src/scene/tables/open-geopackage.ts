import type { Database, SqlValue } from 'sql.js';
import { parseCoordinateSystem } from '#geo/coordinate-system.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, ProblemError, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { Remarks } from './remarks.ts';
import { readWkb } from './wkb-geometry.ts';

/** The database is read from memory, twice its size while it is opened. */
const sizeLimit = 256 * 2 ** 20;
const rowLimit = 5_000_000;
const rowsPerYield = 1000;
const layerLimit = 1000;

/** A layer of features, as the tables of contents list it. */
interface Layer {
  readonly table: string;
  readonly column: string;
  readonly system: string | null;
  readonly rows: number;
}

/**
 * A GeoPackage (OGC 12-128): the layer of features with most rows; the others are told in the remarks. Tables only: views and
 * virtual tables may compute without end.
 */
export async function* openGeopackage(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const file = input.files[0];
  if (file === undefined) return failure('no-file', 'There is no file to open.', input.name);
  const { name, blob } = file;
  if (blob.size > sizeLimit)
    return failure('file-large', `${name} is larger than 256 MiB; cut it to the area that is planned.`, name);
  yield { step: `Reading ${name}`, fraction: 0 };
  // Only who opens such a file pays for the database engine.
  const { default: start } = await import('sql.js/dist/sql-wasm-inline.js');
  const engine = await start();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let database: Database | null = null;
  try {
    database = new engine.Database(bytes);
    return yield* readPackage(database, name);
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    // The engine throws, in various ways, for a file that is cut or no database.
    return failure('geopackage-damaged', `${name} is no GeoPackage, or it is damaged or not complete.`, name);
  } finally {
    database?.close();
  }
}

async function* readPackage(database: Database, name: string): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const tables = new Set<string>();
  const plain = `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'create table%'`;
  for (const [table] of rowsOf(database, plain)) tables.add(String(table));
  if (!tables.has('gpkg_contents') || !tables.has('gpkg_geometry_columns')) {
    return failure('geopackage-none', `${name} is a database, but no GeoPackage with features.`, name);
  }
  const remarks = new Remarks();
  const layers = layersOf(database, tables, remarks).sort((a, b) => b.rows - a.rows || (a.table < b.table ? -1 : 1));
  if (layers.length === 0) return failure('geopackage-empty', `${name} holds no layer of features.`, name);
  const [layer, ...others] = layers;
  if (layer.rows > rowLimit) {
    return failure(
      'file-large',
      `${name} holds more than 5 million features; cut it to the area that is planned.`,
      name,
    );
  }
  for (const { table, rows } of others) {
    remarks.add(`Layer “${table}” is not read: of several layers it is the largest, “${layer.table}”.`, rows);
  }
  const features: TableFeature[] = [];
  for (const feature of featuresOf(database, layer, remarks)) {
    features.push(feature);
    if (features.length % rowsPerYield !== 0) continue;
    yield { step: `Reading ${name}`, fraction: Math.min(1, features.length / layer.rows) };
  }
  return success({ format: 'GeoPackage', coordinateSystem: layer.system, features, remarks: remarks.list() });
}

function* rowsOf(database: Database, sql: string, values: SqlValue[] = []): Generator<SqlValue[]> {
  const statement = database.prepare(sql);
  try {
    statement.bind(values);
    while (statement.step()) yield statement.get();
  } finally {
    statement.free();
  }
}

function layersOf(database: Database, tables: ReadonlySet<string>, remarks: Remarks): Layer[] {
  const sql = `SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c
    JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' LIMIT ${layerLimit}`;
  const layers: Layer[] = [];
  for (const [table, column, srs] of [...rowsOf(database, sql)]) {
    if (typeof table !== 'string' || typeof column !== 'string' || !tables.has(table)) {
      remarks.add('A layer is listed that is no table of the file; it is left out.');
      continue;
    }
    const [[rows]] = [...rowsOf(database, `SELECT count(*) FROM ${quoted(table)}`)];
    layers.push({ table, column, system: systemOf(database, tables, srs), rows: Number(rows) });
  }
  return layers;
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** −1 and 0 stand for coordinates without a system. */
function systemOf(database: Database, tables: ReadonlySet<string>, srs: SqlValue): string | null {
  if (typeof srs !== 'number' || srs <= 0 || !tables.has('gpkg_spatial_ref_sys')) return null;
  const sql = 'SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?';
  for (const [organization, code, definition] of rowsOf(database, sql, [srs])) {
    const named = String(organization).toUpperCase() === 'EPSG' ? `EPSG:${String(code)}` : null;
    const text = typeof definition === 'string' && definition.length > 20 ? definition : null;
    if (named !== null && (text === null || parseCoordinateSystem(named) !== null)) return named;
    return text;
  }
  return null;
}

function* featuresOf(database: Database, layer: Layer, remarks: Remarks): Generator<TableFeature> {
  const statement = database.prepare(`SELECT * FROM ${quoted(layer.table)}`);
  try {
    const columns = statement.getColumnNames();
    const geometryAt = columns.findIndex((column) => column.toLowerCase() === layer.column.toLowerCase());
    for (let index = 0; statement.step(); index += 1) {
      const values = statement.get();
      const geometry = geometryAt < 0 ? null : geometryOf(values[geometryAt]);
      if (geometry === 'unread') remarks.add('A geometry is a curve or a surface, or damaged, so it has no place.');
      const entries = columns.flatMap((column, at): [string, unknown][] =>
        at === geometryAt || values[at] === null || values[at] instanceof Uint8Array ? [] : [[column, values[at]]],
      );
      yield {
        index,
        geometry: geometry === 'unread' ? null : geometry,
        properties: Object.fromEntries<unknown>(entries),
      };
    }
  } finally {
    statement.free();
  }
}

/** Bytes of the box in the header, by its kind. */
const boxBytes = [0, 32, 48, 48, 64];

/** The header (`GP`, version, flags, system, box), then well-known binary. */
function geometryOf(value: SqlValue): ReturnType<typeof readWkb> {
  if (value === null) return null;
  if (!(value instanceof Uint8Array) || value.length < 8 || value[0] !== 0x47 || value[1] !== 0x50) return 'unread';
  const flags = value[3];
  const box = boxBytes[(flags >> 1) & 7];
  if (box === undefined || (flags & 0x20) !== 0) return 'unread';
  return (flags & 0x10) !== 0 ? null : readWkb(value, 8 + box);
}
