import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';
import type { StreetNetwork } from '#geo/street-network.ts';
import type { Bounds } from '#model/scene.ts';
import { type DriveGraph, edgeName } from './drive-graph.ts';

/** A place on a street for cars: where trips begin and end. */
export interface DrivePlace {
  readonly edge: number;
  /** Part of the edge's length before it, 0 to 1. */
  readonly fraction: number;
  /** Local metres. */
  readonly x: number;
  readonly y: number;
  /** From what was asked for to here, metres. */
  readonly awayMeters: number;
  /** Name of the street. */
  readonly name: string;
}

/** Finds places on the streets that cars may use. */
export class DrivePlaces {
  private readonly graph: DriveGraph;
  private readonly edges: Uint32Array;
  private readonly index: BoxIndex;

  /** `wanted`: edge → false leaves it out, for example what lies outside the largest part of the network. */
  constructor(graph: DriveGraph, wanted: (edge: number) => boolean = () => true) {
    this.graph = graph;
    const edges: number[] = [];
    for (let edge = 0; edge < graph.network.edgeCount; edge += 1) {
      const open = graph.arcState[2 * edge] >= 0 || graph.arcState[2 * edge + 1] >= 0;
      if (open && wanted(edge)) edges.push(edge);
    }
    this.edges = Uint32Array.from(edges);
    const boxes = new Float64Array(4 * edges.length);
    edges.forEach((edge, item) => {
      const { first, last, xy } = edgePoints(graph, edge);
      boxOfPoints(xy, first, last + 1, boxes, item);
    });
    this.index = createBoxIndex(boxes);
  }

  /** The nearest place within `reach` metres, of equals on the lowest edge; null where there is none. */
  nearest(x: number, y: number, reach: number): DrivePlace | null {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    for (let radius = Math.min(firstRadius, reach); ; radius = Math.min(4 * radius, reach)) {
      const items = this.index.search(x - radius, y - radius, x + radius, y + radius);
      let best: DrivePlace | null = null;
      for (const item of items) {
        const place = placeOnEdge(this.graph, this.edges[item], x, y);
        if (place.awayMeters <= radius && (best === null || place.awayMeters < best.awayMeters)) best = place;
      }
      if (best !== null || radius >= reach) return best;
    }
  }
}

/** Metres; about the width of a block. */
const firstRadius = 50;

function edgePoints({ network, streets }: Pick<DriveGraph, 'network' | 'streets'>, edge: number) {
  const { xy } = streets[network.edgeStreet[edge]];
  return { xy, first: network.edgeFirstVertex[edge], last: network.edgeLastVertex[edge] };
}

/** The nearest point of an edge. */
function placeOnEdge(graph: DriveGraph, edge: number, x: number, y: number): DrivePlace {
  const { xy, first, last } = edgePoints(graph, edge);
  let [bestX, bestY, along, least] = [xy[2 * first], xy[2 * first + 1], 0, Number.POSITIVE_INFINITY];
  let before = 0;
  for (let vertex = first; vertex < last; vertex += 1) {
    const [ax, ay] = [xy[2 * vertex], xy[2 * vertex + 1]];
    const [dx, dy] = [xy[2 * vertex + 2] - ax, xy[2 * vertex + 3] - ay];
    const squared = dx * dx + dy * dy;
    const part = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
    const [px, py] = [ax + dx * part, ay + dy * part];
    const away = (x - px) * (x - px) + (y - py) * (y - py);
    const length = Math.sqrt(squared);
    if (away < least) [bestX, bestY, along, least] = [px, py, before + length * part, away];
    before += length;
  }
  const fraction = before > 0 ? Math.min(1, along / before) : 0;
  return { edge, fraction, x: bestX, y: bestY, awayMeters: Math.sqrt(least), name: edgeName(graph, edge) };
}

/** The place at the first (`fraction` 0) or the last point of an edge (1). */
export function placeAtEnd(graph: DriveGraph, edge: number, fraction: 0 | 1): DrivePlace {
  const { xy, first, last } = edgePoints(graph, edge);
  const vertex = fraction === 0 ? first : last;
  return { edge, fraction, x: xy[2 * vertex], y: xy[2 * vertex + 1], awayMeters: 0, name: edgeName(graph, edge) };
}

/** A street for cars that ends so near to the border of the scene leads on outside, metres (assumption). */
export const borderReachMeters = 30;

/**
 * Where streets for cars leave the scene, by node: ends of a single edge within {@link borderReachMeters} of the border of the
 * bounds, or beyond it. Cars can come in by it, go out by it, or both.
 */
export function borderPlaces(graph: DriveGraph, bounds: Bounds): DrivePlace[] {
  const { network } = graph;
  const places: DrivePlace[] = [];
  for (let node = 0; node < network.nodeCount; node += 1) {
    if (!nearBorder(network, node, bounds)) continue;
    const edges = new Set<number>();
    for (let at = network.arcStart[node]; at < network.arcStart[node + 1]; at += 1) {
      const arc = network.nodeArc[at];
      if (graph.arcState[arc] >= 0 || graph.arcState[arc ^ 1] >= 0) edges.add(arc >>> 1);
    }
    const [edge] = edges;
    if (edges.size !== 1 || network.edgeFrom[edge] === network.edgeTo[edge]) continue;
    places.push(placeAtEnd(graph, edge, network.edgeFrom[edge] === node ? 0 : 1));
  }
  return places;
}

function nearBorder({ nodeXy }: StreetNetwork, node: number, { minX, minY, maxX, maxY }: Bounds): boolean {
  const [x, y] = [nodeXy[2 * node], nodeXy[2 * node + 1]];
  return Math.min(x - minX, y - minY, maxX - x, maxY - y) <= borderReachMeters;
}
