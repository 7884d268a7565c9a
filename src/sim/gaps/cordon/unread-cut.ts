import type { SimulationStep } from '../../simulation-step.ts';
import type { RoadGraph } from './road-graph.ts';

/** A smallest set of roads whose closing parts two sets of junctions, and as many ways that share none of the roads that can be closed: each proves the other. */
export interface RoadCut {
  /** Roads of the cut; of all smallest cuts the one nearest to the goals. Ascending. */
  readonly roads: readonly number[];
  /** Ways from a start to a goal, roads in order; no stretch that can be closed is in two of them, nor any twice in one. */
  readonly routes: readonly (readonly number[])[];
  /** A start is a goal, or joined to one by roads that cannot be closed: nothing can part them. */
  readonly inseparable: boolean;
}

/** Which roads there are, and which of them lead somewhere: nodes by number, roads by number, back = road ^ 1. */
export type CutGraph = Pick<RoadGraph, 'nodeCount' | 'roadCount' | 'tail' | 'head' | 'leavingStart' | 'leaving'>;

/** Roads looked at between two steps. */
const roadsPerStep = 200_000;

/**
 * Fewest roads among those `usable` whose closing leaves no way from `starts` to `goals` (1 per node), by Dinic's algorithm with
 * one way per road (Menger: as many as there are ways that share no road). Roads that are `fixed` cannot be closed. Yields often.
 */
export function* smallestCut(
  graph: CutGraph,
  usable: Uint8Array,
  starts: Uint8Array,
  goals: Uint8Array,
  fixed: Uint8Array | null = null,
): Generator<SimulationStep, RoadCut, void> {
  if (joined(graph, usable, fixed, starts, goals)) return { roads: [], routes: [], inseparable: true };
  const flow = new RoadFlow(graph, usable, fixed, starts, goals);
  let budget = roadsPerStep;
  while (flow.layer()) {
    budget -= graph.roadCount;
    while (flow.augment()) {
      budget -= flow.looked;
      if (budget > 0) continue;
      budget = roadsPerStep;
      yield { step: 'Finding the fewest units that close it', fraction: 0.5 };
    }
    yield { step: 'Finding the fewest units that close it', fraction: 0.5 };
  }
  return { roads: flow.cutNearGoals(), routes: flow.routes(), inseparable: false };
}

/** Is a goal reached without any road that can be closed? */
function joined(
  graph: CutGraph,
  usable: Uint8Array,
  fixed: Uint8Array | null,
  starts: Uint8Array,
  goals: Uint8Array,
): boolean {
  const reached = starts.slice();
  const queue: number[] = [];
  starts.forEach((start, node) => {
    if (start === 1) queue.push(node);
  });
  for (const node of queue) {
    if (goals[node] === 1) return true;
    for (let k = graph.leavingStart[node]; fixed !== null && k < graph.leavingStart[node + 1]; k += 1) {
      const road = graph.leaving[k];
      const target = graph.head[road];
      if (usable[road] !== 1 || fixed[road] !== 1 || reached[target] === 1) continue;
      reached[target] = 1;
      queue.push(target);
    }
  }
  return false;
}

/**
 * Flow of at most one per road, of any amount where a road is fixed. In the residual graph a road with room is open, and a road
 * with flow is open backwards.
 */
class RoadFlow {
  looked = 0;
  private readonly graph: CutGraph;
  private readonly usable: Uint8Array;
  private readonly fixed: Uint8Array | null;
  private readonly starts: Uint8Array;
  private readonly goals: Uint8Array;
  private readonly flow: Uint32Array;
  private readonly level: Int32Array;
  private readonly next: Uint32Array;
  private readonly queue: Uint32Array;

  constructor(graph: CutGraph, usable: Uint8Array, fixed: Uint8Array | null, starts: Uint8Array, goals: Uint8Array) {
    this.graph = graph;
    this.usable = usable;
    this.fixed = fixed;
    this.starts = starts;
    this.goals = goals;
    this.flow = new Uint32Array(graph.roadCount);
    this.level = new Int32Array(graph.nodeCount);
    this.next = new Uint32Array(graph.nodeCount);
    this.queue = new Uint32Array(graph.nodeCount);
  }

  /** Can one more go from the tail of a road to its head, over the road itself or by taking back what comes the other way? */
  private passable(road: number): boolean {
    const { usable, fixed, flow } = this;
    if (flow[road ^ 1] > 0) return true;
    return usable[road] === 1 && (flow[road] === 0 || fixed?.[road] === 1);
  }

  /** Numbers nodes by their fewest roads from a start; false where no goal is reached any more. */
  layer(): boolean {
    const { graph, level, queue, starts, goals } = this;
    level.fill(-1);
    let count = 0;
    for (let node = 0; node < graph.nodeCount; node += 1) {
      if (starts[node] !== 1) continue;
      level[node] = 0;
      queue[count] = node;
      count += 1;
    }
    let reached = false;
    for (let at = 0; at < count; at += 1) {
      const node = queue[at];
      if (goals[node] === 1) {
        reached = true;
        continue;
      }
      for (let k = graph.leavingStart[node]; k < graph.leavingStart[node + 1]; k += 1) {
        const road = graph.leaving[k];
        const target = graph.head[road];
        if (level[target] >= 0 || !this.passable(road)) continue;
        level[target] = level[node] + 1;
        queue[count] = target;
        count += 1;
      }
    }
    this.next.set(graph.leavingStart.subarray(0, graph.nodeCount));
    return reached;
  }

  /** One more way along the layers; false where there is none. */
  augment(): boolean {
    this.looked = 0;
    for (let node = 0; node < this.graph.nodeCount; node += 1) {
      if (this.starts[node] === 1 && this.next[node] < this.graph.leavingStart[node + 1] && this.walkFrom(node))
        return true;
    }
    return false;
  }

  private walkFrom(start: number): boolean {
    const { graph, level, next, goals } = this;
    const path: number[] = [];
    let node = start;
    for (;;) {
      if (goals[node] === 1) {
        for (const road of path) this.push(road);
        return true;
      }
      let taken = -1;
      while (taken < 0 && next[node] < graph.leavingStart[node + 1]) {
        const road = graph.leaving[next[node]];
        this.looked += 1;
        if (level[graph.head[road]] === level[node] + 1 && this.passable(road)) taken = road;
        else next[node] += 1;
      }
      if (taken >= 0) {
        path.push(taken);
        node = graph.head[taken];
        continue;
      }
      const back = path.pop();
      if (back === undefined) return false;
      node = graph.tail[back];
      next[node] += 1;
    }
  }

  private push(road: number): void {
    if (this.flow[road ^ 1] > 0) this.flow[road ^ 1] -= 1;
    else this.flow[road] += 1;
  }

  /** Roads into the nodes from which a goal is still reached. */
  cutNearGoals(): number[] {
    const { graph, queue, goals } = this;
    const near = new Uint8Array(graph.nodeCount);
    let count = 0;
    const add = (node: number): void => {
      if (near[node] === 1) return;
      near[node] = 1;
      queue[count] = node;
      count += 1;
    };
    for (let node = 0; node < graph.nodeCount; node += 1) if (goals[node] === 1) add(node);
    for (let at = 0; at < count; at += 1) {
      const node = queue[at];
      for (let k = graph.leavingStart[node]; k < graph.leavingStart[node + 1]; k += 1) {
        if (this.passable(graph.leaving[k] ^ 1)) add(graph.head[graph.leaving[k]]);
      }
    }
    const roads: number[] = [];
    for (let road = 0; road < graph.roadCount; road += 1) {
      if (this.usable[road] === 1 && near[graph.tail[road]] === 0 && near[graph.head[road]] === 1) roads.push(road);
    }
    return roads;
  }

  /** The flow as ways; loops are left out. */
  routes(): number[][] {
    const { graph, flow, starts, goals } = this;
    const left = flow.slice();
    const routes: number[][] = [];
    for (let start = 0; start < graph.nodeCount; start += 1) {
      if (starts[start] !== 1) continue;
      for (let first = this.outgoing(left, start); first >= 0; first = this.outgoing(left, start)) {
        const route: number[] = [];
        for (
          let road = first;
          road >= 0;
          road = goals[graph.head[road]] === 1 ? -1 : this.outgoing(left, graph.head[road])
        ) {
          left[road] -= 1;
          route.push(road);
        }
        const last = route[route.length - 1];
        if (goals[graph.head[last]] === 1) routes.push(withoutLoops(graph, starts, route));
      }
    }
    return routes;
  }

  private outgoing(left: Uint32Array, node: number): number {
    const { leavingStart, leaving } = this.graph;
    for (let k = leavingStart[node]; k < leavingStart[node + 1]; k += 1) if (left[leaving[k]] > 0) return leaving[k];
    return -1;
  }
}

/** The way from its last start on, without roads that come back to a junction of it. */
function withoutLoops({ tail, head }: CutGraph, starts: Uint8Array, route: readonly number[]): number[] {
  const kept: number[] = [];
  const at = new Map<number, number>();
  for (const road of route) {
    if (starts[tail[road]] === 1) {
      kept.length = 0;
      at.clear();
    }
    if (kept.length === 0) at.set(tail[road], 0);
    kept.push(road);
    const seen = at.get(head[road]);
    if (seen !== undefined) {
      for (const dropped of kept.splice(seen)) if (at.get(head[dropped]) !== seen) at.delete(head[dropped]);
      at.set(head[road], seen);
      continue;
    }
    at.set(head[road], kept.length);
  }
  return kept;
}
