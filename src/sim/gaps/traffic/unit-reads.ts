import type { Condition } from '#model/goal.ts';
import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { LaneSamples } from '../../alpr/lane-samples.ts';
import { lanesOf } from '../../targets/lane-targets.ts';
import type { DriveGraph } from './drive-graph.ts';

/** The arcs on which an ALPR unit reads vehicles, and how likely. */
export interface UnitReads {
  readonly deviceId: string;
  readonly name: string;
  /** Local metres. */
  readonly x: number;
  readonly y: number;
  /** Arcs of the street network, ascending. */
  readonly arcs: Uint32Array;
  /** Parallel to {@link arcs}: chance that it reads a vehicle on that arc, by day and by night, 0 to 1. */
  readonly day: Float64Array;
  readonly night: Float64Array;
}

/** What reads are worked out from; `samples` and `leftHand` as the lanes were sampled with. */
export type LaneCoverage = Pick<DeviceCoverage, 'id' | 'laneIndex' | 'laneByDay' | 'laneByNight' | 'position'>;

/** Chances by night, else by day: fog dims no infrared flash within the few metres that plates are read at (assumption). */
export function readsUnder(unit: UnitReads, condition: Condition): Float64Array {
  return condition === 'night' ? unit.night : unit.day;
}

/** A unit that reads every vehicle on these arcs, for counts. */
export function countingUnit(deviceId: string, arcs: Iterable<number>): UnitReads {
  const sorted = Uint32Array.from(new Set(arcs)).sort();
  const reads = new Float64Array(sorted.length).fill(1);
  return { deviceId, name: deviceId, x: 0, y: 0, arcs: sorted, day: reads, night: reads };
}

/** Both arcs of every edge of these streets that cars may drive. */
export function arcsOfStreets({ network, streets, arcState }: DriveGraph, streetIds: ReadonlySet<string>): number[] {
  const arcs: number[] = [];
  for (let arc = 0; arc < arcState.length; arc += 1) {
    if (arcState[arc] >= 0 && streetIds.has(streets[network.edgeStreet[arc >>> 1]].id)) arcs.push(arc);
  }
  return arcs;
}

/** Where the samples of a street lie, and its edges. */
interface StreetSamples {
  readonly first: number;
  readonly lanes: readonly { readonly way: 1 | -1 }[];
  readonly pieces: number;
}

/** Works out on which arcs units read; made once per scene. */
export class UnitReader {
  private readonly graph: DriveGraph;
  private readonly samples: LaneSamples;
  private readonly streetSamples: ReadonlyMap<number, StreetSamples>;
  /** streets + 1: edges of a street are numbered one after the other. */
  private readonly edgeStart: Uint32Array;

  /** Lane samples as `laneTargets` gives them for the streets of the graph, right-hand traffic. */
  constructor(graph: DriveGraph, samples: LaneSamples) {
    this.graph = graph;
    this.samples = samples;
    this.streetSamples = samplesByStreet(graph, samples);
    this.edgeStart = edgesByStreet(graph);
  }

  /**
   * A vehicle keeps to one of the lanes of its direction, each as likely, and is read where the unit reads that lane best on the
   * arc: r is the mean over the lanes of the best sample.
   */
  readsOf(coverage: LaneCoverage, name: string): UnitReads {
    const best = new Map<number, { readonly day: Map<number, number>; readonly night: Map<number, number> }>();
    for (let at = 0; at < coverage.laneIndex.length; at += 1) {
      const place = this.placeOf(coverage.laneIndex[at]);
      if (place === null) continue;
      const arc = best.get(place.arc) ?? { day: new Map(), night: new Map() };
      best.set(place.arc, arc);
      raise(arc.day, place.lane, coverage.laneByDay[at]);
      raise(arc.night, place.lane, coverage.laneByNight[at]);
    }
    const arcs = Uint32Array.from(best.keys()).sort();
    const mean = (pick: 'day' | 'night') =>
      Float64Array.from(arcs, (arc) => sumOf(best.get(arc)?.[pick]) / this.laneCount(arc));
    const [x, y] = coverage.position;
    return { deviceId: coverage.id, name, x, y, arcs, day: mean('day'), night: mean('night') };
  }

  /** Arc that a sample lies on, and which of the street's lanes it is; null where cars do not drive that way. */
  private placeOf(sample: number): { readonly arc: number; readonly lane: number } | null {
    const street = this.samples.street[sample];
    const own = this.streetSamples.get(street);
    if (own === undefined) return null;
    const lane = (sample - own.first) % own.lanes.length;
    const piece = (sample - own.first - lane) / own.lanes.length;
    const edge = this.edgeAt(street, (piece + 0.5) / own.pieces);
    const arc = 2 * edge + (own.lanes[lane].way > 0 ? 0 : 1);
    return edge >= 0 && this.graph.arcState[arc] >= 0 ? { arc, lane } : null;
  }

  /** Edge at a share of the street's length. */
  private edgeAt(street: number, share: number): number {
    const { edgeLength } = this.graph.network;
    const [from, to] = [this.edgeStart[street], this.edgeStart[street + 1]];
    let whole = 0;
    for (let edge = from; edge < to; edge += 1) whole += edgeLength[edge];
    let passed = 0;
    for (let edge = from; edge < to; edge += 1) {
      passed += edgeLength[edge];
      if (passed >= share * whole) return edge;
    }
    return to > from ? to - 1 : -1;
  }

  private laneCount(arc: number): number {
    const way = (arc & 1) === 0 ? 1 : -1;
    const lanes = this.streetSamples.get(this.graph.network.edgeStreet[arc >>> 1])?.lanes ?? [];
    return lanes.filter((lane) => lane.way === way).length;
  }
}

function raise(best: Map<number, number>, lane: number, chance: number): void {
  if (chance > (best.get(lane) ?? 0)) best.set(lane, chance);
}

function sumOf(chances: ReadonlyMap<number, number> | undefined): number {
  let sum = 0;
  for (const lane of [...(chances ?? new Map<number, number>())].sort(([a], [b]) => a - b)) sum += lane[1];
  return sum;
}

function samplesByStreet({ streets }: DriveGraph, samples: LaneSamples): ReadonlyMap<number, StreetSamples> {
  const found = new Map<number, StreetSamples>();
  for (let first = 0; first < samples.count; ) {
    const street = samples.street[first];
    let end = first;
    while (end < samples.count && samples.street[end] === street) end += 1;
    const { lanes } = lanesOf(streets[street], false);
    if (lanes.length > 0) found.set(street, { first, lanes, pieces: (end - first) / lanes.length });
    first = end;
  }
  return found;
}

function edgesByStreet({ network, streets }: DriveGraph): Uint32Array {
  const start = new Uint32Array(streets.length + 1);
  for (let edge = 0; edge < network.edgeCount; edge += 1) start[network.edgeStreet[edge] + 1] += 1;
  for (let street = 0; street < streets.length; street += 1) start[street + 1] += start[street];
  return start;
}

/** Arc → units that read there, as places in the list of units; compressed rows. */
export interface ArcUnits {
  /** arcs + 1. */
  readonly start: Uint32Array;
  readonly unit: Uint32Array;
  readonly day: Float64Array;
  readonly night: Float64Array;
}

/** Units by arc, in the order of the units. */
export function arcUnits(arcCount: number, units: readonly UnitReads[]): ArcUnits {
  const start = new Uint32Array(arcCount + 1);
  for (const { arcs } of units) for (const arc of arcs) start[arc + 1] += 1;
  for (let arc = 0; arc < arcCount; arc += 1) start[arc + 1] += start[arc];
  const free = start.slice();
  const size = start[arcCount];
  const table = { start, unit: new Uint32Array(size), day: new Float64Array(size), night: new Float64Array(size) };
  units.forEach((unit, number) => {
    unit.arcs.forEach((arc, at) => {
      const row = free[arc];
      free[arc] += 1;
      table.unit[row] = number;
      table.day[row] = unit.day[at];
      table.night[row] = unit.night[at];
    });
  });
  return table;
}
