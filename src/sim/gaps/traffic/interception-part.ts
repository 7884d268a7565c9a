import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { InterceptionPart } from '#model/results/gaps/interception.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { DriveGraph } from './drive-graph.ts';
import { DriveSearch, type DriveTree, wayOf } from './drive-search.ts';
import { EvasiveSearch } from './evasive-search.ts';
import { knownExposures, ReadSets } from './read-sets.ts';
import { RouteChoice, type SharedWay } from './route-choice.ts';
import { samePlace, type TrafficDemand, type TrafficPair } from './traffic-demand.ts';
import type { UnitReads } from './unit-reads.ts';
import { wayTime } from './way-search.ts';

/** What interception is worked out from. */
export interface InterceptionInput {
  readonly graph: DriveGraph;
  readonly demand: TrafficDemand;
  readonly units: readonly UnitReads[];
  readonly condition: Condition;
  readonly routes: 'fastest' | 'choice';
  readonly assumptions: Pick<Assumptions, 'detourTolerance' | 'knownUnitChance' | 'routeSpreadSeconds'>;
}

/** Pairs from number `first` up to, but not including, `end`: one of `of` shares, numbered from 0, of nearly equal size. */
export function partRange(
  pairCount: number,
  part: number,
  of: number,
): { readonly first: number; readonly end: number } {
  const bound = (number: number) => Math.floor((pairCount * number) / Math.max(1, of));
  return { first: bound(part), end: bound(part + 1) };
}

/**
 * The ways of pairs `first` … `end` − 1: those that drivers take, and the one of the evasive driver. What a pair gets does not
 * depend on which part it is in.
 */
export function* interceptionPartSteps(
  input: InterceptionInput,
  first: number,
  end: number,
): Generator<SimulationStep, InterceptionPart, void> {
  const { graph, demand } = input;
  const writer = new PartWriter(first);
  const search = new DriveSearch(graph);
  const choice = new RouteChoice(graph);
  const sets = new ReadSets(knownExposures(input.units, input.condition, input.assumptions.knownUnitChance));
  const evasive = new EvasiveSearch(graph, sets);
  const progress = (pair: number): SimulationStep => ({
    step: 'Finding ways through the streets',
    fraction: (pair - first) / Math.max(1, end - first),
  });
  let tree: DriveTree | null = null;
  for (let number = first; number < end; number += 1) {
    const pair = demand.pairs[number];
    if (tree === null || !samePlace(tree.place, pair.to)) tree = yield* told(search.toSteps(pair.to), progress(number));
    writer.addWays(waysOf(input, choice, tree, pair), wayOf(graph, tree, pair.from)?.milliseconds ?? 0);
    const around = yield* told(evasive.steps(tree, pair.from, input.assumptions.detourTolerance), progress(number));
    writer.addEvasive(around?.arcs ?? [], around?.milliseconds ?? 0, around?.cutShort ?? false);
    yield progress(number + 1);
  }
  return writer.finish();
}

/** Runs steps that tell nothing themselves. */
export function* told<T>(steps: Generator<void, T, void>, step: SimulationStep): Generator<SimulationStep, T, void> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    yield step;
  }
}

function waysOf(
  input: InterceptionInput,
  choice: RouteChoice,
  tree: DriveTree,
  pair: TrafficPair,
): readonly SharedWay[] {
  const { graph, routes, assumptions } = input;
  if (routes === 'choice') return choice.from(tree, pair.from, assumptions);
  if (pair.route !== null) {
    const arcs = Array.from(pair.route);
    return [{ arcs, milliseconds: wayTime(graph, arcs, pair.from, pair.to), share: 1 }];
  }
  const fastest = wayOf(graph, tree, pair.from);
  return fastest === null ? [] : [{ ...fastest, share: 1 }];
}

/** Gathers ways in lists and turns them into arrays. */
class PartWriter {
  private readonly first: number;
  private readonly wayStart: number[] = [0];
  private readonly wayShare: number[] = [];
  private readonly wayMilliseconds: number[] = [];
  private readonly arcStart: number[] = [0];
  private readonly arcs: number[] = [];
  private readonly evasiveMilliseconds: number[] = [];
  private readonly evasiveStart: number[] = [0];
  private readonly evasiveArcs: number[] = [];
  private readonly fastest: number[] = [];
  private cutShort = 0;

  constructor(first: number) {
    this.first = first;
  }

  addWays(ways: readonly SharedWay[], fastest: number): void {
    for (const { arcs, milliseconds, share } of ways) {
      this.wayShare.push(share);
      this.wayMilliseconds.push(milliseconds);
      for (const arc of arcs) this.arcs.push(arc);
      this.arcStart.push(this.arcs.length);
    }
    this.wayStart.push(this.wayShare.length);
    this.fastest.push(fastest);
  }

  addEvasive(arcs: readonly number[], milliseconds: number, cutShort: boolean): void {
    for (const arc of arcs) this.evasiveArcs.push(arc);
    this.evasiveStart.push(this.evasiveArcs.length);
    this.evasiveMilliseconds.push(milliseconds);
    if (cutShort) this.cutShort += 1;
  }

  finish(): InterceptionPart {
    return {
      first: this.first,
      count: this.fastest.length,
      wayStart: Uint32Array.from(this.wayStart),
      wayShare: Float64Array.from(this.wayShare),
      wayMilliseconds: Float64Array.from(this.wayMilliseconds),
      arcStart: Uint32Array.from(this.arcStart),
      arcs: Uint32Array.from(this.arcs),
      evasiveMilliseconds: Float64Array.from(this.evasiveMilliseconds),
      evasiveStart: Uint32Array.from(this.evasiveStart),
      evasiveArcs: Uint32Array.from(this.evasiveArcs),
      fastestMilliseconds: Float64Array.from(this.fastest),
      cutShort: this.cutShort,
    };
  }
}
