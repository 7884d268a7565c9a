import { lanesOf } from '../../targets/lane-targets.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import { arcLine, lineLength } from './road-lines.ts';

/** Vehicles are looked at about this often on their way, metres. */
const sampleMeters = 1;

/** Where vehicles are on an arc: points in the middle of equal pieces, along the middle of the lanes of their direction. */
export interface DriveSamples {
  readonly count: number;
  /** 2 × count: x, y. */
  readonly xy: Float64Array;
  /** Of one piece. */
  readonly meters: number;
  readonly seconds: number;
}

const nowhere: DriveSamples = { count: 0, xy: new Float64Array(0), meters: 0, seconds: 0 };

/** Samples of an arc; none in tunnels, which nothing on the surface sees into. */
export function driveSamples(graph: DriveGraph, arc: number): DriveSamples {
  const { network, streets } = graph;
  const street = streets[network.edgeStreet[arc >>> 1]];
  const line = arcLine(network, streets, arc);
  const length = lineLength(line);
  if (street.tunnel || !(length > 0)) return nowhere;
  const count = Math.max(1, Math.ceil(length / sampleMeters));
  const xy = new Float64Array(2 * count);
  const right = rightOfLine(graph, arc);
  let [vertex, passed] = [2, 0];
  let run = runOf(line, vertex);
  for (let at = 0; at < count; at += 1) {
    const along = ((at + 0.5) * length) / count;
    while (vertex + 3 < line.length && passed + run < along) {
      passed += run;
      vertex += 2;
      run = runOf(line, vertex);
    }
    const [dx, dy] = [(line[vertex] - line[vertex - 2]) / run, (line[vertex + 1] - line[vertex - 1]) / run];
    xy[2 * at] = line[vertex - 2] + (along - passed) * dx + right * dy;
    xy[2 * at + 1] = line[vertex - 1] + (along - passed) * dy - right * dx;
  }
  return { count, xy, meters: length / count, seconds: graph.arcMilliseconds[arc] / 1000 / count };
}

function runOf(line: readonly number[], vertex: number): number {
  const [dx, dy] = [line[vertex] - line[vertex - 2], line[vertex + 1] - line[vertex - 1]];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Metres from the street's line to the middle of the lanes of an arc, to the right in its direction. */
function rightOfLine({ network, streets }: DriveGraph, arc: number): number {
  const way = (arc & 1) === 0 ? 1 : -1;
  const lanes = lanesOf(streets[network.edgeStreet[arc >>> 1]], false).lanes.filter((lane) => lane.way === way);
  if (lanes.length === 0) return 0;
  return (way * lanes.reduce((sum, { offset }) => sum + offset, 0)) / lanes.length;
}
