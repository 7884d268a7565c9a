import type { City } from '#model/city.ts';
import type { ExportFile } from '#model/city-export.ts';
import type { FeatureOut, Geometry } from '../package/geojson.ts';
import { creditsOf } from './credits.ts';
import { FlatBuffer, type FlatField, type FlatObject } from './flat-buffer.ts';
import { type ExportLayer, exportLayers } from './layer-features.ts';

/**
 * FlatGeobuf 3, one file a layer, without index. Own writer: the package of that name takes the columns from the first
 * feature and cannot say that a layer has heights, title, or licence.
 */
export function flatgeobufFiles(city: City): ExportFile[] {
  return exportLayers(city).map((layer) => ({
    name: `${layer.name}.fgb`,
    mediaType: 'application/flatgeobuf',
    bytes: layerBytes(city, layer),
  }));
}

const magic = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00];

const columnTypes = { boolean: 2, integer: 5, number: 10, text: 11, json: 12 } as const;
type ColumnKind = keyof typeof columnTypes;

interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

const geometryTypes = { Unknown: 0, Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 } as const;

function layerBytes(city: City, layer: ExportLayer): Uint8Array<ArrayBuffer> {
  const columns = columnsOf(layer.features);
  const pieces = [
    Uint8Array.from(magic),
    FlatBuffer.sizePrefixed(headerTable(city, layer, columns)),
    ...layer.features.map((feature) => FlatBuffer.sizePrefixed(featureTable(feature, columns))),
  ];
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** All properties of any feature; a property with values of several kinds is JSON. */
function columnsOf(features: readonly FeatureOut[]): Column[] {
  const kinds = new Map<string, ColumnKind | null>();
  for (const { properties } of features) {
    for (const [name, value] of Object.entries(properties)) {
      const known = kinds.get(name) ?? null;
      kinds.set(name, value === null || value === undefined ? known : widest(known, kindOf(value)));
    }
  }
  return [...kinds].map(([name, kind]) => ({ name, kind: kind ?? 'text' }));
}

function kindOf(value: unknown): ColumnKind {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'number') return 'json';
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'integer' : 'number';
}

function widest(known: ColumnKind | null, kind: ColumnKind): ColumnKind {
  if (known === null || known === kind) return kind;
  const numbers: readonly ColumnKind[] = ['integer', 'number'];
  return numbers.includes(known) && numbers.includes(kind) ? 'number' : 'json';
}

/** Field numbers are those of the format's own schema, header.fbs. */
function headerTable(city: City, { name, licence, features }: ExportLayer, columns: readonly Column[]): FlatObject {
  const { attribution, description } = creditsOf(city);
  const types = new Set(features.flatMap(({ geometry }) => (geometry === null ? [] : [geometry.type])));
  const [only] = types;
  const type = types.size === 1 && only !== undefined ? only : 'Unknown';
  const metadata = { attribution, licence, scene: city.manifest.id, invented: String(city.manifest.invented) };
  const crs = FlatBuffer.table([
    { slot: 0, size: 'offset', value: FlatBuffer.text('EPSG') },
    { slot: 1, size: 4, value: 4326 },
    { slot: 2, size: 'offset', value: FlatBuffer.text('WGS 84') },
  ]);
  const fields: FlatField[] = [
    { slot: 0, size: 'offset', value: FlatBuffer.text(name) },
    { slot: 2, size: 1, value: geometryTypes[type] },
    { slot: 3, size: 1, value: type === 'MultiPolygon' ? 1 : 0 },
    { slot: 7, size: 'offset', value: FlatBuffer.objects(columns.map(columnTable)) },
    { slot: 8, size: 8, value: features.length },
    { slot: 9, size: 2, value: 0 },
    { slot: 10, size: 'offset', value: crs },
    { slot: 11, size: 'offset', value: FlatBuffer.text(`${city.manifest.name}: ${name}`) },
    { slot: 12, size: 'offset', value: FlatBuffer.text(description) },
    { slot: 13, size: 'offset', value: FlatBuffer.text(JSON.stringify(metadata)) },
  ];
  const envelope = envelopeOf(features);
  if (envelope !== null) fields.push({ slot: 1, size: 'offset', value: FlatBuffer.doubles(envelope) });
  return FlatBuffer.table(fields);
}

function columnTable({ name, kind }: Column): FlatObject {
  return FlatBuffer.table([
    { slot: 0, size: 'offset', value: FlatBuffer.text(name) },
    { slot: 1, size: 1, value: columnTypes[kind] },
  ]);
}

function envelopeOf(features: readonly FeatureOut[]): number[] | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of features) {
    if (geometry === null) continue;
    for (const [x, y] of positionsIn(geometry)) {
      minX = Math.min(minX, x);
      minY = Math.min(minY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
  }
  return minX > maxX ? null : [minX, minY, maxX, maxY];
}

function positionsIn(geometry: Geometry): readonly (readonly number[])[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
      return geometry.coordinates;
    case 'Polygon':
      return geometry.coordinates.flat();
    default:
      return geometry.coordinates.flat(2);
  }
}

/** Schema feature.fbs. A building without a solid has no geometry. */
function featureTable({ geometry, properties }: FeatureOut, columns: readonly Column[]): FlatObject {
  const fields: FlatField[] = [
    { slot: 1, size: 'offset', value: FlatBuffer.bytesOf(propertyBytes(properties, columns)) },
  ];
  if (geometry !== null) fields.push({ slot: 0, size: 'offset', value: geometryTable(geometry) });
  return FlatBuffer.table(fields);
}

function geometryTable(geometry: Geometry): FlatObject {
  const type: FlatField = { slot: 6, size: 1, value: geometryTypes[geometry.type] };
  switch (geometry.type) {
    case 'Point':
      return FlatBuffer.table([coordinateField([geometry.coordinates]), type]);
    case 'LineString':
      return FlatBuffer.table([coordinateField(geometry.coordinates), type]);
    case 'Polygon':
      return ringsTable(geometry.coordinates);
    default:
      return FlatBuffer.table([
        type,
        { slot: 7, size: 'offset', value: FlatBuffer.objects(geometry.coordinates.map(ringsTable)) },
      ]);
  }
}

function coordinateField(positions: readonly (readonly number[])[]): FlatField {
  return { slot: 1, size: 'offset', value: FlatBuffer.doubles(positions.flatMap(([x, y]) => [x, y])) };
}

function ringsTable(rings: readonly (readonly (readonly number[])[])[]): FlatObject {
  const positions = rings.flat();
  let end = 0;
  const ends = rings.map((ring) => {
    end += ring.length;
    return end;
  });
  const fields: FlatField[] = [
    { slot: 0, size: 'offset', value: FlatBuffer.uints(ends) },
    coordinateField(positions),
    { slot: 6, size: 1, value: geometryTypes.Polygon },
  ];
  const heights = positions.flatMap((position) => position.slice(2, 3));
  if (heights.length > 0) fields.push({ slot: 2, size: 'offset', value: FlatBuffer.doubles(heights) });
  return FlatBuffer.table(fields);
}

/** Number of the column and value, one after the other; without those that have none. */
function propertyBytes(properties: FeatureOut['properties'], columns: readonly Column[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  columns.forEach(({ name, kind }, index) => {
    const value = properties[name];
    if (value !== null && value !== undefined) pieces.push(valueBytes(index, kind, value));
  });
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function valueBytes(column: number, kind: ColumnKind, value: unknown): Uint8Array {
  if (kind === 'text' || kind === 'json') {
    const text = new TextEncoder().encode(kind === 'text' ? String(value) : JSON.stringify(value));
    const bytes = new Uint8Array(6 + text.length);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, column, true);
    view.setUint32(2, text.length, true);
    bytes.set(text, 6);
    return bytes;
  }
  const bytes = new Uint8Array(2 + { boolean: 1, integer: 4, number: 8 }[kind]);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, column, true);
  if (kind === 'boolean') view.setUint8(2, value === true ? 1 : 0);
  else if (kind === 'integer') view.setInt32(2, Number(value), true);
  else view.setFloat64(2, Number(value), true);
  return bytes;
}
