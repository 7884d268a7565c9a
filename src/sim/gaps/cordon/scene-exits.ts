import { arcEnd } from '#geo/street-network.ts';
import { type DriveGraph, edgeName, statesOf } from '../traffic/drive-graph.ts';
import type { DriveTree } from '../traffic/drive-search.ts';

/** Where a fastest way leaves the scene for the first time. */
export interface SceneExit {
  /** Arc whose end lies at the edge of the scene or beyond it. */
  readonly arc: number;
  /** Arcs of the way, the first driven in part. */
  readonly arcs: readonly number[];
  /** Until the end of the last arc. */
  readonly milliseconds: number;
}

/** Exits of the same street so near to each other are one, metres: both carriageways of a road. */
const sameExitMeters = 100;

/**
 * Fastest ways out of the scene by a tree from a place: one per street over the edge of the scene (`border`: node → 1). Those
 * that already left it on their way are left out. Fastest first.
 */
export function sceneExits(graph: DriveGraph, tree: DriveTree, border: Uint8Array): SceneExit[] {
  const exits: SceneExit[] = [];
  for (const arc of exitArcs(graph, border)) {
    const state = fastestState(graph, tree, arc);
    if (state < 0) continue;
    const arcs = arcsBefore(graph, tree, state);
    const leftBefore = arcs.slice(0, -1).some((one) => border[arcEnd(graph.network, one)] === 1);
    if (!leftBefore) exits.push({ arc, arcs, milliseconds: tree.milliseconds[state] });
  }
  exits.sort((a, b) => a.milliseconds - b.milliseconds || a.arc - b.arc);
  return exits.filter((exit, at) => !exits.slice(0, at).some((other) => isSameExit(graph, exit.arc, other.arc)));
}

/** Open arcs from within the scene to its edge. */
export function exitArcs({ network, arcState }: DriveGraph, border: Uint8Array): number[] {
  const arcs: number[] = [];
  for (let arc = 0; arc < arcState.length; arc += 1) {
    if (arcState[arc] < 0) continue;
    if (border[arcEnd(network, arc ^ 1)] === 0 && border[arcEnd(network, arc)] === 1) arcs.push(arc);
  }
  return arcs;
}

function fastestState(graph: DriveGraph, { milliseconds }: DriveTree, arc: number): number {
  let best = -1;
  for (const state of statesOf(graph, arc)) {
    if (milliseconds[state] < (best < 0 ? Infinity : milliseconds[best])) best = state;
  }
  return best;
}

/** Arcs of a tree's way from its place to a state, that state's among them. */
function arcsBefore({ stateArc }: DriveGraph, { step }: DriveTree, state: number): number[] {
  const arcs = [stateArc[state]];
  for (let at = state; step[at] >= 0; at = step[at]) arcs.push(stateArc[step[at]]);
  return arcs.reverse();
}

function isSameExit(graph: DriveGraph, a: number, b: number): boolean {
  if (edgeName(graph, a >>> 1) !== edgeName(graph, b >>> 1)) return false;
  const { network } = graph;
  const [from, to] = [arcEnd(network, a), arcEnd(network, b)];
  const dx = network.nodeXy[2 * from] - network.nodeXy[2 * to];
  const dy = network.nodeXy[2 * from + 1] - network.nodeXy[2 * to + 1];
  return Math.sqrt(dx * dx + dy * dy) <= sameExitMeters;
}
