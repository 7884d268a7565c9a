import type { StreetNetwork } from '#geo/street-network.ts';
import type { Bounds } from '#model/scene.ts';
import { borderReachMeters } from '../traffic/drive-places.ts';
import { carNodes } from './road-graph.ts';

/** A junction so near to the edge of the scene lies at it, metres: what was cut there ends on the edge or a little before it. */
export const borderMeters = 5;

/**
 * Nodes of streets for cars at the edge of the scene or beyond it, 1 per node; of those a little farther inside only ends of a
 * single street, which leads on outside.
 */
export function borderNodes(network: StreetNetwork, bounds: Bounds): Uint8Array {
  const border = carNodes(network);
  for (let node = 0; node < network.nodeCount; node += 1) {
    if (border[node] === 0) continue;
    const depth = depthWithin(bounds, network.nodeXy[2 * node], network.nodeXy[2 * node + 1]);
    const isEnd = network.arcStart[node + 1] - network.arcStart[node] === 1;
    if (depth > (isEnd ? borderReachMeters : borderMeters)) border[node] = 0;
  }
  return border;
}

/** Metres from a point within bounds to their nearest side; below 0 beyond them. */
export function depthWithin({ minX, minY, maxX, maxY }: Bounds, x: number, y: number): number {
  return Math.min(x - minX, y - minY, maxX - x, maxY - y);
}

/** Where streets leave a scene, or what stands for it. */
export interface OuterNodes {
  /** 1 per node. */
  readonly nodes: Uint8Array;
  /** No street reaches the edge of the scene: the nodes are ends of streets at least {@link endsFromMeters} away. */
  readonly ends: boolean;
}

/** Ends of streets nearer than this are cul-de-sacs, not ways out, metres (assumption). */
export const endsFromMeters = 500;

/** {@link borderNodes}; where there are none, ends of streets for cars that lie well away from a place. */
export function outerNodes(network: StreetNetwork, bounds: Bounds, x: number, y: number): OuterNodes {
  const border = borderNodes(network, bounds);
  if (border.includes(1)) return { nodes: border, ends: false };
  const ends = carNodes(network);
  for (let node = 0; node < network.nodeCount; node += 1) {
    const [dx, dy] = [network.nodeXy[2 * node] - x, network.nodeXy[2 * node + 1] - y];
    const isEnd = network.arcStart[node + 1] - network.arcStart[node] === 1;
    if (!isEnd || Math.sqrt(dx * dx + dy * dy) < endsFromMeters) ends[node] = 0;
  }
  return { nodes: ends, ends: true };
}

/** What {@link outerNodes} took where no street leaves the scene, as a sentence. */
export const endsNote = `No street reaches the edge of the scene: ends of streets at least ${endsFromMeters} m away stand for ways out.`;
