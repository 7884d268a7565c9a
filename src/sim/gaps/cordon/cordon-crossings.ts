import type { CordonCrossing, LeastRead } from '#model/results/gaps/cordon.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type CordonFrame, type CordonWay, roadFields, routeFields } from './cordon-frame.ts';
import { joinedLines, lineBetween, lineLength } from './road-lines.ts';
import { readersAlong, readersOf, unreadBy } from './road-readers.ts';
import { type RoadReach, searchRoads, wayOf } from './road-search.ts';

/** Of an unread way so much is shown, metres. */
const leakLineMeters = 400;

/** Carriageways over the edge of the area, and which of them an unread way joins with the outside. */
export function* crossingSteps(frame: CordonFrame, way: CordonWay): Generator<SimulationStep, CordonCrossing[], void> {
  const reach = yield* reachOfOutside(frame, way, false);
  const crossings: CordonCrossing[] = [];
  for (const road of crossingRoads(frame, way)) {
    const units = readersOf(frame.readers, frame.graph.arc[road]);
    const outer = outerNode(frame, road, way);
    const leaks = frame.leaky[road] === 1 && reach.seconds[outer] < Infinity;
    const fields = roadFields(frame, road, way);
    const leak = leaks ? leakFields(frame, way, roadsThrough(frame, reach, road, way)) : noLeak;
    crossings.push({ ...fields, read: 1 - unreadBy(units), readers: [...units], leaks, ...leak });
  }
  return crossings;
}

const noLeak = { leakLine: [], leakMeters: null, leakSeconds: null };

/** Open roads from outside the area into it, or out of it; ascending. */
export function crossingRoads({ graph, inside, open }: CordonFrame, way: CordonWay): number[] {
  const roads: number[] = [];
  for (let road = 0; road < graph.roadCount; road += 1) {
    if (open[road] !== 1) continue;
    const [from, to] = [inside[graph.tail[road]], inside[graph.head[road]]];
    if (way === 'in' ? from === 0 && to === 1 : from === 1 && to === 0) roads.push(road);
  }
  return roads;
}

function outerNode({ graph }: CordonFrame, road: number, way: CordonWay): number {
  return way === 'in' ? graph.tail[road] : graph.head[road];
}

/** Ways between the outside and every junction that do not pass the area. `all`: read streets too, least read first. */
function reachOfOutside(frame: CordonFrame, way: CordonWay, all: boolean): Generator<SimulationStep, RoadReach, void> {
  const { graph, outside, inside, open, leaky, unread } = frame;
  const roads = all ? { usable: open, unread } : { usable: leaky };
  return searchRoads(graph, { starts: outside, closed: inside, backward: way === 'out', ...roads });
}

/** The whole way between the outside and the area over a crossing, in the order of travel. */
function roadsThrough(frame: CordonFrame, reach: RoadReach, road: number, way: CordonWay): number[] {
  const outer = wayOf(frame.graph, reach, outerNode(frame, road, way), way === 'out');
  return way === 'in' ? [...outer, road] : [road, ...outer];
}

function leakFields(frame: CordonFrame, way: CordonWay, roads: readonly number[]) {
  const { lines, meters, seconds } = routeFields(frame, roads);
  const line = joinedLines(lines);
  const length = lineLength(line);
  const leakLine =
    way === 'in' ? lineBetween(line, length - leakLineMeters, length) : lineBetween(line, 0, leakLineMeters);
  return { leakLine, leakMeters: meters, leakSeconds: seconds };
}

/**
 * The way between the outside and the area on which a vehicle is read least. The search counts a unit anew on every stretch that it
 * reads; the chance that is told counts each unit once, where it reads best.
 */
export function* leastReadSteps(frame: CordonFrame, way: CordonWay): Generator<SimulationStep, LeastRead | null, void> {
  const { graph, unread } = frame;
  const reach = yield* reachOfOutside(frame, way, true);
  let best = -1;
  let [bestUnread, bestSeconds] = [-1, Infinity];
  for (const road of crossingRoads(frame, way)) {
    const outer = outerNode(frame, road, way);
    const seconds = reach.seconds[outer] + graph.seconds[road];
    const chance = reach.unread[outer] * unread[road];
    if (seconds === Infinity || chance < bestUnread || (chance === bestUnread && seconds >= bestSeconds)) continue;
    [best, bestUnread, bestSeconds] = [road, chance, seconds];
  }
  if (best < 0) return null;
  const roads = roadsThrough(frame, reach, best, way);
  const { lines, meters, seconds } = routeFields(frame, roads);
  const readers = readersAlong(
    roads.map((road) => graph.arc[road]),
    frame.readers,
  );
  return { way, read: 1 - unreadBy(readers), line: joinedLines(lines), meters, seconds, readers };
}
