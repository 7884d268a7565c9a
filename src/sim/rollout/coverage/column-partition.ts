import type { GroundBits } from '#model/results/coverage-bits.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import { SetTree } from './set-tree.ts';

/** Places by the set of devices that cover them (nodes of the tree), with what they weigh in each question. */
export interface ColumnPartition {
  readonly tree: SetTree;
  /** By question, by node; missing: 0. */
  readonly weights: readonly (readonly (number | undefined)[])[];
}

/** A device that counts (number of the project) and what it covers. */
export interface GroundMember {
  readonly device: number;
  readonly ground: GroundBits;
}

/** What cells of a word count for. */
type CellWeight = (row: number, word: number, cells: number) => number;

/** Told of every piece of a word whose cells the same devices cover; rows and, in a row, words rise. */
type PieceVisitor = (row: number, word: number, cells: number, node: number) => void;

/** Devices are looked through once for so many rows. */
const bandRows = 32;

/** Words between two steps: a few milliseconds. */
const wordsPerStep = 20_000;

/**
 * Merges the cells of one class (`index`) that exactly the same members cover. Goes row by row: each member splits the pieces of
 * its words in two, so the cost is the members' words and not their cells.
 *
 * @param members By rising device.
 */
export function* groundPartitionSteps(
  devices: number,
  members: readonly GroundMember[],
  index: number,
  weighers: readonly CellWeight[],
  visit: PieceVisitor | null = null,
): Generator<void, ColumnPartition, void> {
  const tree = new SetTree(devices);
  const weights: number[][] = weighers.map(() => []);
  const partition: ColumnPartition = { tree, weights };
  const counted = members.filter(({ ground }) => (ground.cells[index] ?? 0) > 0);
  if (counted.length === 0) return partition;
  const box = boxOf(counted);
  const pieces = new RowPieces(box.firstWord, box.endWord, tree);
  const take: PieceVisitor = (row, word, cells, node) => {
    for (let q = 0; q < weighers.length; q += 1) {
      const weight = weighers[q](row, word, cells);
      if (weight !== 0) weights[q][node] = (weights[q][node] ?? 0) + weight;
    }
    visit?.(row, word, cells, node);
  };
  let work = 0;
  let band: readonly GroundMember[] = [];
  for (let row = box.firstRow; row < box.endRow; row += 1) {
    if ((row - box.firstRow) % bandRows === 0) band = membersOf(counted, row, row + bandRows);
    for (const { device, ground } of band) {
      if (row >= ground.firstRow && row < ground.firstRow + ground.rows)
        work += pieces.split(device, ground, index, row);
    }
    work += pieces.flush(row, take);
    if (work < wordsPerStep) continue;
    work = 0;
    yield;
  }
  return partition;
}

function boxOf(members: readonly GroundMember[]): {
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstWord: number;
  readonly endWord: number;
} {
  let [firstRow, endRow, firstWord, endWord] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { ground } of members) {
    firstRow = Math.min(firstRow, ground.firstRow);
    endRow = Math.max(endRow, ground.firstRow + ground.rows);
    firstWord = Math.min(firstWord, ground.firstWord);
    endWord = Math.max(endWord, ground.firstWord + ground.words);
  }
  return { firstRow, endRow, firstWord, endWord };
}

function membersOf(members: readonly GroundMember[], from: number, to: number): readonly GroundMember[] {
  return members.filter(({ ground }) => ground.firstRow < to && ground.firstRow + ground.rows > from);
}

/** The pieces of one row: at most 32 a word, disjoint, each with the set of devices that cover it. */
class RowPieces {
  private readonly tree: SetTree;
  private readonly firstWord: number;
  private readonly counts: Uint8Array;
  private readonly cells: Uint32Array;
  private readonly nodes: Uint32Array;

  constructor(firstWord: number, endWord: number, tree: SetTree) {
    this.tree = tree;
    this.firstWord = firstWord;
    this.counts = new Uint8Array(endWord - firstWord);
    this.cells = new Uint32Array(32 * (endWord - firstWord));
    this.nodes = new Uint32Array(32 * (endWord - firstWord));
  }

  /** Adds a device's cells of the row; the number of words looked at. */
  split(device: number, ground: GroundBits, index: number, row: number): number {
    for (let word = ground.firstWord; word < ground.firstWord + ground.words; word += 1) {
      const cells = groundWord(ground, index, row, word);
      if (cells !== 0) this.splitWord(device, word - this.firstWord, cells);
    }
    return ground.words;
  }

  private splitWord(device: number, word: number, covered: number): void {
    const { tree, counts, cells, nodes } = this;
    const first = 32 * word;
    const before = first + counts[word];
    let end = before;
    let left = covered;
    for (let at = first; at < before && left !== 0; at += 1) {
      const common = cells[at] & left;
      if (common === 0) continue;
      left &= ~common;
      const rest = cells[at] & ~common;
      const node = tree.with(nodes[at], device);
      if (rest === 0) nodes[at] = node;
      else {
        cells[at] = rest;
        cells[end] = common;
        nodes[end] = node;
        end += 1;
      }
    }
    if (left !== 0) {
      cells[end] = left;
      nodes[end] = tree.with(0, device);
      end += 1;
    }
    counts[word] = end - first;
  }

  /** Tells the pieces of the row and forgets them; their number. */
  flush(row: number, take: PieceVisitor): number {
    const { counts, cells, nodes, firstWord } = this;
    let told = 0;
    for (let word = 0; word < counts.length; word += 1) {
      const count = counts[word];
      if (count === 0) continue;
      for (let at = 32 * word; at < 32 * word + count; at += 1) take(row, firstWord + word, cells[at], nodes[at]);
      counts[word] = 0;
      told += count;
    }
    return told;
  }
}

/** Merges targets that exactly the same members reach; `units`: what each target counts, by question. */
export function targetPartition(
  devices: number,
  members: readonly { readonly device: number; readonly targets: ArrayLike<number> }[],
  targets: number,
  units: readonly ArrayLike<number>[],
): ColumnPartition {
  const tree = new SetTree(devices);
  const nodes = new Uint32Array(targets);
  for (const { device, targets: reached } of members) {
    for (let k = 0; k < reached.length; k += 1) {
      const target = reached[k];
      if (target < targets) nodes[target] = tree.with(nodes[target], device);
    }
  }
  const weights: number[][] = units.map(() => []);
  for (let target = 0; target < targets; target += 1) {
    const node = nodes[target];
    if (node === 0) continue;
    units.forEach((own, q) => {
      if (own[target] !== 0) weights[q][node] = (weights[q][node] ?? 0) + own[target];
    });
  }
  return { tree, weights };
}
