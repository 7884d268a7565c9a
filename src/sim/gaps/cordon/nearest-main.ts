import { networkComponents } from '#geo/street-network.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import { type DrivePlace, DrivePlaces } from '../traffic/drive-places.ts';

/** Drives begin and end on a street so near, metres. */
export const startReachMeters = 500;

/**
 * The nearest street of the largest part of the network, within which every street reaches every other; the nearest of any part
 * where that one is too far.
 */
export function nearestMain(graph: DriveGraph, x: number, y: number): DrivePlace | null {
  const { network } = graph;
  const { componentOfNode, largest } = networkComponents(network, 'car');
  const within = (node: number) => componentOfNode[node] === largest;
  const main = new DrivePlaces(graph, (edge) => within(network.edgeFrom[edge]) && within(network.edgeTo[edge]));
  return main.nearest(x, y, startReachMeters) ?? new DrivePlaces(graph).nearest(x, y, startReachMeters);
}
