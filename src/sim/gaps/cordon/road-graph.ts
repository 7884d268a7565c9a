import { arcEnd, arcOpen, type StreetNetwork } from '#geo/street-network.ts';
import type { Street } from '#model/city.ts';
import { arcLine, lineBetween, lineLength } from './road-lines.ts';

/**
 * Streets for cars as a graph that may have more junctions than the network: a stretch that runs through an area without a
 * junction is cut there. Road 2s is stretch s the way its line goes, 2s + 1 the way back. Turn restrictions are left out, as
 * whoever flees or evades leaves them out; one-way streets hold.
 */
export interface RoadGraph {
  readonly nodeCount: number;
  /** 2 × nodes: x, y, local metres. */
  readonly nodeXy: Float64Array;
  /** Roads, those that are closed to cars among them. */
  readonly roadCount: number;
  readonly tail: Uint32Array;
  readonly head: Uint32Array;
  /** Road → 1 where cars may travel it. */
  readonly open: Uint8Array;
  readonly meters: Float64Array;
  readonly seconds: Float64Array;
  /** Road → arc of the network. */
  readonly arc: Uint32Array;
  /** Road → metres from the start of that arc where it begins; 0 but behind a cut. */
  readonly begins: Float64Array;
  /** nodes + 1; node n is left by the roads leaving[leavingStart[n]] …, and reached by their ways back. */
  readonly leavingStart: Uint32Array;
  readonly leaving: Uint32Array;
}

/** Where an edge of the network is cut: metres from its first point. */
export interface EdgeCut {
  readonly edge: number;
  readonly meters: number;
}

/** The network's streets for cars, cut at `cuts` (at most one per edge, strictly within it). `arcSeconds` per arc. */
export function roadGraph(
  network: StreetNetwork,
  streets: readonly Street[],
  arcSeconds: ArrayLike<number>,
  cuts: readonly EdgeCut[] = [],
): RoadGraph {
  const cutAt = new Map(cuts.map(({ edge, meters }) => [edge, meters]));
  const nodeXy = Array.from(network.nodeXy);
  const rows: RoadRow[] = [];
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    if (!arcOpen(network, 2 * edge, 'car') && !arcOpen(network, 2 * edge + 1, 'car')) continue;
    const [from, to] = [network.edgeFrom[edge], network.edgeTo[edge]];
    const length = network.edgeLength[edge];
    const meters = cutAt.get(edge);
    if (meters === undefined) {
      rows.push({ edge, from, to, begins: 0, meters: length });
      continue;
    }
    const node = nodeXy.length / 2;
    const line = lineBetween(arcLine(network, streets, 2 * edge), 0, meters);
    nodeXy.push(line[line.length - 2], line[line.length - 1]);
    rows.push({ edge, from, to: node, begins: 0, meters });
    rows.push({ edge, from: node, to, begins: meters, meters: length - meters });
  }
  return filledGraph(network, Float64Array.from(nodeXy), rows, arcSeconds);
}

interface RoadRow {
  readonly edge: number;
  readonly from: number;
  readonly to: number;
  /** Metres from the edge's first point. */
  readonly begins: number;
  readonly meters: number;
}

function filledGraph(
  network: StreetNetwork,
  nodeXy: Float64Array,
  rows: readonly RoadRow[],
  arcSeconds: ArrayLike<number>,
): RoadGraph {
  const roadCount = 2 * rows.length;
  const graph = {
    nodeCount: nodeXy.length / 2,
    nodeXy,
    roadCount,
    tail: new Uint32Array(roadCount),
    head: new Uint32Array(roadCount),
    open: new Uint8Array(roadCount),
    meters: new Float64Array(roadCount),
    seconds: new Float64Array(roadCount),
    arc: new Uint32Array(roadCount),
    begins: new Float64Array(roadCount),
  };
  rows.forEach(({ edge, from, to, begins, meters }, row) => {
    const whole = network.edgeLength[edge];
    for (const back of [0, 1]) {
      const road = 2 * row + back;
      const arc = 2 * edge + back;
      graph.tail[road] = back === 0 ? from : to;
      graph.head[road] = back === 0 ? to : from;
      graph.open[road] = arcOpen(network, arc, 'car') ? 1 : 0;
      graph.meters[road] = meters;
      graph.seconds[road] = whole > 0 ? (arcSeconds[arc] * meters) / whole : 0;
      graph.arc[road] = arc;
      graph.begins[road] = back === 0 ? begins : whole - begins - meters;
    }
  });
  return { ...graph, ...byTail(graph) };
}

function byTail({ nodeCount, roadCount, tail }: Pick<RoadGraph, 'nodeCount' | 'roadCount' | 'tail'>) {
  const leavingStart = new Uint32Array(nodeCount + 1);
  for (let road = 0; road < roadCount; road += 1) leavingStart[tail[road] + 1] += 1;
  for (let node = 0; node < nodeCount; node += 1) leavingStart[node + 1] += leavingStart[node];
  const next = leavingStart.slice(0, nodeCount);
  const leaving = new Uint32Array(roadCount);
  for (let road = 0; road < roadCount; road += 1) {
    leaving[next[tail[road]]] = road;
    next[tail[road]] += 1;
  }
  return { leavingStart, leaving };
}

/** Line of a road in its direction of travel, flat x, y. */
export function roadLine(graph: RoadGraph, network: StreetNetwork, streets: readonly Street[], road: number): number[] {
  const line = arcLine(network, streets, graph.arc[road]);
  const { begins, meters } = graph;
  const whole = begins[road] === 0 && meters[road] >= lineLength(line) - 1e-6;
  return whole ? line : lineBetween(line, begins[road], begins[road] + meters[road]);
}

/** Nodes of the network that cars can use, by {@link arcOpen} either way. */
export function carNodes(network: StreetNetwork): Uint8Array {
  const used = new Uint8Array(network.nodeCount);
  for (let arc = 0; arc < 2 * network.edgeCount; arc += 1) {
    if (!arcOpen(network, arc, 'car')) continue;
    used[arcEnd(network, arc)] = 1;
    used[arcEnd(network, arc ^ 1)] = 1;
  }
  return used;
}
