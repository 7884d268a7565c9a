import { arcEnd, arcOpen, buildStreetNetwork, type StreetNetwork } from '#geo/street-network.ts';
import type { Street } from '#model/city.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { boxOfLines, fillStrip, keepWithin, patchOfBox } from './cell-raster.ts';
import { groundBits, noGround, type ReachGround } from './reach-ground.ts';

/** Streets that people may walk along, as a graph with what a search from any place needs. */
export interface WalkNetwork {
  readonly streets: readonly Street[];
  readonly network: StreetNetwork;
}

/** A phone farther than this off every street is on none, metres. */
export const phoneStreetMeters = 30;
/** A stretch covers the ground this much beyond half its street's width to either side, metres. */
export const phoneKerbMeters = 2;

export function walkNetwork(streets: readonly Street[]): WalkNetwork {
  const walked = streets.filter(({ foot }) => foot);
  return { streets: walked, network: buildStreetNetwork(walked, []) };
}

/** A stretch of a street, flat x, y, and how far off its line the ground belongs to it. */
export interface Stretch {
  readonly street: Street;
  readonly xy: Float64Array;
}

/**
 * The stretches of streets from which a place is reached on foot within so many metres: from the place straight to the nearest
 * street (at most {@link phoneStreetMeters}), then along streets. Empty where no street is near.
 */
export function stretchesWithin(walk: WalkNetwork, x: number, y: number, meters: number): Stretch[] {
  const start = nearestPlace(walk, x, y);
  if (start === null || start.off > meters) return [];
  const { network } = walk;
  const left = meters - start.off;
  const fromStart = start.along;
  const toEnd = network.edgeLength[start.edge] - start.along;
  const distances = distancesFrom(network, start.edge, fromStart, toEnd, left);
  const stretches: Stretch[] = [];
  const edges = new Set<number>([start.edge]);
  for (const node of distances.keys()) {
    for (let k = network.arcStart[node]; k < network.arcStart[node + 1]; k += 1) edges.add(network.nodeArc[k] >>> 1);
  }
  for (const edge of [...edges].sort((a, b) => a - b)) {
    const length = network.edgeLength[edge];
    const head = left - (distances.get(network.edgeFrom[edge]) ?? Infinity);
    const tail = left - (distances.get(network.edgeTo[edge]) ?? Infinity);
    const parts: [number, number][] = [];
    if (head > 0) parts.push([0, Math.min(length, head)]);
    if (tail > 0) parts.push([Math.max(0, length - tail), length]);
    if (edge === start.edge) parts.push([Math.max(0, start.along - left), Math.min(length, start.along + left)]);
    for (const [from, to] of joined(parts)) stretches.push(stretchOf(walk, edge, from, to));
  }
  return stretches;
}

/** Ground of the stretches of streets within walking distance of an emergency phone. */
export function phoneGround(on: ReachGround, walk: WalkNetwork, x: number, y: number, meters: number): GroundBits {
  const stretches = stretchesWithin(walk, x, y, meters);
  const margin = (street: Street) => street.widthMeters / 2 + phoneKerbMeters;
  const widest = stretches.reduce((most, { street }) => Math.max(most, margin(street)), 0);
  const box = boxOfLines(
    stretches.map(({ xy }) => xy),
    widest,
  );
  if (box === null) return noGround();
  const patch = patchOfBox(on.grid, ...box);
  for (const { street, xy } of stretches) if (!street.tunnel) fillStrip(on.grid, patch, xy, margin(street));
  keepWithin(on.grid, patch, on.ground);
  return groundBits(patch);
}

interface StreetPlace {
  readonly edge: number;
  /** Metres along the edge, and off it. */
  readonly along: number;
  readonly off: number;
}

/** The nearest point of any edge within reach; of equal ones that of the lowest edge. */
function nearestPlace({ streets, network }: WalkNetwork, x: number, y: number): StreetPlace | null {
  let best: StreetPlace | null = null;
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    const { xy } = streets[network.edgeStreet[edge]];
    let passed = 0;
    for (let vertex = network.edgeFirstVertex[edge]; vertex < network.edgeLastVertex[edge]; vertex += 1) {
      const ax = xy[2 * vertex];
      const ay = xy[2 * vertex + 1];
      const dx = xy[2 * vertex + 2] - ax;
      const dy = xy[2 * vertex + 3] - ay;
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length === 0) continue;
      const along = Math.min(length, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      const px = ax + (along / length) * dx - x;
      const py = ay + (along / length) * dy - y;
      const off = Math.sqrt(px * px + py * py);
      if (off <= phoneStreetMeters && (best === null || off < best.off)) best = { edge, along: passed + along, off };
      passed += length;
    }
  }
  return best;
}

/** Dijkstra's algorithm from a place on an edge; metres to each node that is reached within `limit`. */
function distancesFrom(
  network: StreetNetwork,
  edge: number,
  toFirst: number,
  toLast: number,
  limit: number,
): Map<number, number> {
  const settled = new Map<number, number>();
  const queue: QueueItem[] = [];
  const offer = (node: number, distance: number): void => {
    if (distance <= limit && !settled.has(node)) pushItem(queue, { node, distance });
  };
  offer(network.edgeFrom[edge], toFirst);
  offer(network.edgeTo[edge], toLast);
  for (let item = popItem(queue); item !== null; item = popItem(queue)) {
    if (settled.has(item.node)) continue;
    settled.set(item.node, item.distance);
    for (let k = network.arcStart[item.node]; k < network.arcStart[item.node + 1]; k += 1) {
      const arc = network.nodeArc[k];
      if (arcOpen(network, arc, 'foot')) offer(arcEnd(network, arc), item.distance + network.edgeLength[arc >>> 1]);
    }
  }
  return settled;
}

interface QueueItem {
  readonly node: number;
  readonly distance: number;
}

const before = (a: QueueItem, b: QueueItem): boolean =>
  a.distance < b.distance || (a.distance === b.distance && a.node < b.node);

/** A binary heap, the nearest first; of equal ones the lowest node. */
function pushItem(heap: QueueItem[], item: QueueItem): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = item;
}

function popItem(heap: QueueItem[]): QueueItem | null {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined) return null;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child += 1;
    if (!before(heap[child], last)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return first;
}

/** Overlapping stretches as one. */
function joined(parts: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of parts.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) result.push([from, to]);
  }
  return result;
}

/** The part of an edge between two distances from its start. */
function stretchOf({ streets, network }: WalkNetwork, edge: number, from: number, to: number): Stretch {
  const street = streets[network.edgeStreet[edge]];
  const { xy } = street;
  const points: number[] = [];
  let passed = 0;
  for (let vertex = network.edgeFirstVertex[edge]; vertex < network.edgeLastVertex[edge]; vertex += 1) {
    const [ax, ay] = [xy[2 * vertex], xy[2 * vertex + 1]];
    const [dx, dy] = [xy[2 * vertex + 2] - ax, xy[2 * vertex + 3] - ay];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && passed + length > from && passed < to) {
      const first = Math.max(0, (from - passed) / length);
      const last = Math.min(1, (to - passed) / length);
      if (points.length === 0) points.push(ax + first * dx, ay + first * dy);
      points.push(ax + last * dx, ay + last * dy);
    }
    passed += length;
  }
  return { street, xy: Float64Array.from(points) };
}
