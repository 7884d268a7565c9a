import { arcEnd, arcOpen, type StreetNetwork } from '#geo/street-network.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { Street } from '#model/city.ts';
import { type ForbiddenAutomaton, forbiddenAutomaton } from './forbidden-automaton.ts';

/** What speeds are taken from. */
export type DriveAssumptions = Pick<Assumptions, 'driveSpeed' | 'plateSpeedKmh'>;

/**
 * Where cars drive. A state is an arc of the street network together with what is left to remember of the arcs before it for
 * restrictions over several streets; nearly all arcs have one state. Moves go from state to state, never back along the same
 * edge but where nothing else leaves the node, and keep all turn restrictions. Times are whole milliseconds, so that sums are
 * exact: equal ways tie, and searches from either end agree.
 */
export interface DriveGraph {
  readonly network: StreetNetwork;
  readonly streets: readonly Street[];
  readonly stateCount: number;
  /** State → arc of the network; the states of arcs by themselves come first, ascending. */
  readonly stateArc: Uint32Array;
  /** Arc → its state by itself, with nothing to remember; −1 where cars must not drive. */
  readonly arcState: Int32Array;
  /** stateCount + 1; after state s come next[nextStart[s]] … next[nextStart[s + 1] − 1], ascending. */
  readonly nextStart: Uint32Array;
  readonly next: Uint32Array;
  /** The same the other way round: what comes before. */
  readonly previousStart: Uint32Array;
  readonly previous: Uint32Array;
  /** Arc → whole milliseconds from its first to its last point, at least 1. */
  readonly arcMilliseconds: Float64Array;
  /** Arc (that has any) → its states that remember more than the arc itself. */
  readonly furtherStates: ReadonlyMap<number, readonly number[]>;
}

/** Slower than this no street is taken for, km/h. */
const leastSpeedKmh = 1;

/** The speed limit by `driveSpeed`; where a street states none, `plateSpeedKmh` stands for its limit. */
export function buildDriveGraph(
  network: StreetNetwork,
  streets: readonly Street[],
  assumptions: DriveAssumptions,
): DriveGraph {
  const automaton = forbiddenAutomaton(network.forbidden, (arc) => arcOpen(network, arc, 'car'));
  const { stateArc, arcState, stateNode, nodeState } = numberStates(network, automaton);
  const starts = new Uint32Array(stateArc.length + 1);
  const list: number[] = [];
  for (let state = 0; state < stateArc.length; state += 1) {
    const begin = list.length;
    for (const arc of arcsAfter(network, stateArc[state])) {
      const node = automaton.follow(stateNode[state], arc);
      if (node >= 0) list.push(automaton.depth[node] >= 2 ? nodeState[node] : arcState[arc]);
    }
    // Ties between ways are settled by number, so the order must not hang on the order of streets at a node.
    if (list.length - begin > 1) list.push(...list.splice(begin).sort((a, b) => a - b));
    starts[state + 1] = list.length;
  }
  const next = Uint32Array.from(list);
  return {
    network,
    streets,
    stateCount: stateArc.length,
    stateArc,
    arcState,
    nextStart: starts,
    next,
    ...reversed(starts, next),
    arcMilliseconds: arcTimes(network, streets, assumptions),
    furtherStates: furtherStates(stateArc, arcState),
  };
}

function numberStates(network: StreetNetwork, automaton: ForbiddenAutomaton) {
  const arcs: number[] = [];
  const stateNode: number[] = [];
  const arcState = new Int32Array(2 * network.edgeCount).fill(-1);
  for (let arc = 0; arc < arcState.length; arc += 1) {
    if (!arcOpen(network, arc, 'car')) continue;
    arcState[arc] = arcs.length;
    arcs.push(arc);
    stateNode.push(automaton.begin(arc));
  }
  const nodeState = new Int32Array(automaton.nodeCount).fill(-1);
  for (let node = 1; node < automaton.nodeCount; node += 1) {
    if (automaton.depth[node] < 2) continue;
    nodeState[node] = arcs.length;
    arcs.push(automaton.lastArc[node]);
    stateNode.push(node);
  }
  return { stateArc: Uint32Array.from(arcs), arcState, stateNode: Int32Array.from(stateNode), nodeState };
}

/** Arcs that a car may go on with by the streets alone. */
function arcsAfter(network: StreetNetwork, arc: number): number[] {
  const node = arcEnd(network, arc);
  const arcs: number[] = [];
  let back = false;
  for (let at = network.arcStart[node]; at < network.arcStart[node + 1]; at += 1) {
    const leaving = network.nodeArc[at];
    if (!arcOpen(network, leaving, 'car')) continue;
    if (leaving === (arc ^ 1)) back = true;
    else arcs.push(leaving);
  }
  return arcs.length === 0 && back ? [arc ^ 1] : arcs;
}

function reversed(nextStart: Uint32Array, next: Uint32Array) {
  const previousStart = new Uint32Array(nextStart.length);
  for (const state of next) previousStart[state + 1] += 1;
  for (let state = 1; state < previousStart.length; state += 1) previousStart[state] += previousStart[state - 1];
  const free = previousStart.slice();
  const previous = new Uint32Array(next.length);
  for (let state = 0; state + 1 < nextStart.length; state += 1) {
    for (let at = nextStart[state]; at < nextStart[state + 1]; at += 1) {
      previous[free[next[at]]] = state;
      free[next[at]] += 1;
    }
  }
  return { previousStart, previous };
}

function arcTimes(
  network: StreetNetwork,
  streets: readonly Street[],
  { driveSpeed, plateSpeedKmh }: DriveAssumptions,
): Float64Array {
  const times = new Float64Array(2 * network.edgeCount);
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    const limit = streets[network.edgeStreet[edge]].maxSpeedKmh ?? plateSpeedKmh;
    const metersPerMillisecond = (Math.max(leastSpeedKmh, limit) * driveSpeed) / 3600;
    const time = Math.max(1, Math.round(network.edgeLength[edge] / metersPerMillisecond));
    times[2 * edge] = time;
    times[2 * edge + 1] = time;
  }
  return times;
}

function furtherStates(stateArc: Uint32Array, arcState: Int32Array): ReadonlyMap<number, readonly number[]> {
  const further = new Map<number, number[]>();
  for (let state = 0; state < stateArc.length; state += 1) {
    const arc = stateArc[state];
    if (arcState[arc] === state) continue;
    const known = further.get(arc);
    if (known === undefined) further.set(arc, [state]);
    else known.push(state);
  }
  return further;
}

/** All states of an arc; none where cars must not drive. */
export function statesOf({ arcState, furtherStates }: DriveGraph, arc: number): readonly number[] {
  if (arcState[arc] < 0) return [];
  return [arcState[arc], ...(furtherStates.get(arc) ?? [])];
}

/**
 * Name of the street that an edge belongs to; “Road at …” after a named street that it meets where it has none; its id as last
 * resort.
 */
export function edgeName({ network, streets }: Pick<DriveGraph, 'network' | 'streets'>, edge: number): string {
  const street = streets[network.edgeStreet[edge]];
  if (street.name !== null) return street.name;
  for (const node of [network.edgeFrom[edge], network.edgeTo[edge]]) {
    for (let at = network.arcStart[node]; at < network.arcStart[node + 1]; at += 1) {
      const { name, car } = streets[network.edgeStreet[network.nodeArc[at] >>> 1]];
      if (name !== null && car) return `Road at ${name}`;
    }
  }
  return street.id;
}
