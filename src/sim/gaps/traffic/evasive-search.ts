import type { DriveGraph } from './drive-graph.ts';
import type { DrivePlace } from './drive-places.ts';
import { arcsAt, type DriveTree, type DriveWay, directTime, partTime, wayOf } from './drive-search.ts';
import { LabelHeap, Labels } from './labels.ts';
import type { ReadSets } from './read-sets.ts';
import { UnitReach } from './unit-reach.ts';
import { timeBudget, WaySearch } from './way-search.ts';

/** What an evasive driver takes. */
export interface EvasiveWay extends DriveWay {
  /** Of the known units on it: Σ −ln(1 − r) in whole parts (see `exposureOf`). */
  readonly exposure: number;
  /** The search was cut short: another way may be read less. */
  readonly cutShort: boolean;
}

/** So many labels keep apart which units they have passed; later ones only how exposed they are, which is no longer exact. */
const exactLabels = 100_000;
/** So many labels, and the search ends with the best way found. */
const mostLabels = 400_000;
/** Labels looked at between two steps. */
const labelsPerStep = 256;
/** Sets remembered from one search to the next. */
const mostSets = 20_000;

/**
 * The evasive driver (Marković et al. 2015): of all ways that take at most (1 + detour tolerance) × the fastest, the one on
 * which the units that are known read least likely, and of equals the fastest. Known units count once a trip, where they
 * read best, whole arcs at both ends included. Labels (place, time, units passed) are settled by exposure, then by time over
 * the fastest rest of the way; what can no longer arrive in time is dropped, and so is a label that comes no earlier than
 * another at the same place and has passed all units that the other has.
 */
export class EvasiveSearch {
  private readonly graph: DriveGraph;
  private readonly sets: ReadSets;
  private readonly ways: WaySearch;
  private readonly labels: Labels;
  private readonly targetTime: Float64Array;
  private readonly reach: UnitReach;
  /** So many labels were made that only time and exposure are compared. */
  private rough = false;
  /** Arc → its milliseconds; Infinity where a known unit reads. */
  private readonly unreadCosts: Float64Array;

  constructor(graph: DriveGraph, sets: ReadSets) {
    this.graph = graph;
    this.sets = sets;
    this.ways = new WaySearch(graph);
    this.reach = new UnitReach(graph, sets.arcsByUnit());
    this.labels = new Labels(graph.stateCount);
    this.targetTime = new Float64Array(graph.arcState.length).fill(Number.POSITIVE_INFINITY);
    this.unreadCosts = Float64Array.from(graph.arcMilliseconds, (time, arc) =>
      sets.reads(arc) ? Number.POSITIVE_INFINITY : time,
    );
  }

  /** `tree`: fastest ways to the destination. Null where no way leads there. */
  *steps(tree: DriveTree, from: DrivePlace, detourTolerance: number): Generator<void, EvasiveWay | null, void> {
    const fastest = wayOf(this.graph, tree, from);
    if (fastest === null) return null;
    if (fastest.arcs.every((arc) => !this.sets.reads(arc))) return { ...fastest, exposure: 0, cutShort: false };
    const budget = timeBudget(fastest.milliseconds, detourTolerance);
    const unread = this.ways.find(tree, from, this.unreadCosts, budget);
    if (unread !== null) return { ...unread, exposure: 0, cutShort: false };
    this.sets.forget(mostSets);
    const ends = arcsAt(this.graph, tree.place);
    for (const arc of ends) this.targetTime[arc] = partTime(this.graph, arc, tree.place, true);
    try {
      return yield* this.search(tree, from, budget, fastest);
    } finally {
      for (const arc of ends) this.targetTime[arc] = Number.POSITIVE_INFINITY;
    }
  }

  private *search(
    tree: DriveTree,
    from: DrivePlace,
    budget: number,
    fastest: DriveWay,
  ): Generator<void, EvasiveWay, void> {
    const { graph, sets, labels } = this;
    labels.clear();
    this.rough = false;
    this.reach.prepare(tree, this.targetTime);
    const heap = new LabelHeap(labels);
    for (const arc of arcsAt(graph, from)) {
      const set = sets.after(0, arc);
      const direct = directTime(graph, arc, from, tree.place);
      if (direct <= budget) heap.push(labels.add(-1, arc, direct, direct, set, sets.total(set), -1));
      this.push(heap, tree, graph.arcState[arc], partTime(graph, arc, from, false), set, -1, budget);
    }
    let looked = 0;
    for (let label = heap.pop(); label >= 0; label = heap.pop()) {
      if (labels.state[label] < 0) return this.wayBack(label, this.rough);
      if (labels.count > mostLabels) break;
      this.rough = labels.count > exactLabels;
      if (this.settle(label, budget)) this.expand(heap, tree, label, budget);
      looked += 1;
      if (looked % labelsPerStep === 0) yield;
    }
    const exposure = sets.total(fastest.arcs.reduce((set, arc) => sets.after(set, arc), 0));
    return { ...fastest, exposure, cutShort: true };
  }

  private push(
    heap: LabelHeap,
    tree: DriveTree,
    state: number,
    time: number,
    set: number,
    by: number,
    budget: number,
  ): void {
    const guided = time + tree.milliseconds[state];
    if (!(guided <= budget)) return;
    const { labels, sets, graph } = this;
    if (this.isWorse(state, time, set, budget - time)) return;
    heap.push(labels.add(state, graph.stateArc[state], time, guided, set, sets.total(set), by));
  }

  private expand(heap: LabelHeap, tree: DriveTree, label: number, budget: number): void {
    const { graph, sets, labels } = this;
    const state = labels.state[label];
    const time = labels.time[label];
    const set = labels.set[label];
    for (let at = graph.nextStart[state]; at < graph.nextStart[state + 1]; at += 1) {
      const next = graph.next[at];
      const arc = graph.stateArc[next];
      const passed = sets.after(set, arc);
      const end = time + this.targetTime[arc];
      if (end <= budget) heap.push(labels.add(-1, arc, end, end, passed, sets.total(passed), label));
      this.push(heap, tree, next, time + graph.arcMilliseconds[arc], passed, label, budget);
    }
  }

  /** Keeps a label at its state, unless one that is there already is as good in everything that may follow. */
  private settle(label: number, budget: number): boolean {
    const { labels } = this;
    const time = labels.time[label];
    if (this.isWorse(labels.state[label], time, labels.set[label], budget - time)) return false;
    labels.keep(label);
    return true;
  }

  /**
   * Whether a label kept at the state is as good as this one, whatever follows. A way on from here costs the kept one at most so
   * much more: what its units count more, less what it counts less of units that no way on from here comes by.
   */
  private isWorse(state: number, time: number, set: number, left: number): boolean {
    const { labels } = this;
    for (let other = labels.firstAt(state); other >= 0; other = labels.after[other]) {
      if (labels.time[other] > time) continue;
      const otherSet = labels.set[other];
      if (otherSet === set || this.rough || this.costsNoMore(otherSet, set, state, left)) return true;
    }
    return false;
  }

  private costsNoMore(a: number, b: number, state: number, left: number): boolean {
    let more = 0;
    for (const [unit, difference] of this.sets.differences(a, b)) {
      if (difference > 0 || !this.reach.mayPass(unit, state, left)) more += difference;
    }
    return more <= 0;
  }

  private wayBack(last: number, cutShort: boolean): EvasiveWay {
    const { labels, sets } = this;
    const arcs: number[] = [];
    for (let label = last; label >= 0; label = labels.by[label]) arcs.push(labels.arc[label]);
    arcs.reverse();
    return { milliseconds: labels.time[last], arcs, exposure: sets.total(labels.set[last]), cutShort };
  }
}
