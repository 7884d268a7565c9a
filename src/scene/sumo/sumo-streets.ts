import type { Street, StreetClass } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import { streetClass } from '../osm/read-streets.ts';
import type { NetLine, SumoEdge, SumoElements, SumoJunction, SumoLane } from './sumo-elements.ts';

/** Width of a lane that states none, metres (SUMO's own default). */
const defaultLaneWidth = 3.2;
/** Middle lines of two directions that differ by no more are one street's, metres. */
const mirrorTolerance = 0.5;

/** A street of the network with its line still in the network's own metres. */
export interface NetStreet {
  readonly street: Omit<Street, 'xy'>;
  readonly line: NetLine;
  /** The class is not stated but guessed from users and speed. */
  readonly guessedClass: boolean;
}

/** What became of the edges: streets, and the street of each edge. */
export interface NetStreets {
  readonly streets: readonly NetStreet[];
  readonly streetOf: ReadonlyMap<string, string>;
  /** Streets made of an edge and its way back. */
  readonly twoWay: number;
  /** Edges whose junctions are not in the network, or that have no lanes. */
  readonly incomplete: readonly string[];
}

/** Whether an edge is a street, not the inside of a junction. */
export function isStreetEdge({ purpose, id }: SumoEdge): boolean {
  return !id.startsWith(':') && (purpose === '' || purpose === 'normal' || purpose === 'connector');
}

/**
 * Streets of the network. An edge and its way back (the same id with or without a minus) whose middle lines mirror each
 * other, and that the same may use, are one two-way street; every other edge is a one-way street along the middle of its
 * lanes. Lines run from junction to junction, so that streets meet.
 */
export function* netStreets({ edges, junctions }: SumoElements): Generator<null, NetStreets> {
  const normal = edges.filter(isStreetEdge);
  const byId = new Map(normal.map((edge) => [edge.id, edge]));
  const streets: NetStreet[] = [];
  const streetOf = new Map<string, string>();
  const incomplete: string[] = [];
  let twoWay = 0;
  for (const [index, edge] of normal.entries()) {
    if (index % 500 === 499) yield null;
    if (streetOf.has(edge.id) || byId.get(edge.id) !== edge) continue;
    const from = junctions.get(edge.from);
    const to = junctions.get(edge.to);
    if (from === undefined || to === undefined || edge.lanes.length === 0) {
      incomplete.push(edge.id);
      continue;
    }
    const back = wayBack(edge, byId, from, to);
    const forth = back !== null && edge.id.startsWith('-') ? back : edge;
    const reverse = back === null ? null : forth === edge ? back : edge;
    const id = `sumo/${forth.id}`;
    streetOf.set(edge.id, id);
    if (back !== null) {
      streetOf.set(back.id, id);
      twoWay += 1;
    }
    streets.push(forth === edge ? makeStreet(id, forth, reverse, from, to) : makeStreet(id, forth, reverse, to, from));
  }
  return { streets, streetOf, twoWay, incomplete };
}

function wayBack(
  edge: SumoEdge,
  byId: ReadonlyMap<string, SumoEdge>,
  from: SumoJunction,
  to: SumoJunction,
): SumoEdge | null {
  const back = byId.get(edge.id.startsWith('-') ? edge.id.slice(1) : `-${edge.id}`);
  if (back === undefined || back.from !== edge.to || back.to !== edge.from || back.lanes.length === 0) return null;
  const users = usersOfLanes(edge.lanes);
  const others = usersOfLanes(back.lanes);
  if (users.car !== others.car || users.bicycle !== others.bicycle) return null;
  return mirrored(statedLine(edge, from, to), statedLine(back, to, from)) ? back : null;
}

function statedLine({ shape }: SumoEdge, from: SumoJunction, to: SumoJunction): NetLine {
  return shape !== null && shape.length >= 4 ? shape : [from.x, from.y, to.x, to.y];
}

function mirrored(line: NetLine, back: NetLine): boolean {
  if (line.length !== back.length) return false;
  for (let i = 0; i < line.length; i += 2) {
    const dx = line[i] - back[back.length - 2 - i];
    const dy = line[i + 1] - back[back.length - 1 - i];
    if (dx * dx + dy * dy > mirrorTolerance * mirrorTolerance) return false;
  }
  return true;
}

function makeStreet(
  id: string,
  edge: SumoEdge,
  back: SumoEdge | null,
  from: SumoJunction,
  to: SumoJunction,
): NetStreet {
  const lanes = back === null ? edge.lanes : [...edge.lanes, ...back.lanes];
  const users = usersOfLanes(lanes);
  const roadway = lanes.filter((lane) => !isSidewalk(lane));
  const driven = roadway.filter(({ users: { car, bus, tram, rail } }) => car || bus || tram || rail);
  const widthMeters = (roadway.length > 0 ? roadway : lanes).reduce(
    (sum, lane) => sum + (lane.widthMeters ?? defaultLaneWidth),
    0,
  );
  const stated = edge.type === '' ? null : statedClass(edge.type);
  const middle = back === null ? middleOfLanes(edge, from, to) : statedLine(edge, from, to);
  const speed = Math.max(...lanes.map((lane) => lane.speedMetersPerSecond).filter(Number.isFinite));
  return {
    line: fromTo(middle, from, to),
    guessedClass: stated === null,
    street: {
      ...plainStreet,
      id,
      class: stated ?? guessClass(lanes, speed),
      name: edge.name ?? back?.name ?? null,
      widthMeters,
      widthSource: lanes.some((lane) => lane.widthMeters !== null) ? 'width' : 'lanes',
      lanes: driven.length > 0 ? driven.length : null,
      oneway: back === null,
      ...users,
      sidewalk: sidewalkOf(edge.lanes, back?.lanes ?? []),
      maxSpeedKmh: speed > 0 && Number.isFinite(speed) ? Math.round(speed * 3.6) : null,
    },
  };
}

function isSidewalk({ users: { car, bicycle, foot, bus, tram, rail } }: SumoLane): boolean {
  return foot && !car && !bicycle && !bus && !tram && !rail;
}

function usersOfLanes(lanes: readonly SumoLane[]): Pick<Street, 'car' | 'bicycle' | 'foot'> {
  return {
    car: lanes.some(({ users }) => users.car),
    bicycle: lanes.some(({ users }) => users.bicycle),
    foot: lanes.some(({ users }) => users.foot),
  };
}

/** SUMO's sidewalks lie to the right of their direction. A street that is nothing but a footway has none. */
function sidewalkOf(lanes: readonly SumoLane[], back: readonly SumoLane[]): Street['sidewalk'] {
  if (lanes.every(isSidewalk)) return null;
  const right = lanes.some(isSidewalk);
  const left = back.some(isSidewalk);
  return right ? (left ? 'both' : 'right') : left ? 'left' : null;
}

/** `highway.primary`, `railway.tram`, or several of them joined by `|`, as netconvert writes them. */
function statedClass(type: string): StreetClass | null {
  for (const part of type.split('|')) {
    const [key, value] = part.split('.', 2);
    if (value === undefined) continue;
    const found = streetClass([key, value]);
    if (found !== null) return found;
  }
  return null;
}

/** Assumption: by who may use it, then by speed and number of lanes as usual in cities. */
function guessClass(lanes: readonly SumoLane[], speed: number): StreetClass {
  const may = (user: 'car' | 'bicycle' | 'foot' | 'bus' | 'tram' | 'rail') => lanes.some(({ users }) => users[user]);
  if (may('car')) {
    if (speed > 27) return may('foot') ? 'trunk' : 'motorway';
    if (speed > 19) return 'primary';
    if (speed < 8.5) return 'residential';
    return lanes.length > 2 ? 'secondary' : 'tertiary';
  }
  if (may('bus')) return 'service';
  if (may('tram')) return 'tram';
  if (may('rail')) return 'rail';
  return may('bicycle') ? 'cycleway' : 'footway';
}

/** Between the middle lanes; the stated line where their points do not match. */
function middleOfLanes(edge: SumoEdge, from: SumoJunction, to: SumoJunction): NetLine {
  const { lanes } = edge;
  const low = lanes[Math.floor((lanes.length - 1) / 2)].shape;
  const high = lanes[Math.ceil((lanes.length - 1) / 2)].shape;
  if (low.length < 4 || low.length !== high.length) return statedLine(edge, from, to);
  return low.map((value, index) => (value + high[index]) / 2);
}

/** The line with the junctions' places as its ends. */
function fromTo(line: NetLine, from: SumoJunction, to: SumoJunction): NetLine {
  const ended: number[] = [from.x, from.y];
  for (let i = 0; i < line.length; i += 2) {
    if (line[i] !== ended[ended.length - 2] || line[i + 1] !== ended[ended.length - 1])
      ended.push(line[i], line[i + 1]);
  }
  if (to.x !== ended[ended.length - 2] || to.y !== ended[ended.length - 1]) ended.push(to.x, to.y);
  return ended;
}
