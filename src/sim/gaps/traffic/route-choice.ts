import { exponential } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { DriveGraph } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';
import { type DriveTree, type DriveWay, wayOf } from './drive-search.ts';
import { timeBudget, WaySearch } from './way-search.ts';

/** A way and the share of the trips that take it, 0 to 1. */
export interface SharedWay extends DriveWay {
  readonly share: number;
}

/** The fastest way and so many others at most. */
const mostWays = 4;
/** Searches for them. */
const mostTurns = 5;
/** What a stretch costs more, as a share of its time, each time that a way is found over it (assumption). */
const penalty = 0.4;

/**
 * Ways that drivers choose among: the fastest, and others by the penalty method (de la Barra et al. 1993): stretches of ways found
 * cost more, and the search is made anew, a few times over. Those within (1 + detour tolerance) × the fastest
 * share the trips by a logit on their time: exp(−t / spread).
 */
export class RouteChoice {
  private readonly graph: DriveGraph;
  private readonly ways: WaySearch;
  private readonly costs: Float64Array;

  constructor(graph: DriveGraph) {
    this.graph = graph;
    this.ways = new WaySearch(graph);
    this.costs = graph.arcMilliseconds.slice();
  }

  /** `tree`: fastest ways to the destination. Empty where no way leads there; the shares add up to 1. */
  from(
    tree: DriveTree,
    from: DrivePlace,
    { detourTolerance, routeSpreadSeconds }: Pick<Assumptions, 'detourTolerance' | 'routeSpreadSeconds'>,
  ): SharedWay[] {
    const fastest = wayOf(this.graph, tree, from);
    if (fastest === null) return [];
    const budget = timeBudget(fastest.milliseconds, detourTolerance);
    const found = [fastest];
    const penalised = new Set(fastest.arcs);
    let last: DriveWay = fastest;
    for (let turn = 0; turn < mostTurns && found.length < mostWays; turn += 1) {
      this.penalise(last);
      // What the fastest way costs now bounds the best one.
      const most = fastest.arcs.reduce((sum, arc) => sum + this.costs[arc], 0);
      const way = this.ways.find(tree, from, this.costs, most);
      if (way === null || way.milliseconds > budget) break;
      if (!found.some((other) => sameArcs(other, way))) found.push(way);
      for (const arc of way.arcs) penalised.add(arc);
      last = way;
    }
    for (const arc of penalised) this.costs[arc] = this.graph.arcMilliseconds[arc];
    return shared(found, routeSpreadSeconds);
  }

  private penalise({ arcs }: DriveWay): void {
    for (const arc of arcs) this.costs[arc] += penalty * this.graph.arcMilliseconds[arc];
  }
}

function sameArcs(a: DriveWay, b: DriveWay): boolean {
  return a.arcs.length === b.arcs.length && a.arcs.every((arc, at) => arc === b.arcs[at]);
}

function shared(ways: readonly DriveWay[], spreadSeconds: number): SharedWay[] {
  const least = ways[0].milliseconds;
  const weights = ways.map(({ milliseconds }) => exponential((least - milliseconds) / (1000 * spreadSeconds)));
  const sum = weights.reduce((whole, weight) => whole + weight, 0);
  return ways.map((way, at) => ({ ...way, share: weights[at] / sum }));
}
