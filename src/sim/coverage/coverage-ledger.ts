import type { CellGrid } from '#geo/cell-grid.ts';
import { createHasher } from '#geo/hash.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { type CoverageTotals, coverageTileCells } from '#model/results/coverage-tile.ts';
import { countBits, lowestBit } from '../visibility/bits.ts';
import {
  type CellBlock,
  CellBlocks,
  cellsOfSlot,
  cellsSeenBy,
  cellsSeenByAtLeast,
  countDown,
  countUp,
  seenCells,
  slotOf,
} from './cell-blocks.ts';
import { groundWord } from './ground-bits.ts';

const tileCells = coverageTileCells;
/** Words of 32 cells along a tile's side. */
const tileWords = tileCells / 32;

interface Entry {
  readonly id: string;
  readonly slot: number;
  ground: GroundBits;
  readonly alone: number[];
}

/** Called with the cells of a word that came to be, or ceased to be, seen by at least the watched number of devices. */
export type CellWatcher = (row: number, word: number, cells: number, gained: boolean) => void;

interface Watch {
  readonly count: number;
  readonly watcher: CellWatcher;
}

/** More devices than this would not fit the 16-bit slots and counts. */
export const ledgerDeviceLimit = 65_535;

/**
 * The merged picture of one layer under one condition: how many devices see each cell at or above each class, which one does
 * where it is alone, and the sums. Kept in blocks that exist only where a device sees something; a device's change costs the
 * words that differ. Numbers and {@link hash} depend on the devices held, not on the order in which they came.
 */
export class CoverageLedger {
  readonly classes: number;
  private readonly tileColumns: number;
  private readonly gridWords: number;
  private readonly dirty = new Set<number>();
  /** Per class. */
  private readonly blocks: readonly CellBlocks[];
  private readonly watches: readonly Watch[][];
  private readonly entries = new Map<string, Entry>();
  private readonly bySlot: (Entry | null)[] = [];
  private readonly freeSlots: number[] = [];
  /** Ids of devices whose numbers changed since they were last taken. */
  private readonly touched = new Set<string>();
  private readonly cells: number[];
  private readonly redundant: number[];
  private readonly deviceCells: number[];
  /** Every change of this class's counts makes its tile dirty, not only a change of the best class; −1: none. */
  private countedClass = -1;

  constructor(grid: CellGrid, classes: number) {
    this.classes = classes;
    this.tileColumns = Math.ceil(grid.columns / tileCells);
    this.gridWords = grid.words;
    this.blocks = Array.from({ length: classes }, () => new CellBlocks(grid.words));
    this.watches = Array.from({ length: classes }, () => []);
    this.cells = new Array<number>(classes).fill(0);
    this.redundant = new Array<number>(classes).fill(0);
    this.deviceCells = new Array<number>(classes).fill(0);
  }

  /** Memory that the merged picture takes: it grows with the ground that devices see, not with the scene. */
  get bytes(): number {
    return this.blocks.reduce((sum, blocks) => sum + blocks.bytes, 0);
  }

  /** The bits held for a device. */
  get(id: string): GroundBits | null {
    return this.entries.get(id)?.ground ?? null;
  }

  /** Adds a device or replaces what is held for its id. The ledger keeps `ground` and does not change it. */
  put(id: string, ground: GroundBits): void {
    let entry = this.entries.get(id);
    const before = entry?.ground ?? null;
    if (entry === undefined) {
      const slot = this.freeSlots.pop() ?? this.bySlot.length;
      if (slot >= ledgerDeviceLimit) throw new RangeError(`A plan can hold ${ledgerDeviceLimit} devices.`);
      entry = { id, slot, ground, alone: new Array<number>(this.classes).fill(0) };
      this.entries.set(id, entry);
      this.bySlot[slot] = entry;
    }
    entry.ground = ground;
    this.touched.add(id);
    this.applyDifference(entry, before, ground);
  }

  /** Takes a device out; nothing happens where there is none. */
  remove(id: string): void {
    const old = this.entries.get(id);
    if (old === undefined) return;
    this.applyDifference(old, old.ground, null);
    this.entries.delete(id);
    this.bySlot[old.slot] = null;
    this.freeSlots.push(old.slot);
    this.touched.delete(id);
  }

  totals(): CoverageTotals {
    return { cells: [...this.cells], redundantCells: [...this.redundant], deviceCells: [...this.deviceCells] };
  }

  /** Cells that only this device sees at or above each class; null where it is not held. */
  aloneCells(id: string): readonly number[] | null {
    const entry = this.entries.get(id);
    return entry === undefined ? null : [...entry.alone];
  }

  /** Devices that were put, or of which other cells are theirs alone, since the last call. */
  takeTouched(): string[] {
    const ids = [...this.touched];
    this.touched.clear();
    return ids;
  }

  /** Ids held, in the order in which they first came. */
  ids(): IterableIterator<string> {
    return this.entries.keys();
  }

  /**
   * Has every cell told that comes to be seen by at least `count` devices at or above a class, or ceases to be, until the function
   * that it gives is called.
   */
  watch(index: number, count: number, watcher: CellWatcher): () => void {
    const list = this.watches[index];
    const own: Watch = { count, watcher };
    list.push(own);
    return () => {
      const at = list.indexOf(own);
      if (at >= 0) list.splice(at, 1);
    };
  }

  get isWatched(): boolean {
    return this.watches.some((list) => list.length > 0);
  }

  /** Calls `visit` for every word in which some cell is seen by at least `count` devices at or above a class; in no order. */
  eachWord(index: number, count: number, visit: (row: number, word: number, cells: number) => void): void {
    const words = this.gridWords;
    for (const block of this.blocks[index].all()) {
      const blockRow = Math.floor(block.key / words);
      for (let r = 0; r < 32; r += 1) {
        const cells = cellsSeenByAtLeast(block, r, count);
        if (cells !== 0) visit(32 * blockRow + r, block.key - blockRow * words, cells);
      }
    }
  }

  /** The cells of a word that at least `count` devices see at or above a class. */
  wordAtLeast(index: number, count: number, row: number, word: number): number {
    const block = this.blocks[index].find(row, word);
    return block === null ? 0 : cellsSeenByAtLeast(block, row & 31, count);
  }

  /** Makes {@link takeDirtyTiles} tell changes of this class's counts too; −1: of the best class only. */
  followCounts(index: number): void {
    this.countedClass = index;
  }

  /** Keys (row · tile columns + column) of the tiles that changed since the last call, ascending. */
  takeDirtyTiles(): number[] {
    const keys = [...this.dirty].sort((a, b) => a - b);
    this.dirty.clear();
    return keys;
  }

  /** Keys of all tiles in which some device sees a cell, ascending. */
  usedTiles(): number[] {
    const keys = new Set<number>();
    const words = this.gridWords;
    for (const { key } of this.blocks[0].all()) {
      const blockRow = Math.floor(key / words);
      keys.add((blockRow >> 3) * this.tileColumns + ((key - blockRow * words) >> 3));
    }
    return [...keys].sort((a, b) => a - b);
  }

  /** Adds to each of a tile's 256 × 256 bytes the number of classes that some device reaches there: the best class. */
  addBest(key: number, into: Uint8Array): void {
    const { firstRow, firstWord, words } = this.tileWindow(key);
    const found: CellBlock[] = [];
    for (let row = 0; row < tileCells; row += 32) {
      for (let word = 0; word < words; word += 1) {
        // Classes are nested: where one has no block, higher ones have none.
        found.length = 0;
        for (const blocks of this.blocks) {
          const block = blocks.find(firstRow + row, firstWord + word);
          if (block === null) break;
          found.push(block);
        }
        for (let r = 0; found.length > 0 && r < 32; r += 1) {
          const at = (row + r) * tileCells + 32 * word;
          let above = 0;
          for (let index = found.length - 1; index >= 0; index -= 1) {
            const cells = seenCells(found[index], r);
            for (let left = cells & ~above; left !== 0; left &= left - 1) into[at + lowestBit(left)] += index + 1;
            above = cells;
          }
        }
      }
    }
  }

  /** Adds to each of a tile's bytes the number of devices there at or above a class, at most `most`. */
  addCounts(key: number, index: number, most: number, into: Uint8Array): void {
    this.eachTileWord(key, index, (block, r, at) => {
      for (let count = 1; count <= most; count += 1) {
        let left = cellsSeenByAtLeast(block, r, count);
        if (left === 0) break;
        for (; left !== 0; left &= left - 1) into[at + lowestBit(left)] += 1;
      }
    });
  }

  /**
   * SHA-256 of the merged bitsets: per class, lowest first, every tile in which a cell reaches it, by row and column: class,
   * row, column, then 256 × 8 words, all little-endian 32-bit. The same for any order of adding. Yields after every tile.
   */
  *hashSteps(): Generator<void, string, void> {
    const hasher = createHasher();
    const words = new Uint32Array(tileCells * tileWords);
    const keys = this.usedTiles();
    for (let index = 0; index < this.classes; index += 1) {
      for (const key of keys) {
        words.fill(0);
        let some = 0;
        this.eachTileWord(key, index, (block, r, at) => {
          words[at >> 5] = seenCells(block, r);
          some |= words[at >> 5];
        });
        if (some === 0) continue;
        const row = Math.floor(key / this.tileColumns);
        hasher.words(Uint32Array.of(index, row, key - row * this.tileColumns)).words(words);
        yield;
      }
    }
    return hasher.digest();
  }

  /** Visits the words of a tile's existing blocks; `at`: number of the word's first cell in the tile. */
  private eachTileWord(key: number, index: number, visit: (block: CellBlock, r: number, at: number) => void): void {
    const { firstRow, firstWord, words } = this.tileWindow(key);
    for (let row = 0; row < tileCells; row += 32) {
      for (let word = 0; word < words; word += 1) {
        const block = this.blocks[index].find(firstRow + row, firstWord + word);
        if (block === null) continue;
        for (let r = 0; r < 32; r += 1) visit(block, r, (row + r) * tileCells + 32 * word);
      }
    }
  }

  /** Rows and words of a tile, as far as the grid goes. */
  private tileWindow(key: number): {
    readonly firstRow: number;
    readonly firstWord: number;
    readonly words: number;
  } {
    const tileRow = Math.floor(key / this.tileColumns);
    const firstWord = (key - tileRow * this.tileColumns) * tileWords;
    const words = Math.min(tileWords, this.gridWords - firstWord);
    return { firstRow: tileRow * tileCells, firstWord, words };
  }

  /** Takes away from the highest class down and adds from the lowest up, so that classes stay nested. */
  private applyDifference(entry: Entry, before: GroundBits | null, after: GroundBits | null): void {
    for (let index = this.classes - 1; index >= 0; index -= 1) {
      if (before !== null && before.cells[index] > 0) this.applyMissing(entry, index, before, after, false);
    }
    for (let index = 0; index < this.classes; index += 1) {
      if (after !== null && after.cells[index] > 0) this.applyMissing(entry, index, after, before, true);
    }
  }

  /** Adds or takes away the cells of `these` that `those` lack. */
  private applyMissing(
    entry: Entry,
    index: number,
    these: GroundBits,
    those: GroundBits | null,
    adding: boolean,
  ): void {
    const { firstRow, firstWord, rows, words, bits } = these;
    const from = index * rows * words;
    for (let w = 0; w < words; w += 1) {
      for (let r = 0, at = from + w; r < rows; r += 1, at += words) {
        const own = bits[at];
        if (own === 0) continue;
        const changed = those === null ? own : own & ~groundWord(those, index, firstRow + r, firstWord + w);
        if (changed === 0) continue;
        if (adding) this.add(entry, index, firstRow + r, firstWord + w, changed);
        else this.subtract(entry, index, firstRow + r, firstWord + w, changed);
      }
    }
  }

  private add(entry: Entry, index: number, row: number, word: number, cells: number): void {
    const block = this.blocks[index].open(row, word);
    const r = row & 31;
    const fresh = cells & ~seenCells(block, r);
    this.deviceCells[index] += countBits(cells);
    if (fresh !== cells) {
      const single = cells & cellsSeenBy(block, r, 1);
      this.redundant[index] += countBits(single);
      this.countAlone(block, r, single, index, -1);
    }
    countUp(block, r, cells, entry.slot);
    if (fresh !== 0) {
      const count = countBits(fresh);
      this.cells[index] += count;
      entry.alone[index] += count;
      block.used += count;
    }
    if (fresh !== 0 || this.countedClass === index) this.dirty.add((row >> 8) * this.tileColumns + (word >> 3));
    for (const { count, watcher } of this.watches[index]) {
      const gained = cells & cellsSeenBy(block, r, count);
      if (gained !== 0) watcher(row, word, gained, true);
    }
  }

  private subtract(entry: Entry, index: number, row: number, word: number, cells: number): void {
    const block = this.blocks[index].open(row, word);
    const r = row & 31;
    countDown(block, r, cells, entry.slot);
    this.deviceCells[index] -= countBits(cells);
    const gone = cells & ~seenCells(block, r);
    if (gone !== cells) {
      const single = cells & cellsSeenBy(block, r, 1);
      this.redundant[index] -= countBits(single);
      this.countAlone(block, r, single, index, 1);
    }
    if (gone !== 0) {
      const count = countBits(gone);
      this.cells[index] -= count;
      entry.alone[index] -= count;
      block.used -= count;
    }
    if (gone !== 0 || this.countedClass === index) this.dirty.add((row >> 8) * this.tileColumns + (word >> 3));
    for (const { count, watcher } of this.watches[index]) {
      const lost = cells & cellsSeenBy(block, r, count - 1);
      if (lost !== 0) watcher(row, word, lost, false);
    }
    if (block.used === 0) this.blocks[index].drop(block);
  }

  /** The one device that sees each of these cells gains or loses it as a cell of its own. */
  private countAlone(block: CellBlock, r: number, cells: number, index: number, change: 1 | -1): void {
    for (let left = cells; left !== 0; ) {
      const slot = slotOf(block, r, lowestBit(left));
      const own = cellsOfSlot(block, r, left, slot);
      const only = this.bySlot[slot];
      if (only) {
        only.alone[index] += change * countBits(own);
        this.touched.add(only.id);
      }
      left &= ~own;
    }
  }
}
