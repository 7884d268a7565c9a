import { type DriveGraph, statesOf } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';
import { arcsAt, type DriveTree, type DriveWay, directTime, partTime } from './drive-search.ts';
import { StateHeap } from './state-heap.ts';

/** Arc → what driving it costs, in the unit of milliseconds and never less than its milliseconds; Infinity: closed. */
export type ArcCosts = Float64Array;

/**
 * Single ways with costs of their own, guided by the fastest ways to the destination (A*), in the same memory from call to
 * call. The tree must be one of ways to a place.
 */
export class WaySearch {
  private readonly graph: DriveGraph;
  private readonly cost: Float64Array;
  private readonly guided: Float64Array;
  private readonly step: Int32Array;
  private readonly heap: StateHeap;
  private touched: number[] = [];
  private readonly targetTime: Float64Array;

  constructor(graph: DriveGraph) {
    this.graph = graph;
    this.cost = new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY);
    this.guided = new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY);
    this.step = new Int32Array(graph.stateCount).fill(-1);
    this.heap = new StateHeap(this.guided);
    this.targetTime = new Float64Array(graph.arcState.length).fill(Number.POSITIVE_INFINITY);
  }

  /** The way of least cost, among those whose cost is at most `budget`; null where there is none. Time counts, not cost. */
  find(tree: DriveTree, from: DrivePlace, costs: ArcCosts, budget: number): DriveWay | null {
    const { graph } = this;
    const to = tree.place;
    const ends = arcsAt(graph, to);
    for (const arc of ends) this.targetTime[arc] = partTime(graph, arc, to, true);
    const found = this.search(tree, from, costs, budget);
    for (const arc of ends) this.targetTime[arc] = Number.POSITIVE_INFINITY;
    this.heap.clear();
    for (const state of this.touched) {
      this.cost[state] = Number.POSITIVE_INFINITY;
      this.guided[state] = Number.POSITIVE_INFINITY;
    }
    this.touched = [];
    return found;
  }

  private search(tree: DriveTree, from: DrivePlace, costs: ArcCosts, budget: number): DriveWay | null {
    const { graph, heap } = this;
    let best = { cost: Number.POSITIVE_INFINITY, before: -1, arc: -1 };
    for (const arc of arcsAt(graph, from)) {
      const factor = costs[arc] / graph.arcMilliseconds[arc];
      const direct = directTime(graph, arc, from, tree.place) * factor;
      if (direct < best.cost) best = { cost: direct, before: -1, arc };
      this.reach(tree, graph.arcState[arc], partTime(graph, arc, from, false) * factor, -1, budget);
    }
    for (let state = heap.first(); state >= 0 && this.guided[state] < best.cost; state = heap.first()) {
      heap.pop();
      const cost = this.cost[state];
      for (let at = graph.nextStart[state]; at < graph.nextStart[state + 1]; at += 1) {
        const next = graph.next[at];
        const arc = graph.stateArc[next];
        const along = costs[arc];
        const end = this.targetTime[arc];
        if (end < Number.POSITIVE_INFINITY) {
          const whole =
            cost + (along === Number.POSITIVE_INFINITY ? along : end * (along / graph.arcMilliseconds[arc]));
          if (whole < best.cost) best = { cost: whole, before: state, arc };
        }
        this.reach(tree, next, cost + along, state, budget);
      }
    }
    return best.cost <= budget && best.arc >= 0 ? this.wayBack(tree, from, best.before, best.arc) : null;
  }

  private reach(tree: DriveTree, state: number, cost: number, by: number, budget: number): void {
    const guided = cost + tree.milliseconds[state];
    if (!(guided <= budget)) return;
    if (cost < this.cost[state]) {
      if (this.cost[state] === Number.POSITIVE_INFINITY) this.touched.push(state);
      this.cost[state] = cost;
      this.guided[state] = guided;
      this.step[state] = by;
      this.heap.lower(state);
    } else if (cost === this.cost[state] && by >= 0 && by < this.step[state]) {
      this.step[state] = by;
    }
  }

  private wayBack(tree: DriveTree, from: DrivePlace, before: number, last: number): DriveWay {
    const { graph } = this;
    const arcs = [last];
    for (let state = before; state >= 0; state = this.step[state]) arcs.push(graph.stateArc[state]);
    arcs.reverse();
    return { milliseconds: wayTime(graph, arcs, from, tree.place), arcs };
  }
}

/** Whole milliseconds along arcs between two places on the first and the last of them. */
export function wayTime(graph: DriveGraph, arcs: ArrayLike<number>, from: DrivePlace, to: DrivePlace): number {
  if (arcs.length === 1) return directTime(graph, arcs[0], from, to);
  let time = partTime(graph, arcs[0], from, false) + partTime(graph, arcs[arcs.length - 1], to, true);
  for (let at = 1; at + 1 < arcs.length; at += 1) time += graph.arcMilliseconds[arcs[at]];
  return time;
}

/** Metres along arcs between two places on the first and the last of them. */
export function wayMeters(graph: DriveGraph, arcs: ArrayLike<number>, from: DrivePlace, to: DrivePlace): number {
  const { edgeLength } = graph.network;
  const part = (arc: number, { fraction }: DrivePlace, before: boolean) =>
    edgeLength[arc >>> 1] * (((arc & 1) === 0) === before ? fraction : 1 - fraction);
  const last = arcs.length - 1;
  if (last < 0) return 0;
  if (last === 0) return edgeLength[arcs[0] >>> 1] * Math.abs(to.fraction - from.fraction);
  let meters = part(arcs[0], from, false) + part(arcs[last], to, true);
  for (let at = 1; at < last; at += 1) meters += edgeLength[arcs[at] >>> 1];
  return meters;
}

/** Milliseconds of the longest stay away that a tolerance allows, whole. */
export function timeBudget(fastest: number, detourTolerance: number): number {
  return Math.floor(fastest * (1 + detourTolerance));
}

/** Whether moves of the graph join the arcs in this order. */
export function isWay(graph: DriveGraph, arcs: readonly number[]): boolean {
  if (arcs.length === 0 || graph.arcState[arcs[0]] < 0) return false;
  let state = graph.arcState[arcs[0]];
  for (const arc of arcs.slice(1)) {
    const options = new Set(statesOf(graph, arc));
    let found = -1;
    for (let at = graph.nextStart[state]; at < graph.nextStart[state + 1]; at += 1) {
      if (options.has(graph.next[at])) found = graph.next[at];
    }
    if (found < 0) return false;
    state = found;
  }
  return true;
}
