import type { Street, TurnRestriction } from '#model/city.ts';
import { findStreetNodes, type StreetNodes } from './street-nodes.ts';
import { expandRestrictions, type ForbiddenTurns } from './turn-restrictions.ts';

export const travelModes = ['car', 'bicycle', 'foot'] as const;
export type TravelMode = (typeof travelModes)[number];

/** Bit of {@link StreetNetwork.access} that lets a mode travel an edge with its points (`forward`) or against them. */
export const accessBits = {
  car: { forward: 1, backward: 2 },
  bicycle: { forward: 4, backward: 8 },
  foot: { forward: 16, backward: 32 },
} as const;

/**
 * Streets as a graph. Edges are stretches of streets between nodes; a node is where streets share a vertex, and where one
 * ends. Arc 2e is edge e from its first point to its last, arc 2e + 1 the way back.
 */
export interface StreetNetwork {
  readonly nodeCount: number;
  /** 2 × nodes: x, y, local metres. */
  readonly nodeXy: Float64Array;
  readonly edgeCount: number;
  /** Edge → node at its first and at its last point. */
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** Edge → index in the streets that the network was built of. */
  readonly edgeStreet: Uint32Array;
  /** Edge → number of its first and of its last vertex in that street's line. */
  readonly edgeFirstVertex: Uint32Array;
  readonly edgeLastVertex: Uint32Array;
  /** Edge → metres. */
  readonly edgeLength: Float64Array;
  /** Edge → {@link accessBits}. */
  readonly access: Uint8Array;
  /** nodes + 1; node n is left by the arcs nodeArc[arcStart[n]] … nodeArc[arcStart[n + 1] − 1], whoever may use them. */
  readonly arcStart: Uint32Array;
  readonly nodeArc: Uint32Array;
  /** Turns that cars must not take. */
  readonly forbidden: ForbiddenTurns;
}

/** How far one can get from anywhere to anywhere. */
export interface NetworkComponents {
  /** Node → number of its component; −1 where the mode has no edge. */
  readonly componentOfNode: Int32Array;
  readonly count: number;
  /** Number of the component with the most length; −1 where there is none. */
  readonly largest: number;
  /** Length within the largest component by the length of all edges of the mode; 0 where there are none. */
  readonly largestShare: number;
}

/**
 * Streets that share a vertex (exact coordinates) meet there; a street that only crosses another's line does not. Where a
 * vertex is the end of no street, only streets on the same level (layer, bridge, tunnel) meet: one passes over the other.
 */
export function buildStreetNetwork(
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
): StreetNetwork {
  const nodes = findStreetNodes(streets);
  const { nodeXy } = nodes;
  const edges = splitAtNodes(streets, nodes);
  const nodeCount = nodeXy.length / 2;
  const graph = { nodeCount, nodeXy: Float64Array.from(nodeXy), ...edges, ...arcsByNode(nodeCount, edges) };
  return { ...graph, forbidden: expandRestrictions(graph, streets, restrictions) };
}

type Edges = Pick<
  StreetNetwork,
  'edgeCount' | 'edgeFrom' | 'edgeTo' | 'edgeStreet' | 'edgeFirstVertex' | 'edgeLastVertex' | 'edgeLength' | 'access'
>;

function splitAtNodes(streets: readonly Street[], { lines, nodeOf }: StreetNodes): Edges {
  const from: number[] = [];
  const to: number[] = [];
  const street: number[] = [];
  const first: number[] = [];
  const last: number[] = [];
  const lengths: number[] = [];
  const access: number[] = [];
  lines.forEach(({ xy, kept, places }, index) => {
    const bits = accessOf(streets[index]);
    let length = 0;
    let start: { readonly node: number; readonly vertex: number } | null = null;
    kept.forEach((vertex, at) => {
      const x = xy[2 * vertex];
      const y = xy[2 * vertex + 1];
      if (at > 0) {
        const dx = x - xy[2 * kept[at - 1]];
        const dy = y - xy[2 * kept[at - 1] + 1];
        length += Math.sqrt(dx * dx + dy * dy);
      }
      const node = nodeOf(places[at], index);
      if (node < 0) return;
      if (start !== null) {
        from.push(start.node);
        to.push(node);
        street.push(index);
        first.push(start.vertex);
        last.push(vertex);
        lengths.push(length);
        access.push(bits);
      }
      start = { node, vertex };
      length = 0;
    });
  });
  return {
    edgeCount: from.length,
    edgeFrom: Uint32Array.from(from),
    edgeTo: Uint32Array.from(to),
    edgeStreet: Uint32Array.from(street),
    edgeFirstVertex: Uint32Array.from(first),
    edgeLastVertex: Uint32Array.from(last),
    edgeLength: Float64Array.from(lengths),
    access: Uint8Array.from(access),
  };
}

/** A one-way street binds vehicles, not people on foot. */
function accessOf({ car, bicycle, foot, oneway }: Street): number {
  let bits = 0;
  if (car) bits |= accessBits.car.forward | (oneway ? 0 : accessBits.car.backward);
  if (bicycle) bits |= accessBits.bicycle.forward | (oneway ? 0 : accessBits.bicycle.backward);
  if (foot) bits |= accessBits.foot.forward | accessBits.foot.backward;
  return bits;
}

function arcsByNode(nodeCount: number, { edgeCount, edgeFrom, edgeTo }: Edges) {
  const arcStart = new Uint32Array(nodeCount + 1);
  for (let edge = 0; edge < edgeCount; edge += 1) {
    arcStart[edgeFrom[edge] + 1] += 1;
    arcStart[edgeTo[edge] + 1] += 1;
  }
  for (let node = 0; node < nodeCount; node += 1) arcStart[node + 1] += arcStart[node];
  const next = arcStart.slice(0, nodeCount);
  const nodeArc = new Uint32Array(2 * edgeCount);
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const forward = edgeFrom[edge];
    nodeArc[next[forward]] = 2 * edge;
    next[forward] += 1;
    const backward = edgeTo[edge];
    nodeArc[next[backward]] = 2 * edge + 1;
    next[backward] += 1;
  }
  return { arcStart, nodeArc };
}

type Graph = Omit<StreetNetwork, 'forbidden'>;

/** Node where an arc ends. */
export function arcEnd(network: Pick<Graph, 'edgeFrom' | 'edgeTo'>, arc: number): number {
  return (arc & 1) === 0 ? network.edgeTo[arc >>> 1] : network.edgeFrom[arc >>> 1];
}

/** Whether a mode may travel an arc. */
export function arcOpen(network: Pick<Graph, 'access'>, arc: number, mode: TravelMode): boolean {
  const bits = accessBits[mode];
  return (network.access[arc >>> 1] & ((arc & 1) === 0 ? bits.forward : bits.backward)) !== 0;
}

/**
 * Parts of the network within which every node can be reached from every other: along the arcs for vehicles (strongly
 * connected), either way for people on foot. Turn restrictions are left out. Numbers follow the lowest node of each.
 */
export function networkComponents(network: StreetNetwork, mode: TravelMode): NetworkComponents {
  const componentOfNode = strongComponents(network, mode);
  const lengths: number[] = [];
  let whole = 0;
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    if (!edgeOpen(network, edge, mode)) continue;
    whole += network.edgeLength[edge];
    const component = componentOfNode[network.edgeFrom[edge]];
    if (component !== componentOfNode[network.edgeTo[edge]]) continue;
    lengths[component] = (lengths[component] ?? 0) + network.edgeLength[edge];
  }
  const count = componentOfNode.reduce((most, component) => Math.max(most, component + 1), 0);
  let largest = count === 0 ? -1 : 0;
  for (let component = 1; component < count; component += 1) {
    if ((lengths[component] ?? 0) > (lengths[largest] ?? 0)) largest = component;
  }
  return { componentOfNode, count, largest, largestShare: whole === 0 ? 0 : (lengths[largest] ?? 0) / whole };
}

function edgeOpen(network: StreetNetwork, edge: number, mode: TravelMode): boolean {
  const { forward, backward } = accessBits[mode];
  return (network.access[edge] & (forward | backward)) !== 0;
}

/** Tarjan's algorithm with a stack of its own (cities are deeper than a call stack), then renumbered by lowest node. */
function strongComponents(network: StreetNetwork, mode: TravelMode): Int32Array {
  const { nodeCount, arcStart, nodeArc } = network;
  const used = new Uint8Array(nodeCount);
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    if (!edgeOpen(network, edge, mode)) continue;
    used[network.edgeFrom[edge]] = 1;
    used[network.edgeTo[edge]] = 1;
  }
  const found = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const root = new Int32Array(nodeCount).fill(-1);
  const nextArc = arcStart.slice(0, nodeCount);
  const open: number[] = [];
  const path: number[] = [];
  let visits = 0;
  const enter = (node: number) => {
    found[node] = visits;
    low[node] = visits;
    visits += 1;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number) => {
    path.pop();
    const parent = path[path.length - 1];
    if (parent !== undefined && low[node] < low[parent]) low[parent] = low[node];
    if (low[node] !== found[node]) return;
    for (let member = open.pop(); member !== undefined; member = member === node ? undefined : open.pop()) {
      root[member] = node;
    }
  };
  for (let start = 0; start < nodeCount; start += 1) {
    if (used[start] === 0 || found[start] >= 0) continue;
    enter(start);
    for (let node = path[path.length - 1]; node !== undefined; node = path[path.length - 1]) {
      if (nextArc[node] === arcStart[node + 1]) {
        leave(node);
        continue;
      }
      const arc = nodeArc[nextArc[node]];
      nextArc[node] += 1;
      if (!arcOpen(network, arc, mode)) continue;
      const target = arcEnd(network, arc);
      if (found[target] < 0) enter(target);
      else if (root[target] < 0 && found[target] < low[node]) low[node] = found[target];
    }
  }
  return renumber(root);
}

/** Roots → 0, 1, … in the order in which nodes name them. */
function renumber(root: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return root.map((node) => {
    if (node < 0) return -1;
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  });
}
