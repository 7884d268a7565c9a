import { arcLine, joinedLines, lineBetween, lineLength } from '../cordon/road-lines.ts';
import type { DriveGraph } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';

/** Line of a way between two places on its first and last arc, flat x, y, local metres; empty without arcs. */
export function wayLine(graph: DriveGraph, arcs: ArrayLike<number>, from: DrivePlace, to: DrivePlace): number[] {
  const { network, streets } = graph;
  const last = arcs.length - 1;
  return joinedLines(
    Array.from({ length: arcs.length }, (_, at) => {
      const arc = arcs[at];
      const line = arcLine(network, streets, arc);
      if (at > 0 && at < last) return line;
      const length = lineLength(line);
      const along = ({ fraction }: DrivePlace) => length * ((arc & 1) === 0 ? fraction : 1 - fraction);
      return lineBetween(line, at === 0 ? along(from) : 0, at === last ? along(to) : length);
    }),
  );
}
