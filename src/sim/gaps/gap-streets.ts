import { buildStreetNetwork, networkComponents, type StreetNetwork } from '#geo/street-network.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { GapScene } from '#model/gap-scene.ts';
import type { Condition } from '#model/goal.ts';
import type { Connectivity } from '#model/results/gaps/common.ts';
import type { HeldDevice } from '../coverage/held-devices.ts';
import type { TargetSets } from '../coverage/target-sets.ts';
import { type ArcReaders, arcReaders } from './cordon/road-readers.ts';
import { buildDriveGraph, type DriveGraph } from './traffic/drive-graph.ts';
import { DrivePlaces } from './traffic/drive-places.ts';
import { UnitReader, type UnitReads } from './traffic/unit-reads.ts';

/** Streets of a scene as a network; made once. */
export interface GapNetwork {
  readonly network: StreetNetwork;
  readonly connectivity: Connectivity;
}

export function gapNetwork(scene: GapScene): GapNetwork {
  const network = buildStreetNetwork(scene.surroundings?.streets ?? [], scene.restrictions);
  const { componentOfNode, count, largestShare } = networkComponents(network, 'car');
  let meters = 0;
  let edges = 0;
  const nodes = componentOfNode.reduce((sum, component) => sum + (component >= 0 ? 1 : 0), 0);
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    // Bits of a car forward and backward.
    if ((network.access[edge] & 3) === 0) continue;
    edges += 1;
    meters += network.edgeLength[edge];
  }
  const unmatchedTurns = network.forbidden.unmatched.length;
  return {
    network,
    connectivity: { nodes, edges, kilometres: meters / 1000, parts: count, largestShare, unmatchedTurns },
  };
}

/** Streets as cars drive them at the plan's speeds. */
export interface GapRoads extends GapNetwork {
  readonly graph: DriveGraph;
  readonly drivePlaces: DrivePlaces;
  /** Arc → seconds. */
  readonly arcSeconds: Float64Array;
}

/** @param speedFactor in place of the assumption `driveSpeed`, for those who drive otherwise than cars do. */
export function gapRoads(made: GapNetwork, scene: GapScene, assumptions: Assumptions, speedFactor?: number): GapRoads {
  const speeds = speedFactor === undefined ? assumptions : { ...assumptions, driveSpeed: speedFactor };
  const graph = buildDriveGraph(made.network, scene.surroundings?.streets ?? [], speeds);
  const arcSeconds = graph.arcMilliseconds.map((milliseconds) => milliseconds / 1000);
  return { ...made, graph, drivePlaces: new DrivePlaces(graph), arcSeconds };
}

/** What the plan's ALPR units read, in the order of their ids. */
export function readsOfUnits(graph: DriveGraph, targets: TargetSets, held: Iterable<HeldDevice>): UnitReads[] {
  const units = [...held].filter(({ device }) => device.kind === 'alpr');
  if (targets.lanes === null || units.length === 0) return [];
  const reader = new UnitReader(graph, targets.lanes.samples);
  units.sort((a, b) => (a.device.id < b.device.id ? -1 : 1));
  return units.map(({ device, coverage }) => reader.readsOf(coverage, device.name));
}

export function readersUnder(units: readonly UnitReads[], condition: Condition): ArcReaders {
  return arcReaders(units, condition);
}
