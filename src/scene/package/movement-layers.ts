import { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import {
  type Barrier,
  barrierKinds,
  type City,
  type Crossing,
  heightSources,
  kerbKinds,
  type Portal,
  portalKinds,
  type TurnRestriction,
} from '#model/city.ts';
import {
  type FeatureIn,
  type FeatureOut,
  pointAt,
  positionsOf,
  propertiesOf,
  readLine,
  readPoint,
  readProperties,
} from './geojson.ts';
import { pointFeature } from './plain-layers.ts';

/** The layers that tell where one can go: turn restrictions, crossings, barriers, portals. */

const id = z.string().min(1);
const nullableText = z.string().nullable().default(null);

/** Stands at the node where the first turn is. */
const restrictionSchema = z.object({
  id,
  kind: z.enum(['no', 'only']),
  fromStreetId: id,
  viaStreetIds: z.array(id).max(1000).default([]),
  toStreetId: id,
});

export function* restrictionFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const turn of city.restrictions) {
    const coordinates = pointAt(frame, turn.viaX, turn.viaY);
    yield { geometry: { type: 'Point', coordinates }, properties: propertiesOf(restrictionSchema, turn) };
  }
}

export function readRestrictions(features: readonly FeatureIn[], frame: Frame): TurnRestriction[] {
  return features.map((feature) => {
    const [viaX, viaY] = readPoint(frame, feature);
    return { ...readProperties(restrictionSchema, feature), viaX, viaY };
  });
}

const crossingSchema = z.object({
  id,
  kind: z.enum(['signals', 'marked', 'unmarked', 'unknown']).default('unknown'),
  kerb: z.enum(kerbKinds).nullable().default(null),
});

export function* crossingFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const crossing of city.crossings) yield pointFeature(frame, crossingSchema, crossing);
}

export function readCrossings(features: readonly FeatureIn[], frame: Frame): Crossing[] {
  return features.map((feature) => {
    const [x, y] = readPoint(frame, feature);
    return { ...readProperties(crossingSchema, feature), x, y };
  });
}

const barrierSchema = z.object({
  id,
  kind: z.enum(barrierKinds),
  heightMeters: z.number().min(0).max(20_000),
  heightSource: z.enum(heightSources).default('height'),
  opaque: z.boolean(),
});

export function* barrierFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const barrier of city.barriers) {
    const coordinates = positionsOf(frame, barrier.xy);
    yield { geometry: { type: 'LineString', coordinates }, properties: propertiesOf(barrierSchema, barrier) };
  }
}

export function readBarriers(features: readonly FeatureIn[], frame: Frame): Barrier[] {
  return features.map((feature) => ({ ...readProperties(barrierSchema, feature), xy: readLine(frame, feature) }));
}

const portalSchema = z.object({
  id,
  kind: z.enum(portalKinds),
  name: nullableText,
  address: nullableText,
  buildingId: nullableText,
  barrierId: nullableText,
});

export function* portalFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const portal of city.portals) yield pointFeature(frame, portalSchema, portal);
}

export function readPortals(features: readonly FeatureIn[], frame: Frame): Portal[] {
  return features.map((feature) => {
    const [x, y] = readPoint(frame, feature);
    return { ...readProperties(portalSchema, feature), x, y };
  });
}
