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
  for (const { xy, ...properties } of city.streets) {
    yield { geometry: { type: 'LineString', coordinates: positionsOf(frame, xy) }, properties };
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
  for (const { rings, ...properties } of city.areas) yield { geometry: polygonOf(frame, rings), properties };
}

export function readAreas(features: readonly FeatureIn[], frame: Frame): Area[] {
  return features.map((feature) => ({
    ...readProperties(areaSchema, feature),
    rings: turned(readPolygon(frame, feature)),
  }));
}

/** Outer ring counter-clockwise, holes clockwise, whatever the file has; rings without area stay as they are. */
function turned(rings: readonly Float64Array[]): Float64Array[] {
  return rings.map((ring, index) => (doubleArea(ring) === 0 ? ring : orientRing(ring, index === 0)));
}

const mountSchema = z.object({ id, kind: z.enum(mountKinds), heightMeters: z.number().nullable().default(null) });

export function* mountFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const { x, y, ...properties } of city.mounts) {
    yield { geometry: { type: 'Point', coordinates: pointAt(frame, x, y) }, properties };
  }
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
  for (const { x, y, ...properties } of city.trees) {
    yield { geometry: { type: 'Point', coordinates: pointAt(frame, x, y) }, properties };
  }
}

export function readTrees(features: readonly FeatureIn[], frame: Frame): Tree[] {
  return features.map((feature) => {
    const { id, heightMeters, crownRadiusMeters } = readProperties(treeSchema, feature);
    const [x, y] = readPoint(frame, feature);
    return { id, x, y, heightMeters, crownRadiusMeters };
  });
}

/** `point`: degrees of the site's own point, beside a perimeter. */
const siteSchema = z.object({ id, kind: z.enum(siteKinds), name, point: z.array(z.number()).optional() });

export function* siteFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const { x, y, rings, ...properties } of city.sites) {
    const point = pointAt(frame, x, y);
    if (rings.length === 0) yield { geometry: { type: 'Point', coordinates: point }, properties };
    else yield { geometry: polygonOf(frame, rings), properties: { ...properties, point } };
  }
}

export function readSites(features: readonly FeatureIn[], frame: Frame): Site[] {
  return features.map((feature) => {
    const { id, kind, name, point } = readProperties(siteSchema, feature);
    const rings = feature.geometryType === 'Polygon' ? turned(readPolygon(frame, feature)) : [];
    const [x, y] = rings.length === 0 ? readPoint(frame, feature) : pointOf(frame, feature, point, rings[0]);
    return { id, kind, name, x, y, rings };
  });
}

/** The point that the file gives, else the first corner of the perimeter. */
function pointOf(
  frame: Frame,
  feature: FeatureIn,
  point: readonly number[] | undefined,
  ring: Float64Array,
): [x: number, y: number] {
  return point === undefined ? [ring[0], ring[1]] : localPosition(frame, point, feature);
}

const surveillanceSchema = z.object({ id, tags: z.record(z.string(), z.string()).default({}) });

export function* surveillanceFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const { x, y, ...properties } of city.surveillance) {
    yield { geometry: { type: 'Point', coordinates: pointAt(frame, x, y) }, properties };
  }
}

export function readSurveillance(features: readonly FeatureIn[], frame: Frame): SurveillanceNode[] {
  return features.map((feature) => {
    const { id, tags } = readProperties(surveillanceSchema, feature);
    const [x, y] = readPoint(frame, feature);
    return { id, x, y, tags };
  });
}
