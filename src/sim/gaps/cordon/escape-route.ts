import type { EscapeRead, EscapeRoute } from '#model/results/gaps/incident.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { partTime } from '../traffic/drive-search.ts';
import { arcLine, joinedLines, lineBetween, lineLength, placeOn } from './road-lines.ts';
import { type ArcReaders, readersOf, unreadBy } from './road-readers.ts';

/**
 * A drive from a place over arcs to the end of the last, and what reads it. A unit reads a vehicle in the middle of a stretch, and
 * once: where it reads best. On the first stretch only what lies ahead reads.
 */
export function escapeRoute(
  graph: DriveGraph,
  place: DrivePlace,
  arcs: readonly number[],
  readers: ArcReaders,
): EscapeRoute {
  const best = new Map<string, EscapeRead>();
  const lines: number[][] = [];
  let [meters, milliseconds] = [0, 0];
  arcs.forEach((arc, at) => {
    const whole = arcLine(graph.network, graph.streets, arc);
    const length = lineLength(whole);
    const done = at > 0 ? 0 : doneShare(arc, place);
    const half = 0.5 - done;
    if (half >= 0) {
      const seconds = (milliseconds + graph.arcMilliseconds[arc] * half) / 1000;
      const street = graph.streets[graph.network.edgeStreet[arc >>> 1]];
      const read = { place: placeOn(whole, street), seconds, meters: meters + length * half };
      for (const unit of readersOf(readers, arc)) {
        if (unit.read > (best.get(unit.deviceId)?.read ?? 0)) best.set(unit.deviceId, { ...unit, ...read });
      }
    }
    lines.push(done === 0 ? whole : lineBetween(whole, length * done, length));
    meters += length * (1 - done);
    milliseconds += at === 0 ? partTime(graph, arc, place, false) : graph.arcMilliseconds[arc];
  });
  const reads = [...best.values()].sort((a, b) => a.seconds - b.seconds || (a.deviceId < b.deviceId ? -1 : 1));
  return {
    line: joinedLines(lines),
    meters,
    seconds: milliseconds / 1000,
    read: 1 - unreadBy(reads),
    reads,
    expectedSeconds: expectedFirst(reads),
  };
}

/** Share of an arc that lies behind a place on it. */
function doneShare(arc: number, { fraction }: DrivePlace): number {
  return (arc & 1) === 0 ? fraction : 1 - fraction;
}

/** Chance that each of these reads is the first that succeeds. */
export function firstChances(reads: readonly EscapeRead[]): number[] {
  let unread = 1;
  return reads.map(({ read }) => {
    const first = unread * read;
    unread *= 1 - read;
    return first;
  });
}

function expectedFirst(reads: readonly EscapeRead[]): number | null {
  const chances = firstChances(reads);
  const whole = chances.reduce((sum, chance) => sum + chance, 0);
  if (!(whole > 0)) return null;
  return reads.reduce((sum, { seconds }, at) => sum + chances[at] * seconds, 0) / whole;
}
