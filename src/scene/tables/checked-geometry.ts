import type { Geometry, Position } from 'geojson';

/** Collections within collections deeper than this are no map data. */
const collectionDepth = 8;
/** Parts that one feature may be taken apart into. */
const partLimit = 100_000;

/**
 * The simple geometries in a value that should be a GeoJSON geometry: one, or those of a collection taken apart. `null`
 * where the feature has none, which is allowed; `damaged` where something else stands there.
 */
export function checkedGeometries(value: unknown): readonly Geometry[] | null | 'damaged' {
  if (value === null || value === undefined) return null;
  const found: Geometry[] = [];
  return collect(value, 0, found) ? found : 'damaged';
}

function collect(value: unknown, depth: number, found: Geometry[]): boolean {
  if (typeof value !== 'object' || value === null || found.length >= partLimit) return false;
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  if (type === 'GeometryCollection') {
    if (depth >= collectionDepth || !Array.isArray(geometries)) return false;
    return geometries.every((part) => collect(part, depth + 1, found));
  }
  const levels = typeof type === 'string' && Object.hasOwn(nesting, type) ? nesting[type] : undefined;
  if (levels === undefined || !isNested(coordinates, levels)) return false;
  found.push({ type, coordinates } as Geometry);
  return true;
}

/** How many arrays lie around a position. */
const nesting: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

function isNested(value: unknown, levels: number): boolean {
  if (!Array.isArray(value)) return false;
  if (levels === 0) return isPosition(value);
  return value.every((part) => isNested(part, levels - 1));
}

function isPosition(value: readonly unknown[]): value is Position {
  return (
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1]) &&
    (value.length < 3 || typeof value[2] === 'number' || value[2] === null)
  );
}
