import { mostRouteLegs, type RouteLeg, type Street, type Trip } from '#model/city.ts';
import type { ImportNotes, NoteKind } from '../assemble/import-notes.ts';
import type { RouteChoice, SumoDemand, SumoWay, Told, VehicleGroup } from './sumo-demand.ts';
import { builtInKinds, type VehicleKind } from './vehicle-kinds.ts';

/** What routes are laid on. */
export interface RoadsOfNet {
  /** Edge → id of its street, as `netStreets` has it. */
  readonly streetOf: ReadonlyMap<string, string>;
  /** Street → the pieces of it that lie in the scene, in the order of its points. */
  readonly piecesOf: ReadonlyMap<string, readonly Street[]>;
  /** Place of a junction; `null` where there is none, or outside the scene. */
  readonly junctionAt: (id: string) => readonly [x: number, y: number] | null;
}

/** What became of the vehicles. */
export interface SumoTrips {
  readonly trips: readonly Trip[];
  /** For the report. */
  readonly counts: Readonly<Record<string, number>>;
}

const groupsPerYield = 200;

/** Vehicles of one kind on one way, before they are a trip. */
interface Bundle {
  readonly mode: Trip['mode'];
  readonly path: Path;
  vehicles: number;
  firstId: string;
  firstDeparture: number;
}

interface Path {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly route: readonly RouteLeg[] | null;
  /** Why the route is not whole, for a note; `null` where it is. */
  readonly cut: string | null;
}

/**
 * Trips of all vehicles: those of one kind with the same route are one, named by the first of them. Trips per hour are
 * their number by the hours between the first and the last departure, at least one. Where a vehicle has several routes or
 * its type several kinds, each gets its share.
 */
export function* sumoTrips(demand: SumoDemand, roads: RoadsOfNet, notes: ImportNotes): Generator<null, SumoTrips> {
  const bundles = new Map<string, Bundle>();
  const paths = new Map<string, Path | string>();
  const groups = [...demand.groups.values()].sort(byDeparture);
  const missing = new Set<string>();
  const strange = new Set<string>();
  let stated = 0;
  let used = 0;
  for (const [index, group] of groups.entries()) {
    if (index % groupsPerYield === groupsPerYield - 1) yield null;
    stated += group.count;
    const choices = choicesOf(group.way, demand);
    if (choices.length === 0) {
      notes.tell('dropped', 'vehicle', 'Its route is not in the files that were opened.', Math.ceil(group.count));
      continue;
    }
    for (const { kind, share } of kindsOf(group.type, demand, strange)) {
      if (kind === 'other') {
        const sentence = 'Bicycles, trams, trains and ships are no motor vehicles and are left out.';
        notes.tell('ignored', 'vehicle', sentence, Math.ceil(group.count * share));
        continue;
      }
      for (const choice of choices) {
        const vehicles = group.count * share * choice.share;
        if (vehicles === 0) continue;
        const key = JSON.stringify(choice.way);
        const path = paths.get(key) ?? pathOf(choice.way, roads, missing);
        paths.set(key, path);
        if (typeof path === 'string') {
          notes.add('dropped', 'vehicle', path, group.firstId);
          continue;
        }
        used += vehicles;
        addTo(bundles, `${kind}\n${key}`, kind, path, vehicles, group);
      }
    }
  }
  for (const id of missing) notes.add('dropped', 'edge of a route', 'Is no street of the network.', id);
  for (const type of strange) {
    const sentence = 'Is not defined in the files that were opened; its vehicles are taken as motor vehicles.';
    notes.add('guessed', 'vehicle type', sentence, type === '' ? '(none)' : type);
  }
  const refused = noteUnusable(demand, notes);
  const trips = yield* tripsOf([...bundles.values()].sort(byDeparture), hoursOf(demand), notes);
  if (used > 0) noteHours(demand, used, notes);
  const routed = trips.filter(({ route }) => route !== null).length;
  const counts = {
    sumoVehicles: Math.round(stated) + refused,
    sumoVehiclesLeftOut: Math.round(stated - used) + refused,
    sumoRoutes: routed,
    sumoOriginsAndDestinations: trips.length - routed,
  };
  return { trips, counts };
}

function byDeparture(a: Pick<Bundle, 'firstDeparture' | 'firstId'>, b: Pick<Bundle, 'firstDeparture' | 'firstId'>) {
  if (a.firstDeparture !== b.firstDeparture) return a.firstDeparture < b.firstDeparture ? -1 : 1;
  return a.firstId < b.firstId ? -1 : a.firstId > b.firstId ? 1 : 0;
}

/** Ways with shares that add up to one; none where the way is not known. */
function choicesOf(way: SumoWay, demand: SumoDemand): { readonly way: SumoWay; readonly share: number }[] {
  if (way.by === 'edges' || way.by === 'junctions') return [{ way, share: 1 }];
  const known: readonly RouteChoice[] =
    way.by === 'routes'
      ? way.choices
      : (demand.routes.get(way.id) ??
        (demand.mixes.get(way.id) ?? []).flatMap(({ id, weight }) =>
          (demand.routes.get(id) ?? []).map((choice) => ({ edges: choice.edges, weight })),
        ));
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [];
  return known.map(({ edges, weight }) => ({
    way: { by: 'routes', choices: [{ edges, weight: 1 }] },
    share: known.length === 1 ? 1 : weight / total,
  }));
}

/** Kinds of a type's vehicles with their shares; a type that nothing defines is a car, and `strange`. */
function kindsOf(
  type: string,
  demand: SumoDemand,
  strange: Set<string>,
): { readonly kind: VehicleKind; readonly share: number }[] {
  const kindOf = (id: string): VehicleKind => {
    const kind = demand.types.get(id)?.[0]?.kind ?? builtInKinds.get(id) ?? null;
    if (kind === null) strange.add(id);
    return kind ?? 'car';
  };
  if (type === '') return [{ kind: 'car', share: 1 }];
  const members = demand.types.get(type) ?? [];
  const weights = new Map<VehicleKind, number>();
  let total = 0;
  for (const { kind, id, weight } of members) {
    const known = kind ?? kindOf(id);
    weights.set(known, (weights.get(known) ?? 0) + weight);
    total += weight;
  }
  if (total === 0) return [{ kind: kindOf(type), share: 1 }];
  return Array.from(weights, ([kind, weight]) => ({ kind, share: weights.size === 1 ? 1 : weight / total }));
}

/** A way on the streets of the scene, or the sentence why there is none. */
function pathOf(way: SumoWay, roads: RoadsOfNet, missing: Set<string>): Path | string {
  if (way.by === 'junctions') {
    const from = roads.junctionAt(way.from);
    const to = roads.junctionAt(way.to);
    if (from === null || to === null) return 'It begins or ends at a junction that is not in the scene.';
    return { from, to, route: null, cut: null };
  }
  if (way.by === 'edges') {
    const [first] = legsOf([way.from], roads, missing).legs;
    const last = legsOf([way.to], roads, missing).legs.at(-1);
    if (first === undefined || last === undefined) return 'It begins or ends on an edge that is not in the scene.';
    return { from: startOf(first), to: endOf(last), route: null, cut: null };
  }
  if (way.by === 'id') return 'Its route is not in the files that were opened.';
  const { legs, cut } = legsOf(way.choices[0].edges, roads, missing);
  if (legs.length === 0) return 'None of the edges of its route is in the scene.';
  if (legs.length > mostRouteLegs) return `Its route has more than ${mostRouteLegs} pieces of streets.`;
  const route = legs.map(({ street, backward }) => ({ streetId: street.id, backward }));
  return { from: startOf(legs[0]), to: endOf(legs[legs.length - 1]), route, cut };
}

interface Leg {
  readonly street: Street;
  readonly backward: boolean;
}

/** The streets of the edges; what stands for edges inside junctions is passed over. */
function legsOf(edges: readonly string[], { streetOf, piecesOf }: RoadsOfNet, missing: Set<string>) {
  const legs: Leg[] = [];
  let cut: string | null = null;
  for (const edge of edges) {
    if (edge.startsWith(':')) continue;
    const streetId = streetOf.get(edge);
    const pieces = streetId === undefined ? [] : (piecesOf.get(streetId) ?? []);
    if (streetId === undefined) missing.add(edge);
    if (pieces.length === 0) cut = 'Parts of its route are not in the scene; the rest of it stands.';
    const backward = streetId !== `sumo/${edge}`;
    for (const street of backward ? pieces.toReversed() : pieces) legs.push({ street, backward });
  }
  return { legs, cut };
}

function startOf({ street: { xy }, backward }: Leg): [x: number, y: number] {
  const at = backward ? xy.length - 2 : 0;
  return [xy[at], xy[at + 1]];
}

function endOf({ street, backward }: Leg): [x: number, y: number] {
  return startOf({ street, backward: !backward });
}

function addTo(
  bundles: Map<string, Bundle>,
  key: string,
  mode: Trip['mode'],
  path: Path,
  vehicles: number,
  { firstId, firstDeparture }: VehicleGroup,
): void {
  const known = bundles.get(key);
  // Groups come in the order of their first departure, so that the first of them names the trip.
  if (known === undefined) bundles.set(key, { mode, path, vehicles, firstId, firstDeparture });
  else known.vehicles += vehicles;
}

function hoursOf({ firstDeparture, lastDeparture }: SumoDemand): number {
  return lastDeparture > firstDeparture ? Math.max(1, (lastDeparture - firstDeparture) / 3600) : 1;
}

function* tripsOf(bundles: readonly Bundle[], hours: number, notes: ImportNotes): Generator<null, Trip[]> {
  const ids = new Set<string>();
  const trips: Trip[] = [];
  for (const [index, { mode, path, vehicles, firstId }] of bundles.entries()) {
    if (index % groupsPerYield === groupsPerYield - 1) yield null;
    const { from, to, route, cut } = path;
    let id = `sumo/trip/${firstId}`;
    for (let number = 2; ids.has(id); number += 1) id = `sumo/trip/${firstId}#${number}`;
    ids.add(id);
    if (cut !== null) notes.add('repaired', 'trip', cut, id);
    const ends = { fromX: from[0], fromY: from[1], toX: to[0], toY: to[1] };
    trips.push({ id, mode, ...ends, perHour: vehicles / hours, route });
  }
  return trips;
}

function noteUnusable({ unusable, endless }: SumoDemand, notes: ImportNotes): number {
  let count = 0;
  for (const [sentence, told] of unusable) {
    noteTold('dropped', 'vehicle', sentence, told, notes);
    count += told.count;
  }
  noteTold('guessed', 'flow', 'It states vehicles per hour and no end: one hour of it was taken.', endless, notes);
  return count;
}

function noteTold(kind: NoteKind, subject: string, sentence: string, { count, ids }: Told, notes: ImportNotes): void {
  for (const id of ids) notes.add(kind, subject, sentence, id);
  if (count > ids.length) notes.tell(kind, subject, sentence, count - ids.length);
}

function noteHours(demand: SumoDemand, vehicles: number, notes: ImportNotes): void {
  const hours = hoursOf(demand);
  const span =
    demand.lastDeparture >= demand.firstDeparture
      ? `depart within ${Math.round(demand.lastDeparture - demand.firstDeparture)} s`
      : 'state no departures';
  const text = hours === 1 ? '1 h' : `${Math.round(hours * 1000) / 1000} h`;
  const sentence = `The vehicles ${span}; their number counts for ${text}, and trips are given per hour.`;
  notes.tell('read', 'vehicle', sentence, Math.round(vehicles));
}
