import type { EscapeRead, EscapeRoute } from '#model/results/gaps/incident.ts';
import { type DriveGraph, edgeName } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { shareAt } from './drive-approach.ts';
import { readsBetween } from './drive-watch.ts';
import { arcLine, joinedLines, lineBetween, lineLength, middleOf } from './road-lines.ts';
import { type ArcReaders, readersOf, unreadBy } from './road-readers.ts';

/**
 * A drive from a place over arcs to another place on the last (null: to its end), and what reads it. A unit reads a vehicle in the
 * middle of a stretch, and once: where it reads best. Of stretches that are driven in part the middle must be among it.
 */
export function escapeRoute(
  graph: DriveGraph,
  start: DrivePlace,
  arcs: readonly number[],
  end: DrivePlace | null,
  readers: ArcReaders,
): EscapeRoute {
  const best = new Map<string, EscapeRead>();
  const lines: number[][] = [];
  let [meters, milliseconds] = [0, 0];
  arcs.forEach((arc, at) => {
    const whole = arcLine(graph.network, graph.streets, arc);
    const length = lineLength(whole);
    const from = at > 0 ? 0 : shareAt(arc, start);
    const to = at < arcs.length - 1 || end === null ? 1 : Math.max(from, shareAt(arc, end));
    if (readsBetween(from, to)) {
      const seconds = (milliseconds + graph.arcMilliseconds[arc] * (0.5 - from)) / 1000;
      const place = { ...middleOf(whole), name: edgeName(graph, arc >>> 1) };
      const read = { place, seconds, meters: meters + length * (0.5 - from) };
      for (const unit of readersOf(readers, arc)) {
        if (unit.read > (best.get(unit.deviceId)?.read ?? 0)) best.set(unit.deviceId, { ...unit, ...read });
      }
    }
    if (to > from || arcs.length === 1) {
      lines.push(from === 0 && to === 1 ? whole : lineBetween(whole, length * from, length * to));
    }
    meters += length * (to - from);
    milliseconds += Math.round(graph.arcMilliseconds[arc] * (to - from));
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
