import type { CellGrid } from '#geo/cell-grid.ts';
import { type CoverageTile, coverageTileCells, tileClassMask } from '#model/results/coverage-tile.ts';

/**
 * Painted coverage in memory: pages of 256 × 256 bytes for the tiles that show anything, and a table from tile to page.
 * A city of any size costs only what is covered.
 */
export interface CoveragePages {
  readonly grid: CellGrid | null;
  /** Tiles along and across. */
  readonly columns: number;
  readonly rows: number;
  /** columns × rows × 2: page number + 1, low byte first; 0 where nothing is painted. */
  readonly table: Uint8Array<ArrayBuffer>;
  /** capacity × 65,536: the pages, bytes as in the tiles with {@link evenFlag} and {@link highBit}. Replaced when it grows. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly capacity: number;
  /** Pages written since the last {@link CoveragePages.takeChanges}. */
  takeChanges(): { readonly pages: readonly number[]; readonly table: boolean; readonly grown: boolean };
  /** Tiles that show something but found no page: the graphics card holds no more. */
  readonly unpainted: number;
  reset(grid: CellGrid | null): void;
  put(tile: CoverageTile): void;
  /** Class at a cell, 0 = unseen; in a difference the lower bits of what is there now. */
  classAt(column: number, row: number): number;
}

/**
 * Set where the cells from one before to two after, in both directions, lie in the page and are all alike. No class and no
 * number of devices needs this bit of a tile's byte: the highest is 7. Chances do, up to 10: theirs goes to {@link highBit}.
 */
export const evenFlag = 0x08;
/** The 8 of a chance; in a difference, where no class is above 7, a bit of the class before. */
export const highBit = 0x10;
const keptBits = 0xff & ~evenFlag;
const lowClass = 0x07;

const pageBytes = coverageTileCells * coverageTileCells;
const firstCapacity = 8;

/** @param maximumPages Layers that the graphics card takes; tiles beyond are left unpainted and counted. */
export function createCoveragePages(maximumPages: number): CoveragePages {
  let grid: CellGrid | null = null;
  let columns = 0;
  let rows = 0;
  let table = new Uint8Array(0);
  let data = new Uint8Array(0);
  let capacity = 0;
  let free: number[] = [];
  let changed = new Set<number>();
  let tableChanged = true;
  let grown = true;
  let unpainted = new Set<number>();

  const pageAt = (index: number): number => table[2 * index] + 256 * table[2 * index + 1] - 1;

  const assign = (index: number, page: number): void => {
    table[2 * index] = (page + 1) & 255;
    table[2 * index + 1] = (page + 1) >> 8;
    tableChanged = true;
  };

  const grow = (): void => {
    const next = Math.min(maximumPages, Math.max(firstCapacity, capacity * 2));
    if (next === capacity) return;
    const larger = new Uint8Array(next * pageBytes);
    larger.set(data);
    for (let page = next - 1; page >= capacity; page -= 1) free.push(page);
    data = larger;
    capacity = next;
    grown = true;
  };

  return {
    get grid() {
      return grid;
    },
    get columns() {
      return columns;
    },
    get rows() {
      return rows;
    },
    get table() {
      return table;
    },
    get data() {
      return data;
    },
    get capacity() {
      return capacity;
    },
    get unpainted() {
      return unpainted.size;
    },
    takeChanges() {
      const result = { pages: [...changed], table: tableChanged, grown };
      changed = new Set();
      tableChanged = false;
      grown = false;
      return result;
    },
    reset(next) {
      grid = next;
      columns = next === null ? 0 : Math.ceil(next.columns / coverageTileCells);
      rows = next === null ? 0 : Math.ceil(next.rows / coverageTileCells);
      table = new Uint8Array(2 * columns * rows);
      free = Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
      changed = new Set();
      unpainted = new Set();
      tableChanged = true;
    },
    put(tile) {
      if (tile.column < 0 || tile.column >= columns || tile.row < 0 || tile.row >= rows) return;
      const index = tile.row * columns + tile.column;
      let page = pageAt(index);
      if (tile.best.every((value) => value === 0)) {
        unpainted.delete(index);
        if (page < 0) return;
        free.push(page);
        changed.delete(page);
        assign(index, -1);
        return;
      }
      if (page < 0) {
        if (free.length === 0) grow();
        const next = free.pop();
        if (next === undefined) {
          unpainted.add(index);
          return;
        }
        page = next;
        unpainted.delete(index);
        assign(index, page);
      }
      writePage(withinBits(tile.best), data.subarray(page * pageBytes, (page + 1) * pageBytes));
      changed.add(page);
    },
    classAt(column, row) {
      if (grid === null || column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return 0;
      const page = pageAt((row >> 8) * columns + (column >> 8));
      return page < 0 ? 0 : classOf(data[page * pageBytes + (row & 255) * coverageTileCells + (column & 255)]);
    },
  };
}

/** The bytes with the bit for {@link evenFlag} free. */
function withinBits(best: Uint8Array): Uint8Array {
  if (best.every((value) => (value & evenFlag) === 0)) return best;
  return best.map((value) => ((value & tileClassMask) > lowClass ? value | highBit : value) & keptBits);
}

function classOf(byte: number): number {
  return (byte & lowClass) | ((byte & highBit) >> 1);
}

/** Copies a tile and marks where nothing changes nearby, so that the shader need not look. */
function writePage(best: Uint8Array, page: Uint8Array): void {
  const side = coverageTileCells;
  const last = side - 2;
  const even = new Uint8Array(best.length);
  for (let row = 0; row < side; row += 1) {
    for (let column = 1; column < last; column += 1) {
      const at = row * side + column;
      const value = best[at];
      if (best[at - 1] === value && best[at + 1] === value && best[at + 2] === value) even[at] = 1;
    }
  }
  page.set(best);
  for (let row = 1; row < last; row += 1) {
    for (let column = 1; column < last; column += 1) {
      const at = row * side + column;
      if (even[at] === 0) continue;
      const value = best[at];
      const alike = (other: number) => even[other] === 1 && best[other] === value;
      if (alike(at - side) && alike(at + side) && alike(at + 2 * side)) page[at] = value | evenFlag;
    }
  }
}
