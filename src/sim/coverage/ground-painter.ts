import type { CellGrid } from '#geo/cell-grid.ts';
import { type Condition, conditions } from '#model/goal.ts';
import type { GroundBits, PaintSetting } from '#model/results/coverage-bits.ts';
import { type CoverageTile, coverageTileCells, tileBeforeShift, tileEmphasis } from '#model/results/coverage-tile.ts';
import { lowestBit } from '../visibility/bits.ts';
import type { CoverageLedger } from './coverage-ledger.ts';
import { groundWord } from './ground-bits.ts';
import type { HeldDevice } from './held-devices.ts';
import { LedgerBook } from './ledger-book.ts';

const tileCells = coverageTileCells;
const tileWords = tileCells / 32;
/** Counts beyond this are painted alike. */
const mostCounted = 6;

export const firstPaint: PaintSetting = {
  condition: 'day',
  layer: 'density',
  mode: 'best',
  category: 0,
  against: 'baseline',
  emphasis: [],
};

/** Makes the tiles of the ground in one way of painting, and remembers which of them are on screen. */
export class GroundPainter {
  private readonly grid: CellGrid;
  private readonly categories: number;
  private readonly devices: ReadonlyMap<string, HeldDevice>;
  private readonly book: LedgerBook;
  private readonly tileColumns: number;
  private setting: PaintSetting = firstPaint;
  private emphasised: ReadonlySet<string> = new Set();
  private painted: CoverageLedger;
  private counted = 0;
  /** What a difference is made against; null: nothing was there. */
  private reference: CoverageLedger | null = null;
  /** As if the emphasised devices were not there; kept in step with the plan. */
  private without: LedgerBook | null = null;
  private baseline: LedgerBook | null = null;
  private readonly shown = new Set<number>();
  /** Tiles whose emphasis changed. */
  private readonly dirty = new Set<number>();

  constructor(grid: CellGrid, categories: number, devices: ReadonlyMap<string, HeldDevice>, book: LedgerBook) {
    this.grid = grid;
    this.categories = categories;
    this.devices = devices;
    this.book = book;
    this.tileColumns = Math.ceil(grid.columns / tileCells);
    this.painted = book.ledger(firstPaint.layer, firstPaint.condition);
  }

  get ledger(): CoverageLedger {
    return this.painted;
  }

  get paint(): PaintSetting {
    return this.setting;
  }

  /** Keeps the devices as they are now for `against: 'baseline'`. */
  keepBaseline(): void {
    this.baseline = new LedgerBook(this.grid, this.categories, new Map(this.devices));
  }

  /** All tiles that show anything in the new way, and those that no longer do, empty. */
  repaint(setting: PaintSetting): CoverageTile[] {
    this.painted.followCounts(-1);
    this.setting = setting;
    this.emphasised = new Set(setting.emphasis);
    this.painted = this.book.ledger(setting.layer, setting.condition);
    this.counted = Math.min(Math.max(0, setting.category), this.painted.classes - 1);
    this.without = null;
    this.reference = setting.mode === 'difference' ? this.referenceLedger(setting) : null;
    const compared = setting.mode === 'difference' ? setting.against : setting.condition;
    this.book.keepOnly(new Set([setting.condition, compared].filter((name) => isCondition(name))));
    this.painted.followCounts(setting.mode === 'count' ? this.counted : -1);
    this.painted.takeDirtyTiles();
    this.reference?.takeDirtyTiles();
    this.dirty.clear();
    const keys = new Set([...this.shown, ...this.painted.usedTiles(), ...(this.reference?.usedTiles() ?? [])]);
    return this.compose([...keys].sort((a, b) => a - b));
  }

  /** Tells of a device that is put in place of another or of none, after the book was told. */
  put(id: string, before: HeldDevice | null, held: HeldDevice): void {
    if (this.emphasised.has(id)) {
      this.markEmphasis(before);
      this.markEmphasis(held);
    } else this.without?.put(id, held);
  }

  /** Tells of a device that is gone, after the book was told. */
  remove(id: string, before: HeldDevice | null): void {
    if (this.emphasised.has(id)) this.markEmphasis(before);
    else this.without?.remove(id);
  }

  /** Tiles that changed since the last call. */
  takeTiles(): CoverageTile[] {
    const keys = new Set([
      ...this.painted.takeDirtyTiles(),
      ...(this.reference?.takeDirtyTiles() ?? []),
      ...this.dirty,
    ]);
    this.dirty.clear();
    return this.compose([...keys].sort((a, b) => a - b));
  }

  private referenceLedger({ against, layer, condition }: PaintSetting): CoverageLedger | null {
    if (against === 'baseline') return this.baseline?.ledger(layer, condition) ?? null;
    if (against !== 'without') return this.book.ledger(layer, against);
    const others = new Map([...this.devices].filter(([id]) => !this.emphasised.has(id)));
    this.without = new LedgerBook(this.grid, this.categories, others);
    return this.without.ledger(layer, condition);
  }

  private markEmphasis(held: HeldDevice | null): void {
    if (held === null || held.layer !== this.setting.layer) return;
    const { firstRow, rows, firstWord, words } = held.ground(this.setting.condition);
    if (rows === 0) return;
    for (let row = firstRow >> 8; row <= (firstRow + rows - 1) >> 8; row += 1) {
      for (let column = firstWord >> 3; column <= (firstWord + words - 1) >> 3; column += 1) {
        this.dirty.add(row * this.tileColumns + column);
      }
    }
  }

  private compose(keys: readonly number[]): CoverageTile[] {
    const tiles: CoverageTile[] = [];
    const marked = [...this.emphasised]
      .map((id) => this.devices.get(id))
      .filter((held) => held !== undefined && held.layer === this.setting.layer)
      .map((held) => (held as HeldDevice).ground(this.setting.condition));
    for (const key of keys) {
      const row = Math.floor(key / this.tileColumns);
      const column = key - row * this.tileColumns;
      const best = new Uint8Array(tileCells * tileCells);
      if (this.reference !== null) {
        this.reference.addBest(key, best);
        for (let at = 0; at < best.length; at += 1) if (best[at] !== 0) best[at] <<= tileBeforeShift;
      }
      if (this.setting.mode === 'count') this.painted.addCounts(key, this.counted, mostCounted, best);
      else this.painted.addBest(key, best);
      for (const ground of marked) addEmphasis(ground, row, column, best);
      const shows = best.some((value) => value !== 0);
      if (!shows && !this.shown.has(key)) continue;
      if (shows) this.shown.add(key);
      else this.shown.delete(key);
      tiles.push({ column, row, best });
    }
    return tiles;
  }
}

/** Marks the cells of a tile that a device covers in any class. */
function addEmphasis(ground: GroundBits, tileRow: number, tileColumn: number, best: Uint8Array): void {
  const firstRow = Math.max(ground.firstRow, tileRow * tileCells);
  const endRow = Math.min(ground.firstRow + ground.rows, (tileRow + 1) * tileCells);
  const firstWord = Math.max(ground.firstWord, tileColumn * tileWords);
  const endWord = Math.min(ground.firstWord + ground.words, (tileColumn + 1) * tileWords);
  for (let row = firstRow; row < endRow; row += 1) {
    for (let word = firstWord; word < endWord; word += 1) {
      const start = (row & 255) * tileCells + 32 * (word & 7);
      for (let left = groundWord(ground, 0, row, word); left !== 0; left &= left - 1) {
        best[start + lowestBit(left)] |= tileEmphasis;
      }
    }
  }
}

function isCondition(name: PaintSetting['against']): name is Condition {
  return conditions.some((condition) => condition === name);
}
