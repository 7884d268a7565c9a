import type { CordonCut, CutRoad } from '#model/results/gaps/cordon.ts';
import type { GapStep } from '../gap-step.ts';
import { type CordonFrame, type CordonWay, crowMeters, roadFields, routeFields } from './cordon-frame.ts';
import { joinedLines } from './road-lines.ts';
import { type RoadCut, smallestCut } from './unread-cut.ts';

/**
 * Fewest further units that close the area. In or out it is the smallest cut among unread carriageways, and as many unread ways
 * that share no stretch prove it. Both ways, one unit reads both directions of a road: the roads of both cuts together close it,
 * and the larger cut says how many are needed at least.
 */
export function* cutSteps(frame: CordonFrame, ways: readonly CordonWay[]): Generator<GapStep, CordonCut, void> {
  const cuts: { readonly way: CordonWay; readonly cut: RoadCut }[] = [];
  for (const way of ways) cuts.push({ way, cut: yield* cutOfWay(frame, way) });
  const closable = cuts.every(({ cut }) => !cut.inseparable);
  const stretches = new Set(cuts.flatMap(({ cut }) => cut.roads.map((road) => road >>> 1)));
  return {
    units: stretches.size,
    atLeast: Math.max(...cuts.map(({ cut }) => cut.roads.length)),
    closable,
    roads: cuts.flatMap(({ way, cut }) => cut.roads.map((road) => cutRoad(frame, road, way))),
    routes: cuts.flatMap(({ way, cut }) =>
      cut.routes.map((roads) => {
        const { lines, meters, seconds } = routeFields(frame, roads);
        return { way, line: joinedLines(lines), meters, seconds };
      }),
    ),
  };
}

/** Roads of the smallest cut, and of the ways that prove it, as they are travelled. */
export function* cutOfWay(frame: CordonFrame, way: CordonWay): Generator<GapStep, RoadCut, void> {
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
