import type { SimulationStep } from '../../simulation-step.ts';
import type { RoadGraph } from './road-graph.ts';
import { TwoKeyHeap } from './two-key-heap.ts';

/** Ways from a set of junctions to all others. */
export interface RoadReach {
  /** Node → chance of getting there unread; 0 where it is read for sure or no way leads there. */
  readonly unread: Float64Array;
  /** Node → seconds of that way; Infinity where none leads there. */
  readonly seconds: Float64Array;
  /** Node → road of that way next to the node; −1 at the starts and where no way leads. */
  readonly last: Int32Array;
}

export interface RoadSearch {
  /** 1 per node to start from. */
  readonly starts: Uint8Array;
  /** Nodes that a way may end at, but not pass: 1 per node. */
  readonly closed: Uint8Array;
  /** Roads that may be used: 1 per road. */
  readonly usable: Uint8Array;
  /** Road → chance of passing it unread; left out: 1 everywhere. */
  readonly unread?: Float64Array;
  /** Ways lead from the nodes to the starts, not from the starts to the nodes. */
  readonly backward: boolean;
}

/** Nodes settled between two steps. */
const nodesPerStep = 2048;

/**
 * Dijkstra's algorithm with the chance of staying unread first (a product, which no road can raise) and seconds second, so
 * that equal chances give the fastest way. Of equal ways the one over the lower road.
 */
export function* searchRoads(graph: RoadGraph, search: RoadSearch): Generator<SimulationStep, RoadReach, void> {
  const { nodeCount, leavingStart, leaving, head } = graph;
  const { starts, closed, usable, unread: passing, backward } = search;
  const unread = new Float64Array(nodeCount);
  const seconds = new Float64Array(nodeCount).fill(Infinity);
  const last = new Int32Array(nodeCount).fill(-1);
  // Ascending keys: what is read most comes last.
  const readKey = new Float64Array(nodeCount);
  const heap = new TwoKeyHeap(readKey, seconds);
  for (let node = 0; node < nodeCount; node += 1) {
    if (starts[node] !== 1) continue;
    unread[node] = 1;
    readKey[node] = -1;
    seconds[node] = 0;
    heap.put(node);
  }
  let settled = 0;
  for (let node = heap.take(); node >= 0; node = heap.take()) {
    settled += 1;
    if (settled % nodesPerStep === 0) yield { step: 'Searching unread ways', fraction: settled / nodeCount };
    if (closed[node] === 1 && last[node] >= 0) continue;
    for (let k = leavingStart[node]; k < leavingStart[node + 1]; k += 1) {
      const road = backward ? leaving[k] ^ 1 : leaving[k];
      if (usable[road] !== 1) continue;
      const target = head[leaving[k]];
      const chance = passing === undefined ? unread[node] : unread[node] * passing[road];
      const time = seconds[node] + graph.seconds[road];
      const better =
        chance > unread[target] ||
        (chance === unread[target] && (time < seconds[target] || (time === seconds[target] && road < last[target])));
      if (!better || heap.isDone(target)) continue;
      unread[target] = chance;
      readKey[target] = -chance;
      seconds[target] = time;
      last[target] = road;
      heap.put(target);
    }
  }
  return { unread, seconds, last };
}

/** Roads of the way between the starts and a node, in the order of travel. */
export function wayOf(graph: RoadGraph, { last }: RoadReach, node: number, backward: boolean): number[] {
  const roads: number[] = [];
  for (let at = node; last[at] >= 0; ) {
    const road = last[at];
    roads.push(road);
    at = backward ? graph.head[road] : graph.tail[road];
  }
  return backward ? roads : roads.reverse();
}
