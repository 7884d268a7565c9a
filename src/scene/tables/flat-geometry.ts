import type { Geometry, Position } from 'geojson';

/** The part of FlatGeobuf's geometry table that is read. */
export interface FlatGeometry {
  endsArray(): Uint32Array | null;
  xyArray(): Float64Array | null;
  zArray(): Float64Array | null;
  type(): number;
  partsLength(): number;
  parts(index: number): FlatGeometry | null;
}

/** Numbers of the types that are read (FlatGeobuf, header.fbs). */
const point = 1;
const lineString = 2;
const polygon = 3;
const multiPoint = 4;
const multiLineString = 5;
const multiPolygon = 6;

/**
 * Polygons of a multipolygon may lie at the same place in the file, so that a small file means very many; all of one
 * feature together may have so many corners.
 */
const cornerLimit = 2_000_000;
const partLimit = 100_000;

/** Reads the geometry of one feature; `unread` for other types and for damaged ones. */
export function createGeometryReader(): { read(geometry: FlatGeometry, type: number): Geometry | null | 'unread' } {
  let corners = 0;

  const positions = (geometry: FlatGeometry): Position[] => {
    const xy = geometry.xyArray() ?? new Float64Array(0);
    const z = geometry.zArray();
    const found: Position[] = [];
    corners += xy.length / 2;
    if (corners > cornerLimit) throw new RangeError('too many corners');
    for (let i = 0; i + 1 < xy.length; i += 2) {
      found.push(z !== null && i / 2 < z.length ? [xy[i], xy[i + 1], z[i / 2]] : [xy[i], xy[i + 1]]);
    }
    return found;
  };

  const runs = (geometry: FlatGeometry): Position[][] => {
    const all = positions(geometry);
    const ends = geometry.endsArray();
    if (ends === null || ends.length === 0) return [all];
    const found: Position[][] = [];
    let from = 0;
    for (const end of ends) {
      if (end < from || end > all.length) throw new RangeError('ends out of order');
      found.push(all.slice(from, end));
      from = end;
    }
    return found;
  };

  const polygons = (geometry: FlatGeometry): Position[][][] => {
    const count = geometry.partsLength();
    if (count > partLimit) throw new RangeError('too many parts');
    if (count === 0) return [runs(geometry)];
    const found: Position[][][] = [];
    for (let part = 0; part < count; part += 1) {
      const each = geometry.parts(part);
      if (each !== null) found.push(runs(each));
    }
    return found;
  };

  const build = (geometry: FlatGeometry, type: number): Geometry | null | 'unread' => {
    switch (type) {
      case point: {
        const [first] = positions(geometry);
        return first === undefined ? null : { type: 'Point', coordinates: first };
      }
      case multiPoint:
        return { type: 'MultiPoint', coordinates: positions(geometry) };
      case lineString:
        return { type: 'LineString', coordinates: positions(geometry) };
      case multiLineString:
        return { type: 'MultiLineString', coordinates: runs(geometry) };
      case polygon:
        return { type: 'Polygon', coordinates: runs(geometry) };
      case multiPolygon:
        return { type: 'MultiPolygon', coordinates: polygons(geometry) };
      default:
        return 'unread';
    }
  };

  return {
    read(geometry, headerType) {
      try {
        // A file of mixed types says the type at each feature.
        return build(geometry, headerType === 0 ? geometry.type() : headerType);
      } catch {
        return 'unread';
      }
    },
  };
}
