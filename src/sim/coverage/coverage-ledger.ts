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

const tileCells = coverageTileCells;
/** Words of 32 cells along a tile's side. */
const tileWords = tileCells / 32;

interface LedgerTile {
  readonly column: number;
  readonly row: number;
  /** Per cell: number of categories that some camera reaches. Categories are nested, so this is the best one. */
  readonly best: Uint8Array<ArrayBuffer>;
  /** Per category: cameras per cell; null until one reaches the category here. */
  readonly counts: (Uint16Array<ArrayBuffer> | null)[];
  /** Per category: XOR of the slots of the cameras that see the cell; where there is one, its slot. */
  readonly owners: (Uint16Array<ArrayBuffer> | null)[];
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
 * alone, and the sums. Kept in tiles that exist only where a camera sees something; a camera's change costs the cells
 * that differ. Numbers and {@link hash} depend on the cameras held, not on the order in which they came.
 */
export class CoverageLedger {
  private readonly categories: number;
  private readonly tileColumns: number;
  private readonly tiles = new Map<number, LedgerTile>();
  private readonly dirty = new Set<number>();
  private readonly entries = new Map<string, Entry>();
  private readonly bySlot: (Entry | null)[] = [];
  private readonly cells: number[];
  private readonly redundant: number[];
  private readonly cameraCells: number[];

  constructor(grid: CellGrid, categories: number) {
    this.categories = categories;
    this.tileColumns = Math.ceil(grid.columns / tileCells);
    this.cells = new Array<number>(categories).fill(0);
    this.redundant = new Array<number>(categories).fill(0);
    this.cameraCells = new Array<number>(categories).fill(0);
  }

  get tileCount(): number {
    return this.tiles.size;
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

  private applyDifference(entry: Entry, before: CameraBits | null, after: CameraBits | null): void {
    const firstRow = Math.min(before?.rows ? before.firstRow : Infinity, after?.rows ? after.firstRow : Infinity);
    const endRow = Math.max(endOfRows(before), endOfRows(after));
    const firstWord = Math.min(before?.rows ? before.firstWord : Infinity, after?.rows ? after.firstWord : Infinity);
    const endWord = Math.max(endOfWords(before), endOfWords(after));
    // Taking away runs from the highest category down and adding up from the lowest, so that categories stay nested.
    for (let category = this.categories - 1; category >= 0; category -= 1) {
      for (let row = firstRow; row < endRow; row += 1) {
        for (let word = firstWord; word < endWord; word += 1) {
          const gone = wordAt(before, category, row, word) & ~wordAt(after, category, row, word);
          if (gone !== 0) this.subtract(entry, category, row, word, gone);
        }
      }
    }
    for (let category = 0; category < this.categories; category += 1) {
      for (let row = firstRow; row < endRow; row += 1) {
        for (let word = firstWord; word < endWord; word += 1) {
          const come = wordAt(after, category, row, word) & ~wordAt(before, category, row, word);
          if (come !== 0) this.add(entry, category, row, word, come);
        }
      }
    }
  }

  private add(entry: Entry, category: number, row: number, word: number, changed: number): void {
    const key = (row >> 8) * this.tileColumns + Math.floor(word / tileWords);
    const tile = this.tile(key);
    const counts = (tile.counts[category] ??= new Uint16Array(tileCells * tileCells));
    const owners = (tile.owners[category] ??= new Uint16Array(tileCells * tileCells));
    const start = (row & 255) * tileCells + (word % tileWords) * 32;
    for (let left = changed; left !== 0; left &= left - 1) {
      const at = start + lowestBit(left);
      const count = counts[at];
      counts[at] = count + 1;
      this.cameraCells[category] += 1;
      if (count === 0) {
        this.cells[category] += 1;
        entry.alone[category] += 1;
        if (category === 0) tile.used += 1;
        tile.best[at] += 1;
        this.dirty.add(key);
      } else if (count === 1) {
        this.redundant[category] += 1;
        const other = this.bySlot[owners[at]];
        if (other) other.alone[category] -= 1;
      }
      owners[at] ^= entry.slot;
    }
  }

  private subtract(entry: Entry, category: number, row: number, word: number, changed: number): void {
    const key = (row >> 8) * this.tileColumns + Math.floor(word / tileWords);
    const tile = this.tile(key);
    const counts = tile.counts[category];
    const owners = tile.owners[category];
    if (counts === null || owners === null) return;
    const start = (row & 255) * tileCells + (word % tileWords) * 32;
    for (let left = changed; left !== 0; left &= left - 1) {
      const at = start + lowestBit(left);
      const count = counts[at] - 1;
      counts[at] = count;
      owners[at] ^= entry.slot;
      this.cameraCells[category] -= 1;
      if (count === 0) {
        this.cells[category] -= 1;
        entry.alone[category] -= 1;
        if (category === 0) tile.used -= 1;
        tile.best[at] -= 1;
        this.dirty.add(key);
      } else if (count === 1) {
        this.redundant[category] -= 1;
        const other = this.bySlot[owners[at]];
        if (other) other.alone[category] += 1;
      }
    }
    if (tile.used === 0) this.tiles.delete(key);
  }

  private tile(key: number): LedgerTile {
    const known = this.tiles.get(key);
    if (known !== undefined) return known;
    const row = Math.floor(key / this.tileColumns);
    const tile: LedgerTile = {
      column: key - row * this.tileColumns,
      row,
      best: new Uint8Array(tileCells * tileCells),
      counts: new Array<Uint16Array<ArrayBuffer> | null>(this.categories).fill(null),
      owners: new Array<Uint16Array<ArrayBuffer> | null>(this.categories).fill(null),
      used: 0,
    };
    this.tiles.set(key, tile);
    return tile;
  }
}

function endOfRows(bits: CameraBits | null): number {
  return bits === null ? 0 : bits.firstRow + bits.rows;
}

function endOfWords(bits: CameraBits | null): number {
  return bits === null ? 0 : bits.firstWord + bits.words;
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
