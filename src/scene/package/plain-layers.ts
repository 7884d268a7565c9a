import { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import {
  type Area,
  areaKinds,
  type City,
  type Mount,
  mountKinds,
  type Site,
  type Street,
  type SurveillanceNode,
  siteKinds,
  streetClasses,
  type Tree,
} from '#model/city.ts';
import { usersOf } from '#model/plain-features.ts';
import { doubleArea, orientRing } from '../assemble/ring.ts';
import {
  type FeatureIn,
  type FeatureOut,
  localPosition,
  pointAt,
  polygonOf,
  positionsOf,
  propertiesOf,
  readLine,
  readPoint,
  readPolygon,
  readProperties,
} from './geojson.ts';

/** The layers whose features are one object each: streets, areas, mounts, trees, sites, surveillance. */

const name = z.string().nullable().default(null);
const id = z.string().min(1);

const streetSchema = z.object({
  id,
  class: z.enum(streetClasses),
  name,
  widthMeters: z.number().min(0).max(1000),
  widthSource: z.enum(['width', 'lanes', 'default']).default('default'),
  lanes: z.number().nullable().default(null),
  oneway: z.boolean().default(false),
  car: z.boolean().optional(),
  bicycle: z.boolean().optional(),
  foot: z.boolean().optional(),
  sidewalk: z.enum(['both', 'left', 'right', 'none']).nullable().default(null),
  passage: z.boolean().default(false),
  bridge: z.boolean().default(false),
  tunnel: z.boolean().default(false),
  layer: z.number().default(0),
  lit: z.boolean().nullable().default(null),
  maxSpeedKmh: z.number().nullable().default(null),
});

export function* streetFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const street of city.streets) {
    const coordinates = positionsOf(frame, street.xy);
    yield { geometry: { type: 'LineString', coordinates }, properties: propertiesOf(streetSchema, street) };
  }
}

export function readStreets(features: readonly FeatureIn[], frame: Frame): Street[] {
  return features.map((feature) => {
    const { id, class: streetClass, name, car, bicycle, foot, ...rest } = readProperties(streetSchema, feature);
    const usual = usersOf(streetClass);
    return {
      id,
      class: streetClass,
      name,
      xy: readLine(frame, feature),
      ...rest,
      car: car ?? usual.car,
      bicycle: bicycle ?? usual.bicycle,
      foot: foot ?? usual.foot,
    };
  });
}

const areaSchema = z.object({ id, kind: z.enum(areaKinds), name });

export function* areaFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const area of city.areas) {
    yield { geometry: polygonOf(frame, area.rings), properties: propertiesOf(areaSchema, area) };
  }
}

export function readAreas(features: readonly FeatureIn[], frame: Frame): Area[] {
  return features.map((feature) => ({
    ...readProperties(areaSchema, feature),
    rings: turned(readPolygon(frame, feature)),
  }));
}

/** Outer ring counter-clockwise, holes clockwise, whatever the file has; rings without area stay as they are. */
export function turned(rings: readonly Float64Array[]): Float64Array[] {
  return rings.map((ring, index) => (doubleArea(ring) === 0 ? ring : orientRing(ring, index === 0)));
}

const mountSchema = z.object({ id, kind: z.enum(mountKinds), heightMeters: z.number().nullable().default(null) });

export function* mountFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const mount of city.mounts) yield pointFeature(frame, mountSchema, mount);
}

export function readMounts(features: readonly FeatureIn[], frame: Frame): Mount[] {
  return features.map((feature) => {
    const { id, kind, heightMeters } = readProperties(mountSchema, feature);
    const [x, y] = readPoint(frame, feature);
    return { id, kind, x, y, heightMeters };
  });
}

const treeSchema = z.object({
  id,
  heightMeters: z.number().min(0).max(200),
  crownRadiusMeters: z.number().min(0).max(100),
});

export function* treeFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const tree of city.trees) yield pointFeature(frame, treeSchema, tree);
}

export function readTrees(features: readonly FeatureIn[], frame: Frame): Tree[] {
  return features.map((feature) => {
    const { id, heightMeters, crownRadiusMeters } = readProperties(treeSchema, feature);
    const [x, y] = readPoint(frame, feature);
    return { id, x, y, heightMeters, crownRadiusMeters };
  });
}

/** `point`: degrees of the feature's own point, beside a perimeter. */
const placeSchema = z.object({ point: z.array(z.number()).optional() });
const siteSchema = z.object({ id, kind: z.enum(siteKinds), name });

export function* siteFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const site of city.sites) yield placeFeature(frame, siteSchema, site);
}

export function readSites(features: readonly FeatureIn[], frame: Frame): Site[] {
  return features.map((feature) => ({ ...readProperties(siteSchema, feature), ...readPlace(frame, feature) }));
}

/** A point with a perimeter where there is one. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly rings: readonly Float64Array[];
}

/** A Point, or the perimeter with the point as a property. */
export function placeFeature<K extends string>(
  frame: Frame,
  schema: Parameters<typeof propertiesOf<K>>[0],
  item: Parameters<typeof propertiesOf<K>>[1] & Place,
): FeatureOut {
  const point = pointAt(frame, item.x, item.y);
  const properties = propertiesOf(schema, item);
  if (item.rings.length === 0) return { geometry: { type: 'Point', coordinates: point }, properties };
  return { geometry: polygonOf(frame, item.rings), properties: { ...properties, point } };
}

/** A perimeter without a point of its own has it at its first corner. */
export function readPlace(frame: Frame, feature: FeatureIn): Place {
  if (feature.geometryType !== 'Polygon') {
    const [x, y] = readPoint(frame, feature);
    return { x, y, rings: [] };
  }
  const rings = turned(readPolygon(frame, feature));
  const { point } = readProperties(placeSchema, feature);
  const [x, y] = point === undefined ? rings[0] : localPosition(frame, point, feature);
  return { x, y, rings };
}

export function pointFeature<K extends string>(
  frame: Frame,
  schema: Parameters<typeof propertiesOf<K>>[0],
  item: Parameters<typeof propertiesOf<K>>[1] & { readonly x: number; readonly y: number },
): FeatureOut {
  const coordinates = pointAt(frame, item.x, item.y);
  return { geometry: { type: 'Point', coordinates }, properties: propertiesOf(schema, item) };
}

const surveillanceSchema = z.object({ id, tags: z.record(z.string(), z.string()).default({}) });

export function* surveillanceFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const node of city.surveillance) yield pointFeature(frame, surveillanceSchema, node);
}

export function readSurveillance(features: readonly FeatureIn[], frame: Frame): SurveillanceNode[] {
  return features.map((feature) => {
    const { id, tags } = readProperties(surveillanceSchema, feature);
    const [x, y] = readPoint(frame, feature);
    return { id, x, y, tags };
  });
}
