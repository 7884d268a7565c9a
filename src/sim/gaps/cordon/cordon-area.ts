import type { StreetNetwork } from '#geo/street-network.ts';
import type { Street } from '#model/city.ts';
import type { GapSite } from '#model/results/gaps/common.ts';
import { distanceToLine, insideRings, type SitePlace, siteBox, type ZonePlace } from '../../access/places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { carNodes, type EdgeCut } from './road-graph.ts';
import { arcLine, lineLength, pointAlong } from './road-lines.ts';

/** An area that traffic is to be kept track of: rings, or a disc where there are none. */
export interface CordonPlace extends GapSite {
  readonly rings: readonly ArrayLike<number>[];
  readonly radiusMeters: number;
}

/** The streets of an area. */
export interface CordonArea {
  readonly place: CordonPlace;
  /** So far around the place, metres, until there was a street. */
  readonly grownMeters: number;
  /** Node of the network → 1 where it lies within; only nodes of streets for cars. */
  readonly inside: Uint8Array;
  /** Edges that run through it from junctions outside to junctions outside: where, in the middle of what lies within. */
  readonly cuts: readonly EdgeCut[];
}

/** What areas are looked up in. */
export interface CordonPlaces {
  readonly sites: readonly SitePlace[];
  readonly zones: readonly ZonePlace[];
}

/**
 * The site or zone of this id (of the plan, or source id); null where there is none. Without an id the first site, else the
 * first zone.
 */
export function cordonPlace({ sites, zones }: CordonPlaces, id: string | null): CordonPlace | null {
  const site = sites.find((place) => id === null || place.id === id || place.featureId === id);
  if (site !== undefined) {
    const { name, x, y, rings, radiusMeters } = site;
    return { id: site.id, name, x, y, rings, radiusMeters };
  }
  const zone = zones.find((place) => id === null || place.id === id);
  if (zone === undefined || (zone.rings[0]?.length ?? 0) < 6) return null;
  const [x, y] = middleOf(zone.rings[0]);
  return { id: zone.id, name: zone.name, x, y, rings: zone.rings, radiusMeters: 0 };
}

function middleOf(ring: ArrayLike<number>): readonly [number, number] {
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < ring.length; at += 2) {
    x += ring[at];
    y += ring[at + 1];
  }
  const corners = ring.length >> 1;
  return [x / corners, y / corners];
}

/** Places without a street grow by this much, up to that much, metres. */
const growthMeters = 50;
export const mostGrowthMeters = 300;
/** Streets are looked at this often, metres. */
const lookMeters = 5;

/** Points that are looked at between two steps. */
const pointsPerStep = 512;
const step: SimulationStep = { step: 'Finding the streets of the area', fraction: 0.02 };

/**
 * The streets of a place, which grows until it has one; null where there is none within {@link mostGrowthMeters}. Yields often, as
 * rings may have many corners.
 */
export function* cordonAreaSteps(
  network: StreetNetwork,
  streets: readonly Street[],
  place: CordonPlace,
): Generator<SimulationStep, CordonArea | null, void> {
  const cars = carNodes(network);
  const box = boxOf(place);
  for (let grown = 0; grown <= mostGrowthMeters; grown += growthMeters) {
    const inside = new Uint8Array(network.nodeCount);
    let found = 0;
    let looked = 0;
    for (let node = 0; node < network.nodeCount; node += 1) {
      const [x, y] = [network.nodeXy[2 * node], network.nodeXy[2 * node + 1]];
      if (cars[node] !== 1 || !inBox(box, grown, x, y)) continue;
      looked += 1;
      if (looked % pointsPerStep === 0) yield step;
      if (!isWithin(place, grown, x, y)) continue;
      inside[node] = 1;
      found += 1;
    }
    yield step;
    const cuts = yield* cutsThrough(network, streets, place, grown, inside);
    if (found + cuts.length > 0) return { place, grownMeters: grown, inside, cuts };
  }
  return null;
}

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

function boxOf(place: CordonPlace): Box {
  return siteBox({ ...place, featureId: '', kind: 'other', portalIds: [], planned: false });
}

function inBox([minX, minY, maxX, maxY]: Box, margin: number, x: number, y: number): boolean {
  return x >= minX - margin && x <= maxX + margin && y >= minY - margin && y <= maxY + margin;
}

function isWithin(place: CordonPlace, margin: number, x: number, y: number): boolean {
  const { rings, radiusMeters } = place;
  if (rings.length === 0) {
    const [dx, dy] = [x - place.x, y - place.y];
    return Math.sqrt(dx * dx + dy * dy) <= radiusMeters + margin;
  }
  if (insideRings(rings, x, y)) return true;
  return margin > 0 && rings.some((ring) => distanceToLine(ring, true, x, y) <= margin);
}

/** Metres from a point to the edge of a place, 0 within it. */
export function distanceToPlace(place: CordonPlace, x: number, y: number): number {
  const { rings, radiusMeters } = place;
  if (rings.length > 0) {
    if (insideRings(rings, x, y)) return 0;
    return rings.reduce((least, ring) => Math.min(least, distanceToLine(ring, true, x, y)), Infinity);
  }
  const [dx, dy] = [x - place.x, y - place.y];
  return Math.max(0, Math.sqrt(dx * dx + dy * dy) - radiusMeters);
}

/** Edges for cars whose ends lie outside and whose line, looked at every {@link lookMeters}, comes in; tunnels pass beneath. */
function* cutsThrough(
  network: StreetNetwork,
  streets: readonly Street[],
  place: CordonPlace,
  grown: number,
  inside: Uint8Array,
): Generator<SimulationStep, EdgeCut[], void> {
  const [minX, minY, maxX, maxY] = boxOf(place);
  let looked = 0;
  const cuts: EdgeCut[] = [];
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    const street = streets[network.edgeStreet[edge]];
    if (!street.car || street.tunnel) continue;
    if (inside[network.edgeFrom[edge]] === 1 || inside[network.edgeTo[edge]] === 1) continue;
    if (!boxMeets(network, street, edge, minX - grown, minY - grown, maxX + grown, maxY + grown)) continue;
    const line = arcLine(network, streets, 2 * edge);
    const length = lineLength(line);
    let [first, last] = [Infinity, -Infinity];
    const looks = Math.ceil(length / lookMeters);
    for (let look = 1; look < looks; look += 1) {
      looked += 1;
      if (looked % pointsPerStep === 0) yield step;
      const meters = (look * length) / looks;
      if (!isWithin(place, grown, ...pointAlong(line, meters))) continue;
      first = Math.min(first, meters);
      last = Math.max(last, meters);
    }
    if (first <= last) cuts.push({ edge, meters: (first + last) / 2 });
  }
  return cuts;
}

function boxMeets(
  { edgeFirstVertex, edgeLastVertex }: StreetNetwork,
  { xy }: Street,
  edge: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let vertex = edgeFirstVertex[edge]; vertex <= edgeLastVertex[edge]; vertex += 1) {
    west = Math.min(west, xy[2 * vertex]);
    east = Math.max(east, xy[2 * vertex]);
    south = Math.min(south, xy[2 * vertex + 1]);
    north = Math.max(north, xy[2 * vertex + 1]);
  }
  return west <= maxX && east >= minX && south <= maxY && north >= minY;
}
