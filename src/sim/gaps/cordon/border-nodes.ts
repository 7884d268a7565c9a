import type { StreetNetwork } from '#geo/street-network.ts';
import type { Bounds } from '#model/scene.ts';
import { carNodes } from './road-graph.ts';

/** A junction so near to the edge of the scene lies at it, metres: what was cut there ends on the edge or a little before it. */
export const borderMeters = 5;

/** Nodes of streets for cars at the edge of the scene or beyond it, 1 per node. */
export function borderNodes(network: StreetNetwork, bounds: Bounds): Uint8Array {
  const border = carNodes(network);
  const { minX, minY, maxX, maxY } = bounds;
  for (let node = 0; node < network.nodeCount; node += 1) {
    const [x, y] = [network.nodeXy[2 * node], network.nodeXy[2 * node + 1]];
    const within =
      x > minX + borderMeters && x < maxX - borderMeters && y > minY + borderMeters && y < maxY - borderMeters;
    if (within) border[node] = 0;
  }
  return border;
}
