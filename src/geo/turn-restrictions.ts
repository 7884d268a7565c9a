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

/**
 * Turn restrictions as forbidden sequences of arcs. `only` becomes the sequences that leave the prescribed way at any of
 * its nodes; turning back is left to the restrictions that name it.
 */
export function expandRestrictions(
  graph: Graph,
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
): ForbiddenTurns {
  const edges = edgesByStreet(graph, streets);
  const nodes = new Map<string, number>();
  for (let node = 0; node < graph.nodeCount; node += 1) {
    nodes.set(`${graph.nodeXy[2 * node]} ${graph.nodeXy[2 * node + 1]}`, node);
  }
  const start: number[] = [0];
  const arcs: number[] = [];
  const unmatched: string[] = [];
  const forbid = (sequence: readonly number[]) => {
    arcs.push(...sequence);
    start.push(arcs.length);
  };
  for (const restriction of restrictions) {
    const via = nodes.get(`${restriction.viaX} ${restriction.viaY}`);
    const paths = via === undefined ? [] : restrictedPaths(graph, edges, restriction, via);
    if (paths.length === 0) unmatched.push(restriction.id);
    for (const path of paths) {
      if (restriction.kind === 'no') forbid(path);
      else forbidOthers(graph, path, forbid);
    }
  }
  return { count: start.length - 1, start: Uint32Array.from(start), arcs: Uint32Array.from(arcs), unmatched };
}

/** Id of a street → its edges. */
function edgesByStreet(graph: Graph, streets: readonly Street[]): ReadonlyMap<string, readonly number[]> {
  const edges = new Map<string, number[]>();
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    const { id } = streets[graph.edgeStreet[edge]];
    const list = edges.get(id);
    if (list === undefined) edges.set(id, [edge]);
    else list.push(edge);
  }
  return edges;
}

function startOf(graph: Graph, arc: number): number {
  return (arc & 1) === 0 ? graph.edgeFrom[arc >>> 1] : graph.edgeTo[arc >>> 1];
}

function endOf(graph: Graph, arc: number): number {
  return startOf(graph, arc ^ 1);
}

/** Sequences from an arc of the first street that ends at the node, over the streets in between, into the last street. */
function restrictedPaths(
  graph: Graph,
  edges: ReadonlyMap<string, readonly number[]>,
  { fromStreetId, viaStreetIds, toStreetId }: TurnRestriction,
  via: number,
): number[][] {
  if (viaStreetIds.length > mostViaStreets) return [];
  const arcsOf = (id: string) => (edges.get(id) ?? []).flatMap((edge) => [2 * edge, 2 * edge + 1]);
  let paths = arcsOf(fromStreetId)
    .filter((arc) => endOf(graph, arc) === via && openToCars(graph, arc))
    .map((arc) => [arc]);
  for (const id of viaStreetIds) {
    paths = paths.flatMap((path) => runsAlong(graph, arcsOf(id), path));
    if (paths.length > mostPaths) return [];
  }
  const last = arcsOf(toStreetId);
  return paths.flatMap((path) => {
    const at = endOf(graph, path[path.length - 1]);
    const back = path[path.length - 1] ^ 1;
    return last
      .filter((arc) => startOf(graph, arc) === at && (arc !== back || fromStreetId === toStreetId))
      .map((arc) => [...path, arc]);
  });
}

function openToCars(graph: Graph, arc: number): boolean {
  return (graph.access[arc >>> 1] & ((arc & 1) === 0 ? 1 : 2)) !== 0;
}

/** The path, gone on by one, two, … edges of a street without turning back; at every node it may leave the street. */
function runsAlong(graph: Graph, arcs: readonly number[], path: readonly number[]): number[][] {
  const runs: number[][] = [];
  let ends: number[][] = [[...path]];
  for (let step = 0; step < arcs.length / 2 && ends.length > 0; step += 1) {
    ends = ends.flatMap((run) => {
      const last = run[run.length - 1];
      return arcs
        .filter((arc) => startOf(graph, arc) === endOf(graph, last) && arc !== (last ^ 1) && !run.includes(arc))
        .map((arc) => [...run, arc]);
    });
    runs.push(...ends);
    if (runs.length > mostPaths) return runs;
  }
  return runs;
}

/** Every sequence that begins like the prescribed one and then leaves it. */
function forbidOthers(graph: Graph, path: readonly number[], forbid: (sequence: readonly number[]) => void): void {
  for (let step = 0; step + 1 < path.length; step += 1) {
    const node = endOf(graph, path[step]);
    for (let at = graph.arcStart[node]; at < graph.arcStart[node + 1]; at += 1) {
      const arc = graph.nodeArc[at];
      if (arc === path[step + 1] || arc === (path[step] ^ 1)) continue;
      forbid([...path.slice(0, step + 1), arc]);
    }
  }
}
