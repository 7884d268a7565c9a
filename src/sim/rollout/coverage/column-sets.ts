import type { HeldDevice } from '../../coverage/held-devices.ts';
import { everyDevice } from '../../goals/counted-devices.ts';
import { DemandCounter, type GroundCounter, RegionCounter } from '../../goals/ground-counters.ts';
import type { Region } from '../../goals/scope-regions.ts';
import type { TargetQuestion } from '../../goals/target-tallies.ts';
import { type ColumnPartition, type GroundMember, groundPartitionSteps, targetPartition } from './column-partition.ts';
import { demandWeights } from './demand-units.ts';
import { AskedGround, type GoalAsked } from './goal-questions.ts';
import { numberLists } from './number-lists.ts';
import type { ChanceGround, ColumnQuestion, ColumnSet, ShareScale } from './table-parts.ts';

/** By number of the project; null: it is not merged and covers nothing. */
export type HeldByNumber = readonly (HeldDevice | null)[];

interface AskedSum<T> {
  readonly of: T;
  readonly atLeast: number;
  readonly scale: ShareScale;
  readonly heads: number[];
}

interface GroundDraft {
  readonly on: AskedGround;
  readonly index: number;
  readonly sums: AskedSum<GroundCounter>[];
  /** It is also the ground whose chance is painted. */
  chance: boolean;
}

interface TargetDraft {
  readonly question: TargetQuestion;
  readonly sums: AskedSum<ArrayLike<number>>[];
}

/** Collects what is asked about ground and targets, so that questions to the same merged ground share its columns. */
export class ColumnDrafts {
  private readonly grounds = new Map<string, GroundDraft>();
  private chanceCategory = 0;
  private readonly targets = new Map<string, TargetDraft>();

  /** `head`: place of the goal's head. */
  addGoal({ ground, target, scale }: GoalAsked, head: number): void {
    if (scale === null) return;
    if (ground !== null && ground.counts instanceof AskedGround) {
      const draft = this.ground(ground.counts, ground.index);
      addSum(draft.sums, ground.counter, ground.devices, scale, head);
    }
    if (target === null) return;
    const draft = this.targets.get(target.key) ?? { question: target, sums: [] };
    this.targets.set(target.key, draft);
    addSum(draft.sums, target.sum.units, target.sum.devices, scale, head);
  }

  /** Per category by day, heads from `firstHead` on: the share of `region` that at least one and two cameras see. */
  addCategories(categories: number, region: Region, cell: number, firstHead: number): void {
    const counter = new RegionCounter(region);
    const scale = { factor: cell, divisor: 1, whole: region.cells * cell * cell };
    if (region.cells === 0) return;
    for (let index = 0; index < categories; index += 1) {
      const { sums } = this.ground(new AskedGround('density', 'day', everyDevice), index);
      for (const atLeast of [1, 2]) addSum(sums, counter, atLeast, scale, firstHead + 2 * index + atLeast - 1);
    }
  }

  addChance(category: number): void {
    this.chanceCategory = category;
    this.ground(new AskedGround('density', 'day', everyDevice), category).chance = true;
  }

  private ground(on: AskedGround, index: number): GroundDraft {
    const key = JSON.stringify([on.layer, on.condition, on.filter.key, index]);
    const known = this.grounds.get(key);
    if (known !== undefined) return known;
    const draft: GroundDraft = { on, index, sums: [], chance: false };
    this.grounds.set(key, draft);
    return draft;
  }

  /** Number of sets that there will be. */
  get size(): number {
    return this.grounds.size + this.targets.size;
  }

  /** Makes the sets; yields true after each, false in between. */
  *steps(held: HeldByNumber): Generator<boolean, { sets: ColumnSet[]; chance: ChanceGround }, void> {
    const sets: ColumnSet[] = [];
    let chance: ChanceGround = { ...noPieces(), set: -1, category: this.chanceCategory, columns: 0 };
    for (const draft of this.grounds.values()) {
      const made = yield* groundSetSteps(draft, held);
      if (made.pieces !== null) chance = { ...chance, ...made.pieces, set: sets.length, columns: made.set.columns };
      sets.push(made.set);
      yield true;
    }
    for (const draft of this.targets.values()) {
      sets.push(targetSet(draft, held));
      yield true;
    }
    return { sets, chance };
  }
}

function addSum<T>(sums: AskedSum<T>[], of: T, atLeast: number, scale: ShareScale, head: number): void {
  const known = sums.find((sum) => sum.of === of && sum.atLeast === atLeast && sum.scale.whole === scale.whole);
  if (known === undefined) sums.push({ of, atLeast, scale, heads: [head] });
  else known.heads.push(head);
}

type Pieces = Omit<ChanceGround, 'set' | 'category' | 'columns'>;

const noPieces = (): Pieces => ({
  rows: new Uint32Array(0),
  words: new Uint32Array(0),
  cells: new Uint32Array(0),
  columnOf: new Uint32Array(0),
});

function* groundSetSteps(
  { on, index, sums, chance }: GroundDraft,
  held: HeldByNumber,
): Generator<false, { set: ColumnSet; pieces: Pieces | null }, void> {
  const members: GroundMember[] = [];
  for (const [device, own] of held.entries()) {
    if (own === null || own.layer !== on.layer || !on.filter.counts(own.device)) continue;
    members.push({ device, ground: own.ground(on.condition) });
    // Bits of a condition may be made just now.
    if (on.condition !== 'day') yield false;
  }
  const counters = [...new Set(sums.map(({ of }) => of))];
  const weighers = counters.map((counter) => counter.weightOf.bind(counter));
  const pieces: number[][] = [[], [], [], []];
  const note = (row: number, word: number, cells: number, node: number): void => {
    [row, word, cells, node].forEach((value, k) => {
      pieces[k].push(value);
    });
  };
  const steps = groundPartitionSteps(held.length, members, index, weighers, chance ? note : null);
  for (;;) {
    const step = steps.next();
    if (step.done !== true) {
      yield false;
      continue;
    }
    const partition = step.value;
    yield false;
    const columnOfNode = columnsOfNodes(partition, chance ? pieces[3] : []);
    const weights = counters.map((counter, k) =>
      counter instanceof DemandCounter
        ? demandWeights(partition.weights[k], counter.wholeWeight)
        : partition.weights[k],
    );
    const questions = sums.map((sum) => questionOf(sum, weights[counters.indexOf(sum.of)], columnOfNode));
    const set = columnSet(held.length, partition, columnOfNode, questions);
    if (!chance) return { set, pieces: null };
    const [rows, words, cells, nodes] = pieces;
    const columnOf = Uint32Array.from(nodes, (node) => columnOfNode.places[node]);
    return {
      set,
      pieces: {
        rows: Uint32Array.from(rows),
        words: Uint32Array.from(words),
        cells: Uint32Array.from(cells),
        columnOf,
      },
    };
  }
}

function targetSet({ question, sums }: TargetDraft, held: HeldByNumber): ColumnSet {
  const members = held.flatMap((own, device) =>
    own === null || !question.filter.counts(own.device) ? [] : [{ device, targets: question.targetsOf(own.coverage) }],
  );
  const units = [...new Set(sums.map(({ of }) => of))];
  const partition = targetPartition(held.length, members, question.targets, units);
  const columnOfNode = columnsOfNodes(partition, []);
  const questions = sums.map((sum) => questionOf(sum, partition.weights[units.indexOf(sum.of)], columnOfNode));
  return columnSet(held.length, partition, columnOfNode, questions);
}

interface NodeColumns {
  readonly columns: number;
  /** By node; −1: it weighs nothing. */
  readonly places: Int32Array;
}

/** Numbers the nodes that weigh anything, and those in `kept`. */
function columnsOfNodes({ tree, weights }: ColumnPartition, kept: readonly number[]): NodeColumns {
  const places = new Int32Array(tree.size).fill(-1);
  for (const own of weights) {
    for (let node = 1; node < own.length; node += 1) if ((own[node] ?? 0) > 0) places[node] = 0;
  }
  for (const node of kept) places[node] = 0;
  let columns = 0;
  for (let node = 1; node < places.length; node += 1) {
    if (places[node] < 0) continue;
    places[node] = columns;
    columns += 1;
  }
  return { columns, places };
}

function questionOf(
  { atLeast, scale, heads }: AskedSum<unknown>,
  byNode: readonly (number | undefined)[],
  { columns, places }: NodeColumns,
): ColumnQuestion {
  const weights = new Float64Array(columns);
  for (let node = 1; node < byNode.length; node += 1) if (places[node] >= 0) weights[places[node]] = byNode[node] ?? 0;
  return { atLeast, weights, scale, heads, watchers: null };
}

function columnSet(
  devices: number,
  { tree }: ColumnPartition,
  { columns, places }: NodeColumns,
  questions: readonly ColumnQuestion[],
): ColumnSet {
  const ofDevice = numberLists(devices, (take) => {
    for (let node = 1; node < places.length; node += 1) {
      const column = places[node];
      if (column >= 0) tree.each(node, (device) => take(device, column));
    }
  });
  return { columns, ofDevice, questions };
}
