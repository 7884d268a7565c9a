import type { Condition } from '#model/goal.ts';
import type { RoadReader } from '#model/results/gaps/cordon.ts';
import { readsUnder, type UnitReads } from '../traffic/unit-reads.ts';
import type { RoadGraph } from './road-graph.ts';

/** Arc of the network → units that read vehicles on it, r > 0; arcs without any are left out. */
export type ArcReaders = ReadonlyMap<number, readonly RoadReader[]>;

/** What units read under a condition, by arc, in the order of the units. */
export function arcReaders(units: readonly UnitReads[], condition: Condition): ArcReaders {
  const readers = new Map<number, RoadReader[]>();
  for (const unit of units) {
    const reads = readsUnder(unit, condition);
    unit.arcs.forEach((arc, at) => {
      if (!(reads[at] > 0)) return;
      const reader = { deviceId: unit.deviceId, read: Math.min(1, reads[at]) };
      const known = readers.get(arc);
      if (known === undefined) readers.set(arc, [reader]);
      else known.push(reader);
    });
  }
  return readers;
}

const nobody: readonly RoadReader[] = [];

export function readersOf(readers: ArcReaders, arc: number): readonly RoadReader[] {
  return readers.get(arc) ?? nobody;
}

/** Chance of passing units unread, Π(1 − r). */
export function unreadBy(readers: readonly RoadReader[]): number {
  return readers.reduce((left, { read }) => left * (1 - read), 1);
}

/** Road → chance of passing it unread. */
export function unreadOfRoads(
  { roadCount, arc }: Pick<RoadGraph, 'roadCount' | 'arc'>,
  readers: ArcReaders,
): Float64Array {
  const unread = new Float64Array(roadCount).fill(1);
  for (let road = 0; road < roadCount; road += 1) {
    const units = readers.get(arc[road]);
    if (units !== undefined) unread[road] = unreadBy(units);
  }
  return unread;
}

/** Units along a way of arcs, each once with its best reading, in the order in which they are first passed. */
export function readersAlong(arcs: Iterable<number>, readers: ArcReaders): RoadReader[] {
  const best = new Map<string, number>();
  for (const arc of arcs) {
    for (const { deviceId, read } of readersOf(readers, arc)) {
      best.set(deviceId, Math.max(read, best.get(deviceId) ?? 0));
    }
  }
  return [...best].map(([deviceId, read]) => ({ deviceId, read }));
}
