import type { GapStep } from '../gap-step.ts';
import type { RoadGraph } from './road-graph.ts';

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
const nodesPerStep = 4096;

/**
 * Dijkstra's algorithm with the chance of staying unread first (a product, which no road can raise) and seconds second, so
 * that equal chances give the fastest way. Of equal ways the one over the lower road.
 */
export function* searchRoads(graph: RoadGraph, search: RoadSearch): Generator<GapStep, RoadReach, void> {
  const { nodeCount, leavingStart, leaving, head } = graph;
  const { starts, closed, usable, unread: passing, backward } = search;
  const unread = new Float64Array(nodeCount);
  const seconds = new Float64Array(nodeCount).fill(Infinity);
  const last = new Int32Array(nodeCount).fill(-1);
  const heap = new NodeHeap(unread, seconds);
  for (let node = 0; node < nodeCount; node += 1) {
    if (starts[node] !== 1) continue;
    unread[node] = 1;
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

/** Binary heap of nodes: greatest chance first, then fewest seconds, then lowest number. */
class NodeHeap {
  private readonly unread: Float64Array;
  private readonly seconds: Float64Array;
  private readonly nodes: number[] = [];
  /** Node → its place in the heap; −1 not seen, −2 taken. */
  private readonly place: Int32Array;

  constructor(unread: Float64Array, seconds: Float64Array) {
    this.unread = unread;
    this.seconds = seconds;
    this.place = new Int32Array(unread.length).fill(-1);
  }

  isDone(node: number): boolean {
    return this.place[node] === -2;
  }

  /** Adds a node, or moves it up after it got better. */
  put(node: number): void {
    if (this.place[node] < 0) {
      this.place[node] = this.nodes.length;
      this.nodes.push(node);
    }
    this.rise(this.place[node]);
  }

  take(): number {
    const { nodes, place } = this;
    const top = nodes[0];
    const moved = nodes.pop();
    if (top === undefined || moved === undefined) return -1;
    place[top] = -2;
    if (nodes.length > 0) {
      nodes[0] = moved;
      place[moved] = 0;
      this.sink(0);
    }
    return top;
  }

  private before(a: number, b: number): boolean {
    if (this.unread[a] !== this.unread[b]) return this.unread[a] > this.unread[b];
    if (this.seconds[a] !== this.seconds[b]) return this.seconds[a] < this.seconds[b];
    return a < b;
  }

  private rise(from: number): void {
    const { nodes, place } = this;
    const node = nodes[from];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!this.before(node, nodes[parent])) break;
      nodes[at] = nodes[parent];
      place[nodes[at]] = at;
      at = parent;
    }
    nodes[at] = node;
    place[node] = at;
  }

  private sink(from: number): void {
    const { nodes, place } = this;
    const node = nodes[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= nodes.length) break;
      if (child + 1 < nodes.length && this.before(nodes[child + 1], nodes[child])) child += 1;
      if (!this.before(nodes[child], node)) break;
      nodes[at] = nodes[child];
      place[nodes[at]] = at;
      at = child;
    }
    nodes[at] = node;
    place[node] = at;
  }
}
