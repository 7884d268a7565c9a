import { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import {
  type City,
  type Demand,
  demandKinds,
  mostRouteLegs,
  type RouteLeg,
  type Trip,
  type Zone,
  zoneKinds,
} from '#model/city.ts';
import {
  type FeatureIn,
  type FeatureOut,
  polygonOf,
  positionsOf,
  problem,
  propertiesOf,
  readLine,
  readPolygon,
  readProperties,
} from './geojson.ts';
import { placeFeature, readPlace, turned } from './plain-layers.ts';

/** The layers that tell what is worth watching: zones, demand, trips. */

const id = z.string().min(1);

const zoneSchema = z.object({ id, kind: z.enum(zoneKinds), name: z.string().nullable().default(null) });

export function* zoneFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const zone of city.zones) {
    yield { geometry: polygonOf(frame, zone.rings), properties: propertiesOf(zoneSchema, zone) };
  }
}

export function readZones(features: readonly FeatureIn[], frame: Frame): Zone[] {
  return features.map((feature) => ({
    ...readProperties(zoneSchema, feature),
    rings: turned(readPolygon(frame, feature)),
  }));
}

const demandSchema = z.object({ id, kind: z.enum(demandKinds), weight: z.number(), unit: z.string() });

export function* demandFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const demand of city.demand) yield placeFeature(frame, demandSchema, demand);
}

export function readDemand(features: readonly FeatureIn[], frame: Frame): Demand[] {
  return features.map((feature) => ({ ...readProperties(demandSchema, feature), ...readPlace(frame, feature) }));
}

/**
 * A line from the one place to the other. A stated route is a list of street ids with their direction in front: `+` in the
 * order of the street's points, `-` against it; trips without one have no such property.
 */
const tripSchema = z.object({
  id,
  mode: z.enum(['car', 'pedestrian']),
  perHour: z.number(),
  route: z
    .array(z.string().regex(/^[+-]./s))
    .min(1)
    .max(mostRouteLegs)
    .nullish(),
});

export function* tripFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  for (const trip of city.trips) {
    const coordinates = positionsOf(frame, [trip.fromX, trip.fromY, trip.toX, trip.toY]);
    const { route, ...plain } = propertiesOf(tripSchema, { ...trip, route: routeText(trip.route) });
    yield { geometry: { type: 'LineString', coordinates }, properties: route === null ? plain : { ...plain, route } };
  }
}

export function readTrips(features: readonly FeatureIn[], frame: Frame): Trip[] {
  return features.map((feature) => {
    const xy = readLine(frame, feature);
    if (xy.length !== 4) throw problem('scene-geometry', 'A trip needs exactly two positions.', feature.place);
    const [fromX, fromY, toX, toY] = xy;
    const { route = null, ...plain } = readProperties(tripSchema, feature);
    return { ...plain, fromX, fromY, toX, toY, route: routeOf(route) };
  });
}

function routeText(route: Trip['route']): string[] | null {
  return route === null ? null : route.map(({ streetId, backward }) => `${backward ? '-' : '+'}${streetId}`);
}

function routeOf(legs: readonly string[] | null): RouteLeg[] | null {
  return legs === null ? null : legs.map((leg) => ({ streetId: leg.slice(1), backward: leg.startsWith('-') }));
}
