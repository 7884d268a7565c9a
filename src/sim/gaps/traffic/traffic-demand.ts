import { arcEnd } from '#geo/street-network.ts';
import type { RouteLeg, Trip } from '#model/city.ts';
import type { DriveGraph } from './drive-graph.ts';
import { type DrivePlace, DrivePlaces, placeAtEnd } from './drive-places.ts';

/** Car trips from one place to another. */
export interface TrafficPair {
  readonly from: DrivePlace;
  readonly to: DrivePlace;
  readonly perHour: number;
  /** Arcs that the source says they travel, in order; null where it tells none. */
  readonly route: Uint32Array | null;
}

export interface TrafficDemand {
  /** By destination, then by origin, so that pairs with one destination lie side by side. */
  readonly pairs: readonly TrafficPair[];
  /** What was assumed and left out, as sentences. */
  readonly notes: readonly string[];
}

/** Trips that begin or end further from any street for cars are left out, metres (assumption). */
export const tripReachMeters = 500;

/** More pairs than this are not searched; those with most trips are kept. */
export const mostPairs = 20_000;

/** The scene's own car trips; those that tell no route and join the same places are one pair. */
export function sceneDemand(graph: DriveGraph, trips: readonly Trip[]): TrafficDemand {
  const cars = trips.filter(({ mode, perHour }) => mode === 'car' && perHour > 0);
  const places = new DrivePlaces(graph);
  const routes = new RouteReader(graph);
  const pairs: TrafficPair[] = [];
  let far = 0;
  let broken = 0;
  for (const trip of cars) {
    const route = trip.route === null ? null : routes.arcsOf(trip.route);
    if (route !== null && route.length > 0) {
      pairs.push({ ...endsOf(graph, route), perHour: trip.perHour, route });
      continue;
    }
    if (route !== null) broken += 1;
    const from = places.nearest(trip.fromX, trip.fromY, tripReachMeters);
    const to = places.nearest(trip.toX, trip.toY, tripReachMeters);
    if (from === null || to === null) far += 1;
    else pairs.push({ from, to, perHour: trip.perHour, route: null });
  }
  const notes = [
    ...(broken > 0
      ? [`Of ${counted(broken, 'trip')} no street of the stated route is in the scene; the fastest way was taken.`]
      : []),
    ...(far > 0
      ? [
          `${counted(far, 'trip')} of the scene begin or end further than ${tripReachMeters} m from any street for cars; they are left out.`,
        ]
      : []),
  ];
  return limitedPairs(sortedPairs(merged(pairs)), notes);
}

/** Pairs without a route between the same places as one, in the order of the first. */
function merged(pairs: readonly TrafficPair[]): TrafficPair[] {
  const found = new Map<string, TrafficPair>();
  pairs.forEach((pair, number) => {
    const { from, to, route } = pair;
    const key = route === null ? `${from.edge} ${from.fraction} ${to.edge} ${to.fraction}` : `${number}`;
    const known = found.get(key);
    found.set(key, known === undefined ? pair : { ...known, perHour: known.perHour + pair.perHour });
  });
  return [...found.values()];
}

function limitedPairs(pairs: readonly TrafficPair[], notes: readonly string[]): TrafficDemand {
  if (pairs.length <= mostPairs) return { pairs, notes };
  const kept = pairs
    .map((pair, number) => ({ pair, number }))
    .sort((a, b) => b.pair.perHour - a.pair.perHour || a.number - b.number)
    .slice(0, mostPairs)
    .sort((a, b) => a.number - b.number)
    .map(({ pair }) => pair);
  const sum = (list: readonly TrafficPair[]) => list.reduce((trips, { perHour }) => trips + perHour, 0);
  const share = ((100 * sum(kept)) / sum(pairs)).toFixed(1);
  const words = `The scene has ${counted(pairs.length, 'pair')} of places with trips; the ${mostPairs.toLocaleString('en')} with most trips were taken, ${share} % of all trips.`;
  return { pairs: kept, notes: [...notes, words] };
}

export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

export function sortedPairs(pairs: readonly TrafficPair[]): TrafficPair[] {
  return [...pairs].sort((a, b) => comparePlaces(a.to, b.to) || comparePlaces(a.from, b.from));
}

function comparePlaces(a: DrivePlace, b: DrivePlace): number {
  return a.edge - b.edge || a.fraction - b.fraction;
}

export function samePlace(a: DrivePlace, b: DrivePlace): boolean {
  return comparePlaces(a, b) === 0;
}

function endsOf(graph: DriveGraph, route: Uint32Array): Pick<TrafficPair, 'from' | 'to'> {
  const first = route[0];
  const last = route[route.length - 1];
  return {
    from: placeAtEnd(graph, first >>> 1, (first & 1) === 0 ? 0 : 1),
    to: placeAtEnd(graph, last >>> 1, (last & 1) === 0 ? 1 : 0),
  };
}

/** Turns routes over streets into arcs. */
class RouteReader {
  private readonly graph: DriveGraph;
  private readonly edges = new Map<string, number[]>();

  constructor(graph: DriveGraph) {
    this.graph = graph;
    const { network, streets } = graph;
    for (let edge = 0; edge < network.edgeCount; edge += 1) {
      const { id } = streets[network.edgeStreet[edge]];
      const known = this.edges.get(id);
      if (known === undefined) this.edges.set(id, [edge]);
      else known.push(edge);
    }
  }

  /**
   * The arcs of each street in the direction of its leg, from where the leg before it meets the street to where the one after
   * it does; the first street from its beginning and the last to its end. Streets that the scene does not have are passed over.
   */
  arcsOf(legs: readonly RouteLeg[]): Uint32Array {
    const runs: number[][] = legs.flatMap(({ streetId, backward }) => {
      const edges = this.edges.get(streetId);
      if (edges === undefined) return [];
      return [backward ? edges.map((edge) => 2 * edge + 1).reverse() : edges.map((edge) => 2 * edge)];
    });
    const arcs: number[] = [];
    let entered = 0;
    runs.forEach((run, at) => {
      const following = runs[at + 1];
      const { leave, enter } =
        following === undefined ? { leave: run.length, enter: 0 } : this.meeting(run, entered, following);
      for (let k = entered; k < leave; k += 1) arcs.push(run[k]);
      entered = enter;
    });
    return Uint32Array.from(arcs);
  }

  /** After how many arcs a run is left, and how many of the following one are skipped; whole where they don't meet. */
  private meeting(run: readonly number[], entered: number, following: readonly number[]) {
    const { network } = this.graph;
    const begins = new Map<number, number>();
    for (let k = following.length - 1; k >= 0; k -= 1) begins.set(arcEnd(network, following[k] ^ 1), k);
    const end = run.length > 0 ? begins.get(arcEnd(network, run[run.length - 1])) : undefined;
    if (end !== undefined) return { leave: run.length, enter: end };
    for (let k = run.length - 2; k >= entered; k -= 1) {
      const enter = begins.get(arcEnd(network, run[k]));
      if (enter !== undefined) return { leave: k + 1, enter };
    }
    return { leave: run.length, enter: 0 };
  }
}
