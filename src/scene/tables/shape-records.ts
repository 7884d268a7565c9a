import type { Geometry, Position } from 'geojson';
import { groupRings } from '../assemble/group-rings.ts';
import { cleanRing, doubleArea, type Ring } from '../assemble/ring.ts';

/** Every hole is held against every outer ring; a record with more rings than this is refused. */
const ringLimit = 5000;
/** Coordinates below this stand for “no data” (ESRI Shapefile Technical Description, 1998). */
const noData = -1e38;

/** What one record of a .shp file holds; `unread`: a kind or a content that is not read. */
export type ShapeGeometry = Geometry | null | 'unread';

/** Bytes of the contents of each record of a .shp file, in order; stops where the file does. */
export function* shapeRecords(bytes: Uint8Array): Generator<{ readonly content: DataView; readonly cut: boolean }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 100;
  while (at + 8 <= bytes.length) {
    const length = view.getInt32(at + 4) * 2;
    if (length < 4) return;
    const cut = at + 8 + length > bytes.length;
    const end = cut ? bytes.length : at + 8 + length;
    yield { content: new DataView(bytes.buffer, bytes.byteOffset + at + 8, end - at - 8), cut };
    at += 8 + length;
  }
}

/** Whether bytes are those of a .shp file: its first and its version word. */
export function isShapeFile(bytes: Uint8Array): boolean {
  if (bytes.length < 100) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getInt32(0) === 9994 && view.getInt32(28, true) === 1000;
}

/** The geometry of a record's content. Throws a RangeError where it is shorter than it says. */
export function shapeGeometry(content: DataView): ShapeGeometry {
  const type = content.getInt32(0, true);
  if (type === 0) return null;
  const kind = type % 10;
  const hasZ = type > 10 && type < 20;
  if (type > 28 || type < 0) return 'unread';
  if (kind === 1) return pointOf(content, hasZ);
  if (kind === 8) return multiPointOf(content, hasZ);
  if (kind !== 3 && kind !== 5) return 'unread';
  const parts = partsOf(content, hasZ);
  if (parts === null || parts.length === 0) return parts === null ? 'unread' : null;
  if (kind === 5) return polygonOf(parts);
  return parts.length === 1
    ? { type: 'LineString', coordinates: parts[0] }
    : { type: 'MultiLineString', coordinates: parts };
}

function pointOf(content: DataView, hasZ: boolean): Geometry {
  const position = [content.getFloat64(4, true), content.getFloat64(12, true)];
  if (hasZ) position.push(content.getFloat64(20, true));
  return { type: 'Point', coordinates: usable(position) };
}

function multiPointOf(content: DataView, hasZ: boolean): ShapeGeometry {
  const count = content.getInt32(36, true);
  if (!fits(content, 40, count, 16)) return 'unread';
  const coordinates = positions(content, 40, count, hasZ ? 40 + count * 16 + 16 : -1);
  return count === 0 ? null : { type: 'MultiPoint', coordinates };
}

/** Rings or lines of a record; `null` where its numbers don't fit its length. */
function partsOf(content: DataView, hasZ: boolean): Position[][] | null {
  const parts = content.getInt32(36, true);
  const points = content.getInt32(40, true);
  const start = 44 + parts * 4;
  if (!fits(content, 44, parts, 4) || !fits(content, start, points, 16)) return null;
  const all = positions(content, start, points, hasZ ? start + points * 16 + 16 : -1);
  const found: Position[][] = [];
  for (let part = 0; part < parts; part += 1) {
    const from = content.getInt32(44 + part * 4, true);
    const to = part + 1 < parts ? content.getInt32(48 + part * 4, true) : points;
    if (from < 0 || to < from || to > points) return null;
    if (to > from) found.push(all.slice(from, to));
  }
  return found;
}

function fits(content: DataView, at: number, count: number, size: number): boolean {
  return count >= 0 && at + count * size <= content.byteLength;
}

function positions(content: DataView, at: number, count: number, zAt: number): Position[] {
  const found: Position[] = [];
  const withZ = zAt >= 0 && zAt + count * 8 <= content.byteLength;
  for (let i = 0; i < count; i += 1) {
    const position = [content.getFloat64(at + i * 16, true), content.getFloat64(at + i * 16 + 8, true)];
    if (withZ) position.push(content.getFloat64(zAt + i * 8, true));
    found.push(usable(position));
  }
  return found;
}

function usable(position: number[]): Position {
  return position.length > 2 && !(position[2] > noData) ? position.slice(0, 2) : position;
}

/** Outer rings run clockwise in this format, holes the other way; where none is outer, all are taken as such. */
function polygonOf(parts: readonly Position[][]): ShapeGeometry {
  if (parts.length === 1) return { type: 'Polygon', coordinates: [parts[0]] };
  if (parts.length > ringLimit) return 'unread';
  const positionsOf = new Map<Ring, Position[]>();
  const outers: Ring[] = [];
  const holes: Ring[] = [];
  for (const part of parts) {
    const ring = cleanRing(part.flatMap(([x, y]) => [x, y]));
    if (ring === null) continue;
    positionsOf.set(ring, part);
    (doubleArea(ring) < 0 ? outers : holes).push(ring);
  }
  const grouped =
    outers.length === 0 ? { polygons: holes.map((ring) => [ring]), strayHoles: 0 } : groupRings(outers, holes);
  const polygons = grouped.polygons.map((rings) => rings.map((ring) => positionsOf.get(ring) ?? []));
  if (polygons.length === 0) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}
