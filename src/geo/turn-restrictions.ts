import type { Street, TurnRestriction } from '#model/city.ts';
import type { StreetNetwork } from './street-network.ts';

/** Sequences of arcs that must not be travelled one after the other; two arcs for a plain turn, more over other streets. */
export interface ForbiddenTurns {
  readonly count: number;
  /** count + 1; sequence s is arcs[start[s]] … arcs[start[s + 1] − 1]. */
  readonly start: Uint32Array;
  readonly arcs: Uint32Array;
  /** Restrictions whose streets do not meet in the network as they say: not held. */
  readonly unmatched: readonly string[];
}

type Graph = Omit<StreetNetwork, 'forbidden'>;

/** More streets than this between the first and the last are no turn, but a mistake. */
const mostViaStreets = 20;
/** Ways along which a restriction could be meant; beyond it is ambiguous. */
const mostPaths = 64;
/** Arcs looked at in all; a city needs some ten thousand. */
const mostSteps = 5_000_000;

/**
 * Turn restrictions as forbidden sequences of arcs. `only` becomes the sequences that leave the prescribed way at any of
 * its nodes; turning back is left to the restrictions that name it.
 */
export function expandRestrictions(
  graph: Graph,
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
): ForbiddenTurns {
  const search: Search = { graph, streets, ofStreet: streetNumbers(streets), steps: 0 };
  const nodes = restrictions.length === 0 ? null : nodesByPlace(graph);
  const start: number[] = [0];
  const arcs: number[] = [];
  const unmatched: string[] = [];
  const forbid = (sequence: readonly number[]) => {
    arcs.push(...sequence);
    start.push(arcs.length);
  };
  for (const restriction of restrictions) {
    const vias = nodes?.get(`${restriction.viaX} ${restriction.viaY}`) ?? [];
    const paths = vias.flatMap((via) => restrictedPaths(search, restriction, via));
    if (paths.length === 0 || search.steps > mostSteps) {
      unmatched.push(restriction.id);
      continue;
    }
    for (const path of paths) {
      if (restriction.kind === 'no') forbid(path);
      else forbidOthers(search, path, forbid);
    }
  }
  return { count: start.length - 1, start: Uint32Array.from(start), arcs: Uint32Array.from(arcs), unmatched };
}

interface Search {
  readonly graph: Graph;
  readonly streets: readonly Street[];
  readonly ofStreet: ReadonlyMap<string, number>;
  /** Arcs looked at so far. */
  steps: number;
}

function streetNumbers(streets: readonly Street[]): ReadonlyMap<string, number> {
  return new Map(streets.map(({ id }, index) => [id, index]));
}

/** Place → its nodes; more than one where streets pass over each other. */
function nodesByPlace(graph: Graph): ReadonlyMap<string, readonly number[]> {
  const nodes = new Map<string, number[]>();
  for (let node = 0; node < graph.nodeCount; node += 1) {
    const key = `${graph.nodeXy[2 * node]} ${graph.nodeXy[2 * node + 1]}`;
    const list = nodes.get(key);
    if (list === undefined) nodes.set(key, [node]);
    else list.push(node);
  }
  return nodes;
}

/** Arcs of a street that leave a node. */
function arcsFrom(search: Search, node: number, street: number | undefined): number[] {
  const { arcStart, nodeArc, edgeStreet } = search.graph;
  const arcs: number[] = [];
  for (let at = arcStart[node]; at < arcStart[node + 1]; at += 1) {
    search.steps += 1;
    if (edgeStreet[nodeArc[at] >>> 1] === street) arcs.push(nodeArc[at]);
  }
  return arcs;
}

function startOf(graph: Graph, arc: number): number {
  return (arc & 1) === 0 ? graph.edgeFrom[arc >>> 1] : graph.edgeTo[arc >>> 1];
}

function endOf(graph: Graph, arc: number): number {
  return startOf(graph, arc ^ 1);
}

/** Sequences from an arc of the first street that ends at the node, over the streets in between, into the last street. */
function restrictedPaths(
  search: Search,
  { fromStreetId, viaStreetIds, toStreetId }: TurnRestriction,
  via: number,
): number[][] {
  const { graph, ofStreet } = search;
  if (viaStreetIds.length > mostViaStreets || search.steps > mostSteps) return [];
  let paths = arcsFrom(search, via, ofStreet.get(fromStreetId))
    .map((arc) => [arc ^ 1])
    .filter(([arc]) => openToCars(graph, arc));
  for (const id of viaStreetIds) {
    paths = paths.flatMap((path) => runsAlong(search, ofStreet.get(id), path));
    if (paths.length > mostPaths) return [];
  }
  return paths.flatMap((path) => {
    const last = path[path.length - 1];
    return arcsFrom(search, endOf(graph, last), ofStreet.get(toStreetId))
      .filter((arc) => arc !== (last ^ 1) || fromStreetId === toStreetId)
      .map((arc) => [...path, arc]);
  });
}

function openToCars(graph: Graph, arc: number): boolean {
  return (graph.access[arc >>> 1] & ((arc & 1) === 0 ? 1 : 2)) !== 0;
}

/** The path, gone on by one, two, … edges of a street without turning back; at every node it may leave the street. */
function runsAlong(search: Search, street: number | undefined, path: readonly number[]): number[][] {
  const runs: number[][] = [];
  let ends: number[][] = [[...path]];
  for (let step = 0; step < mostPaths && ends.length > 0; step += 1) {
    ends = ends.flatMap((run) => {
      const last = run[run.length - 1];
      return arcsFrom(search, endOf(search.graph, last), street)
        .filter((arc) => arc !== (last ^ 1) && !run.includes(arc))
        .map((arc) => [...run, arc]);
    });
    runs.push(...ends);
    if (runs.length > mostPaths) return runs;
  }
  return runs;
}

/** Every sequence that begins like the prescribed one and then leaves it. */
function forbidOthers(search: Search, path: readonly number[], forbid: (sequence: readonly number[]) => void): void {
  const { graph } = search;
  for (let step = 0; step + 1 < path.length; step += 1) {
    const node = endOf(graph, path[step]);
    for (let at = graph.arcStart[node]; at < graph.arcStart[node + 1]; at += 1) {
      search.steps += 1;
      const arc = graph.nodeArc[at];
      if (arc === path[step + 1] || arc === (path[step] ^ 1)) continue;
      forbid([...path.slice(0, step + 1), arc]);
    }
  }
}
