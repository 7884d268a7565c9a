import type { Geometry, Position } from 'geojson';

/** A geometry as well-known text (OGC 06-103r4, with the SRID prefix of PostGIS). */
export interface WktGeometry {
  readonly geometry: Geometry;
  readonly srid: number | null;
}

const types: Readonly<Record<string, readonly [type: Geometry['type'], levels: number]>> = {
  POINT: ['Point', 0],
  MULTIPOINT: ['MultiPoint', 1],
  LINESTRING: ['LineString', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  POLYGON: ['Polygon', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
};

/** The geometry, or `null` for text that is none; collections and curves are none. */
export function readWktGeometry(text: string): WktGeometry | null {
  const head = /^\s*(?:SRID=(\d{1,6});)?\s*([A-Z]+)\s*(Z|M|ZM)?\s*(?=\()/i.exec(text);
  if (head === null) return null;
  const name = head[2].toUpperCase();
  const suffix = /^(.*?)(ZM|Z|M)$/.exec(name);
  const plain = Object.hasOwn(types, name) ? name : (suffix?.[1] ?? '');
  if (!Object.hasOwn(types, plain)) return null;
  const measureOnly = (head[3] ?? suffix?.[2] ?? '').toUpperCase() === 'M';
  const [type, levels] = types[plain];
  const reader = { text, at: head[0].length, measureOnly };
  const body = type === 'Point' ? readList(reader, 1) : readList(reader, levels);
  if (body === null || text.slice(reader.at).trim() !== '') return null;
  const coordinates = type === 'Point' ? body[0] : body;
  if (coordinates === undefined) return null;
  return { geometry: { type, coordinates } as Geometry, srid: head[1] === undefined ? null : Number(head[1]) };
}

interface Reader {
  readonly text: string;
  at: number;
  readonly measureOnly: boolean;
}

/** `( … , … )`: positions at level 1, lists of them above. */
function readList(reader: Reader, levels: number): unknown[] | null {
  if (!take(reader, '(')) return null;
  const items: unknown[] = [];
  do {
    // MULTIPOINT((1 2),(3 4)) and MULTIPOINT(1 2,3 4) are both in use.
    const wrapped = levels === 1 && take(reader, '(');
    const item = levels === 1 ? readPosition(reader) : readList(reader, levels - 1);
    if (item === null || (wrapped && !take(reader, ')'))) return null;
    items.push(item);
  } while (take(reader, ','));
  return take(reader, ')') ? items : null;
}

function take(reader: Reader, letter: string): boolean {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1;
  if (reader.text[reader.at] !== letter) return false;
  reader.at += 1;
  return true;
}

const numbers = /\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy;

function readPosition(reader: Reader): Position | null {
  const position: number[] = [];
  while (position.length < 4) {
    numbers.lastIndex = reader.at;
    const match = numbers.exec(reader.text);
    if (match === null) break;
    reader.at = numbers.lastIndex;
    position.push(Number(match[1]));
  }
  if (position.length < 2 || !position.every(Number.isFinite)) return null;
  return position.slice(0, reader.measureOnly ? 2 : 3);
}
