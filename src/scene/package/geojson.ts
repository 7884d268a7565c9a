import type { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import { parseJson } from '#model/json-text.ts';
import { ProblemError } from '#model/result.ts';
import { firstFault } from '#model/schema-issue.ts';

/** GeoJSON as written into and read from scene packages (RFC 7946): WGS 84, 9 decimals, outer rings counter-clockwise. */

export type Position = readonly [longitude: number, latitude: number];
/** With the height above sea level, metres. */
export type HighPosition = readonly [longitude: number, latitude: number, height: number];

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly HighPosition[])[])[] };

export interface FeatureOut {
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The properties that a schema names, in its order: the same feature is the same text wherever it comes from. */
export function propertiesOf<K extends string>(
  schema: { readonly shape: Readonly<Record<K, unknown>> },
  item: Readonly<Partial<Record<NoInfer<K>, unknown>>>,
): Record<string, unknown> {
  return Object.fromEntries((Object.keys(schema.shape) as K[]).map((key) => [key, item[key]]));
}

/** One feature a line, so that two versions of a scene can be compared as text. */
export function featureCollectionText(name: string, features: Iterable<FeatureOut>): string {
  const lines: string[] = [];
  for (const { geometry, properties } of features) {
    lines.push(JSON.stringify({ type: 'Feature', geometry, properties }));
  }
  return `{"type":"FeatureCollection","name":${JSON.stringify(name)},"features":[\n${lines.join(',\n')}\n]}\n`;
}

export function pointAt(frame: Frame, x: number, y: number): Position {
  return frame.toGeographic(x, y);
}

export function positionsOf(frame: Frame, xy: ArrayLike<number>): Position[] {
  const positions: Position[] = [];
  for (let i = 0; i + 1 < xy.length; i += 2) positions.push(frame.toGeographic(xy[i], xy[i + 1]));
  return positions;
}

/** Rings without closing vertex → closed linear rings. */
export function polygonOf(frame: Frame, rings: readonly ArrayLike<number>[]): Geometry {
  const coordinates = rings.map((ring) => {
    const positions = positionsOf(frame, ring);
    return positions.length === 0 ? positions : [...positions, positions[0]];
  });
  return { type: 'Polygon', coordinates };
}

/** A feature as it was read; its geometry is checked when it is asked for. */
export interface FeatureIn {
  /** `<file>:<id>`, or the number of the feature where it has no id. */
  readonly place: string;
  readonly properties: unknown;
  readonly geometryType: string | null;
  readonly coordinates: unknown;
}

/** Throws a ProblemError where the text is no feature collection. */
export function readFeatureCollection(text: string, file: string): FeatureIn[] {
  const parsed = parseJson(text, file);
  if (!parsed.ok) throw new ProblemError(parsed.problem);
  const collection = parsed.value;
  if (!isRecord(collection) || collection['type'] !== 'FeatureCollection' || !Array.isArray(collection['features'])) {
    throw problem(
      'scene-layer-form',
      'This layer is not a GeoJSON feature collection. Take it from a scene package.',
      file,
    );
  }
  return collection['features'].map((feature: unknown, index) => readFeature(feature, index, file));
}

function readFeature(feature: unknown, index: number, file: string): FeatureIn {
  const place = `${file}:feature ${index + 1}`;
  if (!isRecord(feature) || feature['type'] !== 'Feature') {
    throw problem('scene-feature-form', 'This is not a GeoJSON feature.', place);
  }
  const { properties, geometry } = feature;
  const id = isRecord(properties) && typeof properties['id'] === 'string' ? properties['id'] : null;
  const named = id === null ? place : `${file}:${id}`;
  if (geometry === null) return { place: named, properties, geometryType: null, coordinates: null };
  if (!isRecord(geometry) || typeof geometry['type'] !== 'string') {
    throw problem('scene-geometry-form', 'The geometry of this feature is missing or broken.', named);
  }
  return { place: named, properties, geometryType: geometry['type'], coordinates: geometry['coordinates'] };
}

/** Properties by a schema; a fault names the property. */
export function readProperties<T>(schema: z.ZodType<T>, feature: FeatureIn): T {
  const result = schema.safeParse(feature.properties);
  if (result.success) return result.data;
  const { words } = firstFault(result.error, feature.properties);
  throw problem('scene-property', `${words}.`, feature.place);
}

/** Positions farther out than this from the scene's origin are taken for mistakes, metres. */
const reachMeters = 100_000;

export function readPoint(frame: Frame, feature: FeatureIn): [x: number, y: number] {
  if (feature.geometryType !== 'Point') throw wrongGeometry(feature, 'a Point');
  return localPosition(frame, feature.coordinates, feature);
}

/** Flat x, y of at least two points. */
export function readLine(frame: Frame, feature: FeatureIn): Float64Array {
  if (feature.geometryType !== 'LineString') throw wrongGeometry(feature, 'a LineString');
  const { coordinates } = feature;
  if (!Array.isArray(coordinates) || coordinates.length < 2) {
    throw problem('scene-geometry', 'A line needs at least two positions.', feature.place);
  }
  return localPositions(frame, coordinates, coordinates.length, feature);
}

/** Rings of a polygon without their closing vertices, in the direction in which they stand. */
export function readPolygon(frame: Frame, feature: FeatureIn): Float64Array[] {
  if (feature.geometryType !== 'Polygon') throw wrongGeometry(feature, 'a Polygon');
  const { coordinates } = feature;
  if (!Array.isArray(coordinates) || coordinates.length === 0) {
    throw problem('scene-geometry', 'A polygon needs an outer ring.', feature.place);
  }
  return coordinates.map((ring: unknown) => readRing(frame, ring, feature));
}

function readRing(frame: Frame, ring: unknown, feature: FeatureIn): Float64Array {
  if (!Array.isArray(ring) || ring.length < 4) {
    throw problem(
      'scene-geometry',
      'A ring needs at least four positions, the last equal to the first.',
      feature.place,
    );
  }
  const positions = localPositions(frame, ring, ring.length, feature);
  const last = positions.length - 2;
  if (positions[0] !== positions[last] || positions[1] !== positions[last + 1]) {
    throw problem('scene-geometry', 'A ring is not closed: its last position must equal its first.', feature.place);
  }
  return positions.slice(0, last);
}

function localPositions(frame: Frame, source: readonly unknown[], count: number, feature: FeatureIn): Float64Array {
  const xy = new Float64Array(count * 2);
  for (let i = 0; i < count; i += 1) {
    const [x, y] = localPosition(frame, source[i], feature);
    xy[2 * i] = x;
    xy[2 * i + 1] = y;
  }
  return xy;
}

export function localPosition(frame: Frame, position: unknown, feature: FeatureIn): [x: number, y: number] {
  if (Array.isArray(position)) {
    const [longitude, latitude] = position as unknown[];
    if (isDegrees(longitude, 180) && isDegrees(latitude, 90)) {
      const [x, y] = frame.toLocal(longitude, latitude);
      if (Math.abs(x) <= reachMeters && Math.abs(y) <= reachMeters) return [x, y];
      throw problem('scene-geometry', 'A position lies more than 100 km from the origin of the scene.', feature.place);
    }
  }
  throw problem(
    'scene-geometry',
    'A position is not a pair of degrees (longitude −180 to 180, latitude −90 to 90).',
    feature.place,
  );
}

function isDegrees(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit;
}

function wrongGeometry(feature: FeatureIn, wanted: string): ProblemError {
  return problem(
    'scene-geometry',
    `The geometry must be ${wanted}, not ${feature.geometryType ?? 'empty'}.`,
    feature.place,
  );
}

export function problem(code: string, sentence: string, place: string): ProblemError {
  return new ProblemError({ code, sentence, place });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
