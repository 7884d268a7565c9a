import type { WordWindow } from '#geo/cell-grid.ts';
import { type BitWindow, countBits, setSpan } from '../visibility/bits.ts';

/** Cells that hang together over their sides, as stretches of rows: row, first and last column of each (in the window). */
export interface CellPatch {
  readonly window: WordWindow;
  readonly runs: readonly number[];
  readonly cells: number;
}

/** Splits a bitset into its parts (4 neighbours); in the order of their first cells, south-west first. */
export function connectedParts({ window, bits }: BitWindow): CellPatch[] {
  const runs: number[] = [];
  const parent: number[] = [];
  let lastRow: number[] = [];
  for (let row = 0; row < window.rows; row += 1) {
    const own: number[] = [];
    eachRun(bits, row * window.words, window.words, (from, to) => {
      const run = parent.length;
      runs.push(row, from, to);
      parent.push(run);
      own.push(run);
    });
    joinRows(runs, parent, lastRow, own);
    lastRow = own;
  }
  const parts = new Map<number, number[]>();
  for (let run = 0; run < parent.length; run += 1) {
    const root = rootOf(parent, run);
    const list = parts.get(root);
    const triple = [runs[3 * run], runs[3 * run + 1], runs[3 * run + 2]];
    if (list === undefined) parts.set(root, triple);
    else list.push(...triple);
  }
  return [...parts.values()].map((list) => ({ window, runs: list, cells: cellsOf(list) }));
}

function cellsOf(runs: readonly number[]): number {
  let cells = 0;
  for (let at = 0; at < runs.length; at += 3) cells += runs[at + 2] - runs[at + 1] + 1;
  return cells;
}

function eachRun(bits: Uint32Array, rowStart: number, words: number, take: (from: number, to: number) => void): void {
  let start = -1;
  for (let word = 0; word < words; word += 1) {
    let left = bits[rowStart + word];
    if (left === 0 || left === 0xffffffff) {
      if (left === 0 && start >= 0) {
        take(start, 32 * word - 1);
        start = -1;
      } else if (left !== 0 && start < 0) start = 32 * word;
      continue;
    }
    for (let bit = 0; bit < 32; bit += 1, left >>>= 1) {
      if ((left & 1) === 1 && start < 0) start = 32 * word + bit;
      if ((left & 1) === 0 && start >= 0) {
        take(start, 32 * word + bit - 1);
        start = -1;
      }
    }
  }
  if (start >= 0) take(start, 32 * words - 1);
}

/** Joins the runs of two rows that share a column; both are sorted. */
function joinRows(runs: readonly number[], parent: number[], lower: readonly number[], upper: readonly number[]): void {
  let first = 0;
  for (const run of upper) {
    while (first < lower.length && runs[3 * lower[first] + 2] < runs[3 * run + 1]) first += 1;
    for (let k = first; k < lower.length && runs[3 * lower[k] + 1] <= runs[3 * run + 2]; k += 1) {
      const [a, b] = [rootOf(parent, lower[k]), rootOf(parent, run)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
}

function rootOf(parent: number[], run: number): number {
  let root = run;
  while (parent[root] !== root) root = parent[root];
  for (let at = run; parent[at] !== root; ) {
    const next = parent[at];
    parent[at] = root;
    at = next;
  }
  return root;
}

/** The cell of a part that is nearest to the mean of all of them; of equal ones the first. Row and column in the window. */
export function middleCell({ runs, cells }: CellPatch): readonly [row: number, column: number] {
  let [sumRow, sumColumn] = [0, 0];
  for (let at = 0; at < runs.length; at += 3) {
    const length = runs[at + 2] - runs[at + 1] + 1;
    sumRow += runs[at] * length;
    sumColumn += ((runs[at + 1] + runs[at + 2]) / 2) * length;
  }
  const meanRow = sumRow / cells;
  const meanColumn = sumColumn / cells;
  let best: readonly [number, number] = [runs[0], runs[1]];
  let least = Infinity;
  for (let at = 0; at < runs.length; at += 3) {
    const column = Math.min(runs[at + 2], Math.max(runs[at + 1], Math.round(meanColumn)));
    const distance = (runs[at] - meanRow) * (runs[at] - meanRow) + (column - meanColumn) * (column - meanColumn);
    if (distance < least) {
      least = distance;
      best = [runs[at], column];
    }
  }
  return best;
}

/** Does a part hold this cell of its window? */
export function holdsCell({ runs }: CellPatch, row: number, column: number): boolean {
  for (let at = 0; at < runs.length; at += 3) {
    if (runs[at] === row && runs[at + 1] <= column && column <= runs[at + 2]) return true;
  }
  return false;
}

/** A part as a bitset over its window. */
export function bitsOfPart({ window, runs }: CellPatch): BitWindow {
  const bits = new Uint32Array(window.rows * window.words);
  for (let at = 0; at < runs.length; at += 3) setSpan(bits, runs[at] * window.words, runs[at + 1], runs[at + 2]);
  return { window, bits };
}

/** Cells that two bitsets share; `other` may lie over another window of the same grid. */
export function sharedCells(one: BitWindow, word: (row: number, word: number) => number): number {
  const { window, bits } = one;
  let cells = 0;
  for (let at = 0; at < bits.length; at += 1) {
    if (bits[at] === 0) continue;
    const row = Math.floor(at / window.words);
    cells += countBits(bits[at] & word(window.firstRow + row, window.firstWord + at - row * window.words));
  }
  return cells;
}
