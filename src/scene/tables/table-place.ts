import type { Geometry, Position } from 'geojson';
import { type CoordinateSystem, parseCoordinateSystem } from '#geo/coordinate-system.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { GeographicExtent } from '../sources/source-reader.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { numberOf, propertyOf } from './property-value.ts';

/** Features that this many degrees hold, middle part of all, where outliers make the box wider than any city. */
const cityDegrees = 0.3;
const featuresPerYield = 250;

/** The system that the coordinates of a table are in: as the mapping says, else the file, else WGS 84. */
export function systemOfTable(
  table: FeatureTable,
  mapping: SourceMapping | null,
  name: string,
): Outcome<CoordinateSystem> {
  const text = mapping?.coordinateSystem ?? table.coordinateSystem ?? 'EPSG:4326';
  const system = parseCoordinateSystem(text);
  if (system !== null) return success(system);
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return failure(
    'coordinate-system-unknown',
    `The coordinates of ${name} are in the system “${short}”, which Sightline does not know; name it as EPSG:n, or reproject the file to EPSG:4326.`,
    name,
  );
}

/** Where a feature is: its geometry, else the point in the columns that the mapping names. */
export function geometryOf(feature: TableFeature, mapping: SourceMapping): Geometry | null {
  const x = numberOf(propertyOf(feature.properties, mapping.x));
  const y = numberOf(propertyOf(feature.properties, mapping.y));
  if (mapping.x === null || mapping.y === null) return feature.geometry;
  return x === null || y === null ? null : { type: 'Point', coordinates: [x, y] };
}

/** Calls `visit` for every position of a geometry; those of collections are left out, since openers take them apart. */
export function visitPositions(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') return;
  if (geometry.type === 'Point') visit(geometry.coordinates);
  else if (geometry.type === 'LineString' || geometry.type === 'MultiPoint') geometry.coordinates.forEach(visit);
  else if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString')
    for (const part of geometry.coordinates) part.forEach(visit);
  else for (const polygon of geometry.coordinates) for (const ring of polygon) ring.forEach(visit);
}

interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

const nowhere = (): Box => ({ minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity });

function grow(box: Box, x: number, y: number): void {
  box.minX = Math.min(box.minX, x);
  box.minY = Math.min(box.minY, y);
  box.maxX = Math.max(box.maxX, x);
  box.maxY = Math.max(box.maxY, y);
}

/**
 * Box of a table in degrees; `null` where nothing has a place. A failure where the numbers cannot be of the system that
 * they should be of. Where single features lie far away, the box holds the middle 98 % of them.
 */
export function* tableExtent(
  table: FeatureTable,
  mapping: SourceMapping,
  system: CoordinateSystem,
  name: string,
): Generator<null, Outcome<GeographicExtent | null>> {
  const own = nowhere();
  const degrees = nowhere();
  const boxes: Box[] = [];
  let strange = 0;
  for (const [index, feature] of table.features.entries()) {
    if (index % featuresPerYield === featuresPerYield - 1) yield null;
    const geometry = geometryOf(feature, mapping);
    if (geometry === null) continue;
    const box = nowhere();
    visitPositions(geometry, ([x, y]) => {
      // Zero in both is how tables say “no coordinates”.
      if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return;
      grow(own, x, y);
      const [longitude, latitude] = system.toGeographic(x, y);
      if (isOnGlobe(longitude, latitude)) grow(box, longitude, latitude);
    });
    if (box.minX > box.maxX) strange += 1;
    else {
      boxes.push(box);
      grow(degrees, box.minX, box.minY);
      grow(degrees, box.maxX, box.maxY);
    }
  }
  if (own.minX > own.maxX) return success(null);
  // Some damaged rows are dropped later; where they are many, the system is wrong.
  if (boxes.length === 0 || strange > boxes.length) return wrongSystem(table, mapping, system, own, name);
  const tooWide = degrees.maxX - degrees.minX > cityDegrees || degrees.maxY - degrees.minY > cityDegrees;
  const kept = tooWide ? middleBox(boxes) : degrees;
  return success({ west: kept.minX, south: kept.minY, east: kept.maxX, north: kept.maxY });
}

export function isOnGlobe(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

function middleBox(boxes: readonly Box[]): Box {
  const range = (low: (box: Box) => number, high: (box: Box) => number): [number, number] => {
    const middles = boxes.map((box) => (low(box) + high(box)) / 2).sort((a, b) => a - b);
    const margin = Math.floor(middles.length / 100);
    return [middles[margin], middles[middles.length - 1 - margin]];
  };
  const [west, east] = range(
    ({ minX }) => minX,
    ({ maxX }) => maxX,
  );
  const [south, north] = range(
    ({ minY }) => minY,
    ({ maxY }) => maxY,
  );
  const whole = nowhere();
  for (const box of boxes) {
    const x = (box.minX + box.maxX) / 2;
    const y = (box.minY + box.maxY) / 2;
    if (x < west || x > east || y < south || y > north) continue;
    grow(whole, box.minX, box.minY);
    grow(whole, box.maxX, box.maxY);
  }
  return whole;
}

function wrongSystem(
  table: FeatureTable,
  mapping: SourceMapping,
  system: CoordinateSystem,
  own: Box,
  name: string,
): Outcome<never> {
  const said = mapping.coordinateSystem ?? table.coordinateSystem;
  const stated =
    said === null ? 'the file does not name a coordinate system' : `their system is given as ${system.name}`;
  const example = `${round(own.minX)}, ${round(own.minY)}`;
  return failure(
    'coordinates-not-of-system',
    `The coordinates of ${name} (for example ${example}) ${system.geographic ? 'are no degrees' : 'do not fit their system'}, but ${stated}. ${systemHint(own)}`,
    name,
  );
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** What coordinates look like, never more than a hint: which numbers a system has does not tell which system it is. */
export function systemHint({ minX, minY, maxX, maxY }: Readonly<Box>): string {
  const name = 'Name the coordinate system of the file in its mapping, as EPSG and a number.';
  if (minX >= -90 && maxX <= 90 && minY >= -180 && maxY <= 180)
    return 'Latitude and longitude seem to stand the other way round; longitude comes first.';
  if (minX > 100_000 && maxX < 900_000 && minY > 0 && maxY < 10_000_000)
    return `They look like metres of a UTM zone (for example EPSG:32633) or of a national grid. ${name}`;
  if (Math.max(Math.abs(minX), Math.abs(maxX)) <= 20_037_509 && Math.max(Math.abs(minY), Math.abs(maxY)) <= 20_048_967)
    return `They look like metres of Web Mercator (EPSG:3857) or of a national grid. ${name}`;
  return name;
}
