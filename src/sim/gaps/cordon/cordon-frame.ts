import type { StreetNetwork } from '#geo/street-network.ts';
import type { Street } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { edgeName } from '../traffic/drive-graph.ts';
import { borderNodes } from './border-nodes.ts';
import { type CordonArea, distanceToPlace } from './cordon-area.ts';
import { carNodes, type RoadGraph, roadGraph, roadLine } from './road-graph.ts';
import { lineLength, middleOf } from './road-lines.ts';
import { type ArcReaders, unreadOfRoads } from './road-readers.ts';

/** Streets and what reads them. */
export interface CordonStreets {
  readonly network: StreetNetwork;
  /** Those that the network was built of. */
  readonly streets: readonly Street[];
  /** Arc → seconds of driving it. */
  readonly arcSeconds: ArrayLike<number>;
  /** Under the question's condition. */
  readonly readers: ArcReaders;
  /** Of the scene. */
  readonly bounds: Bounds;
}

/** Seen from the area. */
export type CordonWay = 'in' | 'out';

/** An area, its outside, and the streets between them. */
export interface CordonFrame extends CordonStreets {
  readonly area: CordonArea;
  readonly graph: RoadGraph;
  /** Node of the graph → 1 where it lies within the area. */
  readonly inside: Uint8Array;
  /** Node of the graph → 1 where the outside begins. */
  readonly outside: Uint8Array;
  readonly outsideIs: 'border' | 'far';
  /** Road → 1 where cars may travel it; and where they may and hardly anything reads them. */
  readonly open: Uint8Array;
  readonly leaky: Uint8Array;
  /** Road → chance of passing it unread. */
  readonly unread: Float64Array;
  /** Road → 1 where no unit can be put; null: units can be put anywhere. */
  readonly fixed: Uint8Array | null;
}

/** A carriageway counts as read from this chance on. */
export const cordonReadFrom = 0.5;
/** Where no street leaves the scene, the outside begins so far from the area, metres. */
export const farMeters = 500;

/** An area with its streets, where a unit can be put on any of them. Yields after each part. */
export function* cordonFrame(input: CordonStreets, area: CordonArea): Generator<SimulationStep, CordonFrame, void> {
  const { network, streets, arcSeconds, bounds } = input;
  const graph = roadGraph(network, streets, arcSeconds, area.cuts);
  yield { step: 'Finding the streets of the area', fraction: 0.05 };
  const inside = new Uint8Array(graph.nodeCount).fill(1, network.nodeCount);
  inside.set(area.inside);
  const border = borderNodes(network, bounds);
  const outsideIs = border.includes(1) ? 'border' : 'far';
  const outside = new Uint8Array(graph.nodeCount);
  outside.set(outsideIs === 'border' ? border : farNodes(network, area));
  const frame = { ...input, area, graph, inside, outside, outsideIs, open: graph.open } as const;
  yield { step: 'Finding the streets of the area', fraction: 0.1 };
  return { ...frame, ...readFields(graph, input.readers, new Set()) };
}

/** The same area read by other units. `unreadable`: arcs that no unit can be made to read. */
export function readBy(frame: CordonFrame, readers: ArcReaders, unreadable: ReadonlySet<number>): CordonFrame {
  return { ...frame, readers, ...readFields(frame.graph, readers, unreadable) };
}

function readFields(graph: RoadGraph, readers: ArcReaders, unreadable: ReadonlySet<number>) {
  const unread = unreadOfRoads(graph, readers);
  const leaky = graph.open.map((open, road) => (1 - unread[road] >= cordonReadFrom ? 0 : open));
  const fixed = unreadable.size === 0 ? null : graph.open.map((_, road) => (unreadable.has(graph.arc[road]) ? 1 : 0));
  return { unread, leaky, fixed };
}

function farNodes(network: StreetNetwork, { place }: CordonArea): Uint8Array {
  return carNodes(network).map((used, node) =>
    used === 1 && distanceToPlace(place, network.nodeXy[2 * node], network.nodeXy[2 * node + 1]) >= farMeters ? 1 : 0,
  );
}

/** What results tell of a road. */
export function roadFields({ graph, network, streets }: CordonFrame, road: number, way: CordonWay) {
  const edge = graph.arc[road] >>> 1;
  const street = streets[network.edgeStreet[edge]];
  const name = edgeName({ network, streets }, edge);
  const line = roadLine(graph, network, streets, road);
  return { id: `${street.id}#${road >>> 1}`, streetId: street.id, name, ...middleOf(line), line, way };
}

/** Line, metres and seconds of a way over roads. */
export function routeFields({ graph, network, streets }: CordonFrame, roads: readonly number[]) {
  return {
    lines: roads.map((road) => roadLine(graph, network, streets, road)),
    meters: roads.reduce((sum, road) => sum + graph.meters[road], 0),
    seconds: roads.reduce((sum, road) => sum + graph.seconds[road], 0),
  };
}

/** Metres as the crow flies from the middle of the area. */
export function crowMeters({ area: { place } }: CordonFrame, line: readonly number[]): number {
  const { x, y } = middleOf(line);
  return lineLength([place.x, place.y, x, y]);
}
