import { exponential } from '#geo/exponential.ts';
import { type NetworkComponents, networkComponents } from '#geo/street-network.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { StreetClass } from '#model/city.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { type DemandPoint, demandPoints } from './demand-points.ts';
import type { DriveGraph } from './drive-graph.ts';
import { borderPlaces, type DrivePlace, DrivePlaces } from './drive-places.ts';
import { DriveSearch, secondsOf } from './drive-search.ts';
import {
  counted,
  samePlace,
  sortedPairs,
  type TrafficDemand,
  type TrafficPair,
  tripReachMeters,
} from './traffic-demand.ts';

export type GravityAssumptions = Pick<Assumptions, 'carTripsPerPerson' | 'gravityDecaySeconds'>;

/** Most places that trips begin and end at, and how many of them may be streets that leave the scene. */
export const mostPlaces = 60;
const mostEntries = 20;
/** Cars that a street brings into the scene in the busy hour, and as many that it takes out (assumption). */
const carsPerHour: Readonly<Partial<Record<StreetClass, number>>> = {
  motorway: 3000,
  trunk: 1500,
  primary: 800,
  secondary: 500,
  tertiary: 250,
};
const carsPerHourElsewhere = 50;
/** m² of floor that a resident draws trips with, beside shops and offices (assumption: visits, errands, going home). */
const drawPerResident = 5;
/** Side of the squares that people are gathered in, metres; doubled until there are few enough. */
const firstSquareMeters = 250;
const mostDoublings = 20;
/** Turns of balancing; it changes nothing any more long before. */
const balancingTurns = 30;

/** A place with the trips per hour that begin and that end there. */
interface TripEnd {
  readonly place: DrivePlace;
  readonly begin: number;
  readonly end: number;
}

/**
 * Car trips of the busy hour by a doubly constrained gravity model (Wilson 1967): T_ij = a_i O_i b_j D_j exp(−t_ij / decay),
 * t the fastest time from i to j, with a and b balanced in turn (Furness 1965) so that every place begins O_i and ends D_j
 * trips. O is residents × trips per person; D shares the same number out over floor area; streets that leave the scene bring
 * in and take out cars by their class. People are gathered in squares, each at the nearest street of the network's largest part.
 */
export function* gravityDemand(
  scene: GapScene,
  graph: DriveGraph,
  assumptions: GravityAssumptions,
): Generator<void, TrafficDemand, void> {
  const parts = networkComponents(graph.network, 'car');
  yield;
  const { points, notes } = yield* demandPoints(scene);
  yield;
  const entries = entryEnds(scene, graph, parts);
  const squares = yield* squareEnds(points, placesWithin(graph, parts), mostPlaces - entries.length, assumptions);
  yield;
  const ends = [...squares, ...entries];
  const pairs = yield* balancedPairs(graph, ends, assumptions.gravityDecaySeconds);
  const words = [
    ...notes,
    `Trips come from a gravity model over ${counted(ends.length, 'place')}, ${entries.length} of them streets that leave the scene; how many cars those carry is assumed by their class.`,
  ];
  return { pairs: sortedPairs(pairs), notes: words };
}

function placesWithin(graph: DriveGraph, { componentOfNode, largest }: NetworkComponents): DrivePlaces {
  const { edgeFrom, edgeTo } = graph.network;
  return new DrivePlaces(
    graph,
    (edge) => componentOfNode[edgeFrom[edge]] === largest && componentOfNode[edgeTo[edge]] === largest,
  );
}

/** The streets with most cars that leave the scene, cars both ways where the street lets them. */
function entryEnds(scene: GapScene, graph: DriveGraph, { componentOfNode, largest }: NetworkComponents): TripEnd[] {
  const { network, streets } = graph;
  // The nodes of one-way streets at the border are parts of their own; their other end tells where they belong.
  const belongs = ({ edge }: DrivePlace) =>
    componentOfNode[network.edgeFrom[edge]] === largest || componentOfNode[network.edgeTo[edge]] === largest;
  const ends = borderPlaces(graph, scene.bounds)
    .filter(belongs)
    .map((place): TripEnd => {
      const cars = carsPerHour[streets[network.edgeStreet[place.edge]].class] ?? carsPerHourElsewhere;
      const inward = 2 * place.edge + (place.fraction === 0 ? 0 : 1);
      const begin = graph.arcState[inward] >= 0 ? cars : 0;
      return { place, begin, end: graph.arcState[inward ^ 1] >= 0 ? cars : 0 };
    });
  return ends.sort((a, b) => b.begin + b.end - a.begin - a.end || a.place.edge - b.place.edge).slice(0, mostEntries);
}

interface Square {
  residents: number;
  draw: number;
  x: number;
  y: number;
}

function* squareEnds(
  points: readonly DemandPoint[],
  places: DrivePlaces,
  most: number,
  { carTripsPerPerson }: GravityAssumptions,
): Generator<void, TripEnd[], void> {
  const squares = (yield* gathered(points, most)).flatMap((square) => {
    const weight = weightOf(square);
    const place = places.nearest(square.x / weight, square.y / weight, tripReachMeters);
    return place === null ? [] : [{ place, square }];
  });
  const residents = squares.reduce((sum, { square }) => sum + square.residents, 0);
  const draw = squares.reduce((sum, { square }) => sum + drawOf(square), 0);
  return squares.map(({ place, square }) => ({
    place,
    begin: square.residents * carTripsPerPerson,
    end: draw > 0 ? (drawOf(square) / draw) * residents * carTripsPerPerson : 0,
  }));
}

function drawOf({ draw, residents }: Pick<Square, 'draw' | 'residents'>): number {
  return draw + drawPerResident * residents;
}

/** What a point counts in the middle of its square; above 0. */
function weightOf({ draw, residents }: Pick<Square, 'draw' | 'residents'>): number {
  return residents + draw / 100;
}

/** Squares with anything in them, by row and column; x and y are sums weighted by {@link weightOf}. */
function* gathered(points: readonly DemandPoint[], most: number): Generator<void, Square[], void> {
  let side = firstSquareMeters;
  for (let turn = 0; ; turn += 1) {
    const squares = new Map<string, Square>();
    for (const { x, y, residents, draw } of points) {
      const weight = weightOf({ residents, draw });
      if (!(weight > 0) || !Number.isFinite(x + y)) continue;
      const key = `${Math.floor(x / side)} ${Math.floor(y / side)}`;
      const square = squares.get(key) ?? { residents: 0, draw: 0, x: 0, y: 0 };
      squares.set(key, square);
      square.residents += residents;
      square.draw += draw;
      square.x += weight * x;
      square.y += weight * y;
    }
    if (squares.size <= most || turn === mostDoublings) return [...squares.values()].slice(0, most);
    yield;
    side *= turn % 2 === 0 ? 1.5 : 4 / 3;
  }
}

function* balancedPairs(
  graph: DriveGraph,
  ends: readonly TripEnd[],
  decaySeconds: number,
): Generator<void, TrafficPair[], void> {
  const search = new DriveSearch(graph);
  const count = ends.length;
  const attraction = new Float64Array(count * count);
  for (let j = 0; j < count; j += 1) {
    const tree = yield* search.toSteps(ends[j].place);
    for (let i = 0; i < count; i += 1) {
      if (i === j || samePlace(ends[i].place, ends[j].place)) continue;
      const seconds = secondsOf(graph, tree, ends[i].place);
      if (seconds < Number.POSITIVE_INFINITY) attraction[i * count + j] = exponential(-seconds / decaySeconds);
    }
    yield;
  }
  const flows = balanced(ends, attraction);
  const pairs: TrafficPair[] = [];
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const perHour = flows[i * count + j];
      if (perHour > 0) pairs.push({ from: ends[i].place, to: ends[j].place, perHour, route: null });
    }
  }
  return pairs;
}

/** Furness' balancing: rows to what begins, columns to what ends, in turn; row sums hold at the end. */
function balanced(ends: readonly TripEnd[], attraction: Float64Array): Float64Array {
  const count = ends.length;
  const flows = attraction.slice();
  const scale = (first: number, stride: number, wanted: number) => {
    let sum = 0;
    for (let k = 0; k < count; k += 1) sum += flows[first + k * stride];
    const factor = sum > 0 ? wanted / sum : 0;
    for (let k = 0; k < count; k += 1) flows[first + k * stride] *= factor;
  };
  for (let turn = 0; turn < balancingTurns; turn += 1) {
    for (let j = 0; j < count; j += 1) scale(j, count, ends[j].end);
    for (let i = 0; i < count; i += 1) scale(i * count, 1, ends[i].begin);
  }
  return flows;
}
