import type { Geometry, Position } from 'geojson';
import { type CoordinateSystem, parseCoordinateSystem } from '#geo/coordinate-system.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { numberOf, propertyOf } from './property-value.ts';

/** A scene is at most 30 km wide; a box that is wider holds features that lie elsewhere. Kilometres, and shares left out at each end. */
const widestKilometers = 29;
const outlierShares = [0.0025, 0.01, 0.025];
const kilometersPerDegree = 111.32;
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

/** Where a feature is: its geometry, else the point in the columns that the mapping names, or the line between two. */
export function geometryOf(feature: TableFeature, mapping: SourceMapping): Geometry | null {
  const x = numberOf(propertyOf(feature.properties, mapping.x));
  const y = numberOf(propertyOf(feature.properties, mapping.y));
  if (mapping.x === null || mapping.y === null) return feature.geometry;
  if (x === null || y === null) return null;
  if (mapping.role !== 'trips') return { type: 'Point', coordinates: [x, y] };
  const toX = numberOf(propertyOf(feature.properties, mapping.toX));
  const toY = numberOf(propertyOf(feature.properties, mapping.toY));
  if (toX === null || toY === null) return null;
  return {
    type: 'LineString',
    coordinates: [
      [x, y],
      [toX, toY],
    ],
  };
}

/** Calls `visit` for every position of a geometry; those of collections are left out, since openers take them apart. */
function visitPositions(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') return;
  if (geometry.type === 'Point') visit(geometry.coordinates);
  else if (geometry.type === 'LineString' || geometry.type === 'MultiPoint') geometry.coordinates.forEach(visit);
  else if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString')
    for (const part of geometry.coordinates) part.forEach(visit);
  else for (const polygon of geometry.coordinates) for (const ring of polygon) ring.forEach(visit);
}

/** Degrees, or units of a file's own system. */
export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** The box of nothing, which grows. */
export const nowhere = (): Box => ({ minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity });

export function grow(box: Box, x: number, y: number): void {
  box.minX = Math.min(box.minX, x);
  box.minY = Math.min(box.minY, y);
  box.maxX = Math.max(box.maxX, x);
  box.maxY = Math.max(box.maxY, y);
}

/**
 * Box of a table in degrees; `null` where nothing has a place. A failure where the numbers cannot be of the system that
 * they should be of. Where single features lie far away, the box holds the middle 95 % of them or more.
 */
export function* tableExtent(
  table: FeatureTable,
  mapping: SourceMapping,
  system: CoordinateSystem,
  name: string,
): Generator<null, Outcome<GeographicBox | null>> {
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
  const kept = keptBox(boxes, degrees);
  return success({ west: kept.minX, south: kept.minY, east: kept.maxX, north: kept.maxY });
}

export function isOnGlobe(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** `whole`, degrees, where it is no wider than a scene; else the box of the features in the middle. */
export function keptBox(boxes: readonly Box[], whole: Box): Box {
  return fitsScene(whole) ? whole : middleBox(boxes, whole);
}

function fitsScene({ minX, minY, maxX, maxY }: Box): boolean {
  const shrink = Math.cos((((minY + maxY) / 2) * Math.PI) / 180);
  const height = (maxY - minY) * kilometersPerDegree;
  return height <= widestKilometers && (maxX - minX) * kilometersPerDegree * shrink <= widestKilometers;
}

/** The box of the features in the middle, with as few left out as make it fit; the whole where none does. */
function middleBox(boxes: readonly Box[], whole: Box): Box {
  const xs = boxes.map((box) => (box.minX + box.maxX) / 2).sort((a, b) => a - b);
  const ys = boxes.map((box) => (box.minY + box.maxY) / 2).sort((a, b) => a - b);
  for (const share of outlierShares) {
    const margin = Math.ceil(boxes.length * share);
    const last = boxes.length - 1 - margin;
    if (margin > last) break;
    const kept = nowhere();
    for (const box of boxes) {
      const x = (box.minX + box.maxX) / 2;
      const y = (box.minY + box.maxY) / 2;
      if (x < xs[margin] || x > xs[last] || y < ys[margin] || y > ys[last]) continue;
      grow(kept, box.minX, box.minY);
      grow(kept, box.maxX, box.maxY);
    }
    if (kept.minX <= kept.maxX && fitsScene(kept)) return kept;
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
function systemHint({ minX, minY, maxX, maxY }: Readonly<Box>): string {
  const name = 'Name the coordinate system of the file in its mapping, as EPSG and a number.';
  if (minX >= -90 && maxX <= 90 && minY >= -180 && maxY <= 180)
    return 'Latitude and longitude seem to stand the other way round; longitude comes first.';
  if (minX > 100_000 && maxX < 900_000 && minY > 0 && maxY < 10_000_000)
    return `They look like metres of a UTM zone (for example EPSG:32633) or of a national grid. ${name}`;
  if (Math.max(Math.abs(minX), Math.abs(maxX)) <= 20_037_509 && Math.max(Math.abs(minY), Math.abs(maxY)) <= 20_048_967)
    return `They look like metres of Web Mercator (EPSG:3857) or of a national grid. ${name}`;
  return name;
}
