import type { CordonCut, CutRoad } from '#model/results/gaps/cordon.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type CordonFrame, type CordonWay, crowMeters, roadFields, routeFields } from './cordon-frame.ts';
import { joinedLines } from './road-lines.ts';
import { type RoadCut, smallestCut } from './unread-cut.ts';

/**
 * Fewest further units that close the area. In or out it is the smallest cut among unread carriageways, and as many unread ways
 * that share no stretch prove it. Both ways, where one unit reads both directions of a road, the fewest cannot be found by cuts
 * alone where one-way streets set the ways apart: one direction is cut first, the other with what the first leaves, in both
 * orders; the larger of the two cuts by themselves says how many are needed at least.
 */
export function* cutSteps(frame: CordonFrame, ways: readonly CordonWay[]): Generator<SimulationStep, CordonCut, void> {
  const cuts: WayCut[] = [];
  for (const way of ways) cuts.push({ way, cut: yield* cutOfWay(frame, way) });
  const closable = cuts.every(({ cut }) => !cut.inseparable);
  const closing = cuts.length < 2 || !closable ? cuts : yield* smallerPair(frame, cuts);
  return {
    units: closing.reduce((sum, { cut }) => sum + cut.roads.length, 0),
    atLeast: Math.max(...cuts.map(({ cut }) => cut.roads.length)),
    closable,
    roads: closing.flatMap(({ way, cut }) => cut.roads.map((road) => cutRoad(frame, road, way))),
    routes: cuts.flatMap(({ way, cut }) =>
      cut.routes.map((roads) => {
        const { lines, meters, seconds } = routeFields(frame, roads);
        return { way, line: joinedLines(lines), meters, seconds };
      }),
    ),
  };
}

interface WayCut {
  readonly way: CordonWay;
  readonly cut: RoadCut;
}

/** Both cuts, the second among what the first leaves when its roads are read both ways; the order with fewer roads. */
function* smallerPair(frame: CordonFrame, cuts: readonly WayCut[]): Generator<SimulationStep, WayCut[], void> {
  let best: WayCut[] = [...cuts];
  let fewest = Infinity;
  for (const [first, second] of [cuts, cuts.toReversed()]) {
    const leaky = frame.leaky.slice();
    for (const road of first.cut.roads) {
      leaky[road] = 0;
      leaky[road ^ 1] = 0;
    }
    const cut = yield* cutOfWay({ ...frame, leaky }, second.way);
    const count = first.cut.roads.length + cut.roads.length;
    if (cut.inseparable || count >= fewest) continue;
    fewest = count;
    best = [first, { way: second.way, cut }];
  }
  return best;
}

/** Roads of the smallest cut, and of the ways that prove it, as they are travelled. */
export function* cutOfWay(frame: CordonFrame, way: CordonWay): Generator<SimulationStep, RoadCut, void> {
  const { graph, leaky, outside, inside, fixed } = frame;
  if (way === 'in') return yield* smallestCut(graph, leaky, outside, inside, fixed);
  // Backward, so that of all smallest cuts the one nearest to the area is found, as for the way in.
  const backward = leaky.map((_, road) => leaky[road ^ 1]);
  const { roads, routes, inseparable } = yield* smallestCut(
    graph,
    backward,
    outside,
    inside,
    fixed?.map((_, road) => fixed[road ^ 1]) ?? null,
  );
  return {
    roads: roads.map((road) => road ^ 1).sort((a, b) => a - b),
    routes: routes.map((route) => route.map((road) => road ^ 1).reverse()),
    inseparable,
  };
}

function cutRoad(frame: CordonFrame, road: number, way: CordonWay): CutRoad {
  const fields = roadFields(frame, road, way);
  return { ...fields, distanceMeters: crowMeters(frame, fields.line) };
}
