import { type DriveGraph, statesOf } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';
import { StateHeap } from './state-heap.ts';

/**
 * Fastest ways to one place from everywhere, or from one place to everywhere. `step` is the next state towards the place, or
 * the one before it on the way from it; ties go to the lowest number, so that ways are the same wherever they are worked out.
 */
export interface DriveTree {
  readonly place: DrivePlace;
  readonly way: 'to' | 'from';
  /**
   * State → whole milliseconds between the end of its arc and the place; Infinity where no way leads. Ways from the place
   * count the arc itself, ways to it don't.
   */
  readonly milliseconds: Float64Array;
  /** State → state; ~s where s is the state on whose arc the place lies; {@link noStep} where there is none. */
  readonly step: Int32Array;
}

export const noStep = 2_147_483_647;

/** A way of a car. */
export interface DriveWay {
  /** Whole milliseconds. */
  readonly milliseconds: number;
  /** Arcs in order; the first and the last are driven in part. */
  readonly arcs: readonly number[];
}

/** States settled between two steps: a few milliseconds. */
const statesPerStep = 8192;

/** Milliseconds of an arc up to a place on its edge (`before`), or from there on. */
export function partTime(graph: DriveGraph, arc: number, { fraction }: DrivePlace, before: boolean): number {
  const forward = (arc & 1) === 0;
  return Math.round(graph.arcMilliseconds[arc] * (forward === before ? fraction : 1 - fraction));
}

/** Arcs on which a place lies and that cars may drive. */
export function arcsAt({ arcState }: DriveGraph, { edge }: DrivePlace): number[] {
  return [2 * edge, 2 * edge + 1].filter((arc) => arcState[arc] >= 0);
}

/** Searches a graph again and again in the same memory. */
export class DriveSearch {
  private readonly graph: DriveGraph;

  constructor(graph: DriveGraph) {
    this.graph = graph;
  }

  /** Fastest ways from everywhere to a place. */
  to(place: DrivePlace): DriveTree {
    return finished(this.toSteps(place));
  }

  /** Fastest ways from a place to everywhere. */
  from(place: DrivePlace): DriveTree {
    return finished(this.fromSteps(place));
  }

  *toSteps(place: DrivePlace): Generator<void, DriveTree, void> {
    const tree = this.emptyTree(place, 'to');
    const { graph } = this;
    const heap = new StateHeap(tree.milliseconds);
    for (const arc of arcsAt(graph, place)) {
      const time = partTime(graph, arc, place, true);
      for (const last of statesOf(graph, arc)) {
        for (let at = graph.previousStart[last]; at < graph.previousStart[last + 1]; at += 1) {
          const state = graph.previous[at];
          reach(tree, heap, state, time, ~last);
        }
      }
    }
    yield* spread(graph, tree, heap);
    return tree;
  }

  *fromSteps(place: DrivePlace): Generator<void, DriveTree, void> {
    const tree = this.emptyTree(place, 'from');
    const { graph } = this;
    const heap = new StateHeap(tree.milliseconds);
    for (const arc of arcsAt(graph, place)) {
      const state = graph.arcState[arc];
      reach(tree, heap, state, partTime(graph, arc, place, false), ~state);
    }
    yield* spread(graph, tree, heap);
    return tree;
  }

  private emptyTree(place: DrivePlace, way: DriveTree['way']): DriveTree {
    const { stateCount } = this.graph;
    const milliseconds = new Float64Array(stateCount).fill(Number.POSITIVE_INFINITY);
    return { place, way, milliseconds, step: new Int32Array(stateCount).fill(noStep) };
  }
}

function finished<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function reach({ milliseconds, step }: DriveTree, heap: StateHeap, state: number, time: number, by: number): void {
  if (time < milliseconds[state]) {
    milliseconds[state] = time;
    step[state] = by;
    heap.lower(state);
  } else if (time === milliseconds[state] && stateOf(by) < stateOf(step[state])) {
    step[state] = by;
  }
}

function stateOf(step: number): number {
  return step < 0 ? ~step : step;
}

/** Dijkstra's algorithm, over moves backward for ways to a place and forward for ways from it. */
function* spread(graph: DriveGraph, tree: DriveTree, heap: StateHeap): Generator<void, void, void> {
  const { stateArc, arcMilliseconds } = graph;
  const towards = tree.way === 'to';
  const starts = towards ? graph.previousStart : graph.nextStart;
  const list = towards ? graph.previous : graph.next;
  let settled = 0;
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    const time = tree.milliseconds[state];
    const through = time + arcMilliseconds[stateArc[state]];
    for (let at = starts[state]; at < starts[state + 1]; at += 1) {
      const other = list[at];
      reach(tree, heap, other, towards ? through : time + arcMilliseconds[stateArc[other]], state);
    }
    settled += 1;
    if (settled % statesPerStep === 0) yield;
  }
}

/** The fastest way between the tree's place and another; null where there is none. */
export function wayOf(graph: DriveGraph, tree: DriveTree, other: DrivePlace): DriveWay | null {
  return tree.way === 'to' ? wayTo(graph, tree, other) : wayFrom(graph, tree, other);
}

/** Seconds of {@link wayOf}; Infinity where there is none. */
export function secondsOf(graph: DriveGraph, tree: DriveTree, other: DrivePlace): number {
  return (wayOf(graph, tree, other)?.milliseconds ?? Number.POSITIVE_INFINITY) / 1000;
}

/** Along a single arc, where the second place lies ahead on it: its milliseconds, else Infinity. */
export function directTime(graph: DriveGraph, arc: number, from: DrivePlace, to: DrivePlace): number {
  if (from.edge !== to.edge || arc >>> 1 !== from.edge) return Number.POSITIVE_INFINITY;
  const part = (arc & 1) === 0 ? to.fraction - from.fraction : from.fraction - to.fraction;
  return part >= 0 ? Math.round(graph.arcMilliseconds[arc] * part) : Number.POSITIVE_INFINITY;
}

function wayTo(graph: DriveGraph, tree: DriveTree, from: DrivePlace): DriveWay | null {
  let [best, start, direct] = [Number.POSITIVE_INFINITY, -1, false];
  for (const arc of arcsAt(graph, from)) {
    const along = directTime(graph, arc, from, tree.place);
    if (along < best) [best, start, direct] = [along, arc, true];
    const around = partTime(graph, arc, from, false) + tree.milliseconds[graph.arcState[arc]];
    if (around < best) [best, start, direct] = [around, arc, false];
  }
  if (start < 0) return null;
  const arcs = [start];
  let state = graph.arcState[start];
  while (!direct) {
    const step = tree.step[state];
    state = stateOf(step);
    arcs.push(graph.stateArc[state]);
    if (step < 0) break;
  }
  return { milliseconds: best, arcs };
}

function wayFrom(graph: DriveGraph, tree: DriveTree, to: DrivePlace): DriveWay | null {
  let [best, before, last] = [Number.POSITIVE_INFINITY, -1, -1];
  for (const arc of arcsAt(graph, to)) {
    const along = directTime(graph, arc, tree.place, to);
    if (along < best) [best, before, last] = [along, -1, arc];
    const time = partTime(graph, arc, to, true);
    for (const state of statesOf(graph, arc)) {
      for (let at = graph.previousStart[state]; at < graph.previousStart[state + 1]; at += 1) {
        const previous = graph.previous[at];
        const around = tree.milliseconds[previous] + time;
        if (around < best) [best, before, last] = [around, previous, arc];
      }
    }
  }
  if (last < 0) return null;
  const arcs = [last];
  for (let state = before; state >= 0; ) {
    arcs.push(graph.stateArc[state]);
    const step = tree.step[state];
    state = step < 0 ? -1 : step;
  }
  return { milliseconds: best, arcs: arcs.reverse() };
}
