import type { CellGrid } from '#geo/cell-grid.ts';
import { createHasher } from '#geo/hash.ts';
import type { CameraBits } from '#model/results/coverage-bits.ts';
import {
  type CameraTotals,
  type CoverageTile,
  type CoverageTotals,
  coverageTileCells,
} from '#model/results/coverage-tile.ts';
import { lowestBit } from '../visibility/bits.ts';
import { CellBlocks } from './cell-blocks.ts';

const tileCells = coverageTileCells;
/** Words of 32 cells along a tile's side. */
const tileWords = tileCells / 32;
/** One camera in the count of a block's cell. */
const countOne = 0x10000;

interface LedgerTile {
  readonly column: number;
  readonly row: number;
  /** Per cell: number of categories that some camera reaches. Categories are nested, so this is the best one. */
  readonly best: Uint8Array<ArrayBuffer>;
  /** Cells with best > 0. */
  used: number;
}

interface Entry {
  readonly slot: number;
  readonly bits: CameraBits;
  readonly alone: number[];
}

/** More cameras than this would not fit the 16-bit slots and counts. */
export const ledgerCameraLimit = 65_535;

/**
 * The merged picture of a plan: how many cameras see each cell at or above each category, which one does where it is
 * alone, and the sums. Kept in blocks and tiles that exist only where a camera sees something; a camera's change costs
 * the cells that differ. Numbers and {@link hash} depend on the cameras held, not on the order in which they came.
 */
export class CoverageLedger {
  private readonly categories: number;
  private readonly tileColumns: number;
  private readonly tiles = new Map<number, LedgerTile>();
  private readonly dirty = new Set<number>();
  /** Per category. */
  private readonly blocks: readonly CellBlocks[];
  private readonly entries = new Map<string, Entry>();
  private readonly bySlot: (Entry | null)[] = [];
  private readonly cells: number[];
  private readonly redundant: number[];
  private readonly cameraCells: number[];

  constructor(grid: CellGrid, categories: number) {
    this.categories = categories;
    this.tileColumns = Math.ceil(grid.columns / tileCells);
    this.blocks = Array.from({ length: categories }, () => new CellBlocks(grid.words));
    this.cells = new Array<number>(categories).fill(0);
    this.redundant = new Array<number>(categories).fill(0);
    this.cameraCells = new Array<number>(categories).fill(0);
  }

  /** Memory that the merged picture takes: it grows with the ground that cameras see, not with the scene. */
  get bytes(): number {
    const blocks = this.blocks.reduce((sum, block) => sum + block.bytes, 0);
    return blocks + this.tiles.size * tileCells * tileCells;
  }

  /** The bits held for a camera. */
  get(id: string): CameraBits | null {
    return this.entries.get(id)?.bits ?? null;
  }

  /** Adds a camera or replaces what is held for its id. The ledger keeps `bits` and does not change them. */
  put(bits: CameraBits): void {
    const old = this.entries.get(bits.id);
    const slot = old?.slot ?? this.freeSlot();
    const entry: Entry = { slot, bits, alone: old?.alone ?? new Array<number>(this.categories).fill(0) };
    this.entries.set(bits.id, entry);
    this.bySlot[slot] = entry;
    this.applyDifference(entry, old?.bits ?? null, bits);
  }

  /** Takes a camera out; nothing happens where there is none. */
  remove(id: string): void {
    const old = this.entries.get(id);
    if (old === undefined) return;
    this.applyDifference(old, old.bits, null);
    this.entries.delete(id);
    this.bySlot[old.slot] = null;
  }

  totals(): CoverageTotals {
    return { cells: [...this.cells], redundantCells: [...this.redundant], cameraCells: [...this.cameraCells] };
  }

  /** In the order in which the cameras first came. */
  cameraTotals(): CameraTotals[] {
    return [...this.entries.values()].map(({ bits, alone }) => ({
      id: bits.id,
      cells: bits.cells,
      aloneCells: [...alone],
      problem: bits.problem,
    }));
  }

  /** Copies of the tiles that changed since the last call; a tile that went empty comes once more, all 0. */
  takeChangedTiles(): CoverageTile[] {
    const keys = [...this.dirty].sort((a, b) => a - b);
    this.dirty.clear();
    return keys.map((key) => {
      const tile = this.tiles.get(key);
      const row = Math.floor(key / this.tileColumns);
      const best = tile === undefined ? new Uint8Array(tileCells * tileCells) : tile.best.slice();
      return { column: key - row * this.tileColumns, row, best };
    });
  }

  /**
   * SHA-256 of the merged bitsets: per category, lowest first, every tile in which a cell reaches it, by row and column:
   * category, row, column, then 256 × 8 words, all little-endian 32-bit. The same for any order of adding.
   */
  hash(): string {
    const hasher = createHasher();
    const keys = [...this.tiles.keys()].sort((a, b) => a - b);
    const words = new Uint32Array(tileCells * tileWords);
    for (let category = 0; category < this.categories; category += 1) {
      for (const key of keys) {
        const tile = this.tiles.get(key);
        if (tile === undefined || !packTile(tile.best, category, words)) continue;
        hasher.words(Uint32Array.of(category, tile.row, tile.column)).words(words);
      }
    }
    return hasher.digest();
  }

  private freeSlot(): number {
    const free = this.bySlot.indexOf(null);
    const slot = free >= 0 ? free : this.bySlot.length;
    if (slot >= ledgerCameraLimit) throw new RangeError(`A plan can hold ${ledgerCameraLimit} cameras.`);
    return slot;
  }

  /** Takes away from the highest category down and adds from the lowest up, so that categories stay nested. */
  private applyDifference(entry: Entry, before: CameraBits | null, after: CameraBits | null): void {
    for (let category = this.categories - 1; category >= 0; category -= 1) {
      if (before !== null) this.applyMissing(entry, category, before, after, false);
    }
    for (let category = 0; category < this.categories; category += 1) {
      if (after !== null) this.applyMissing(entry, category, after, before, true);
    }
  }

  /** Adds or takes away the cells of `these` that `those` lack. */
  private applyMissing(
    entry: Entry,
    category: number,
    these: CameraBits,
    those: CameraBits | null,
    adding: boolean,
  ): void {
    const { firstRow, firstWord, rows, words, bits } = these;
    for (let w = 0; w < words; w += 1) {
      const word = firstWord + w;
      for (let r = 0; r < rows; r += 1) {
        const own = bits[(category * rows + r) * words + w];
        if (own === 0) continue;
        const row = firstRow + r;
        const changed = own & ~wordAt(those, category, row, word);
        if (changed === 0) continue;
        if (adding) this.add(entry, category, row, word, changed);
        else this.subtract(entry, category, row, word, changed);
      }
    }
  }

  private add(entry: Entry, category: number, row: number, word: number, changed: number): void {
    const block = this.blocks[category].open(row, word);
    const { cells } = block;
    const key = (row >> 8) * this.tileColumns + (word >> 3);
    const blockRow = 32 * (row & 31);
    for (let left = changed; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const at = blockRow + bit;
      const count = cells[at] >>> 16;
      this.cameraCells[category] += 1;
      if (count === 0) {
        this.cells[category] += 1;
        entry.alone[category] += 1;
        block.used += 1;
        this.rate(key, row, word, bit, 1);
      } else if (count === 1) {
        this.redundant[category] += 1;
        this.countAlone(cells[at], category, -1);
      }
      cells[at] = (cells[at] ^ entry.slot) + countOne;
    }
  }

  private subtract(entry: Entry, category: number, row: number, word: number, changed: number): void {
    const block = this.blocks[category].open(row, word);
    const { cells } = block;
    const key = (row >> 8) * this.tileColumns + (word >> 3);
    const blockRow = 32 * (row & 31);
    for (let left = changed; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const at = blockRow + bit;
      cells[at] = (cells[at] - countOne) ^ entry.slot;
      const count = cells[at] >>> 16;
      this.cameraCells[category] -= 1;
      if (count === 0) {
        this.cells[category] -= 1;
        entry.alone[category] -= 1;
        block.used -= 1;
        this.rate(key, row, word, bit, -1);
      } else if (count === 1) {
        this.redundant[category] -= 1;
        this.countAlone(cells[at], category, 1);
      }
    }
    if (block.used === 0) this.blocks[category].drop(row, word);
  }

  /** The one camera that sees a cell gains or loses it as a cell of its own. */
  private countAlone(cell: number, category: number, change: 1 | -1): void {
    const only = this.bySlot[cell & 0xffff];
    if (only) only.alone[category] += change;
  }

  /** Moves a cell's best category up or down by one. */
  private rate(key: number, row: number, word: number, bit: number, change: 1 | -1): void {
    const tile = this.tile(key);
    const at = (row & 255) * tileCells + 32 * (word & 7) + bit;
    const before = tile.best[at];
    tile.best[at] = before + change;
    this.dirty.add(key);
    if (before === 0) tile.used += 1;
    else if (before + change === 0) {
      tile.used -= 1;
      if (tile.used === 0) this.tiles.delete(key);
    }
  }

  private tile(key: number): LedgerTile {
    const known = this.tiles.get(key);
    if (known !== undefined) return known;
    const row = Math.floor(key / this.tileColumns);
    const tile: LedgerTile = {
      column: key - row * this.tileColumns,
      row,
      best: new Uint8Array(tileCells * tileCells),
      used: 0,
    };
    this.tiles.set(key, tile);
    return tile;
  }
}

function wordAt(bits: CameraBits | null, category: number, row: number, word: number): number {
  if (bits === null) return 0;
  const r = row - bits.firstRow;
  const w = word - bits.firstWord;
  if (r < 0 || r >= bits.rows || w < 0 || w >= bits.words) return 0;
  return bits.bits[(category * bits.rows + r) * bits.words + w];
}

/** The cells of a tile that reach a category, as words; false where there are none. */
function packTile(best: Uint8Array, category: number, words: Uint32Array): boolean {
  let some = 0;
  for (let word = 0; word < words.length; word += 1) {
    let value = 0;
    for (let bit = 0; bit < 32; bit += 1) if (best[32 * word + bit] > category) value |= 1 << bit;
    words[word] = value;
    some |= value;
  }
  return some !== 0;
}
