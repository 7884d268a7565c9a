import type { Demand, Street } from '#model/city.ts';
import { boxOfLines, fillDisc, fillRings, patchContains, patchOfBox } from '../devices/cell-raster.ts';
import { type BitWindow, countBits, lowestBit } from '../visibility/bits.ts';
import { groundOf, type Region, type RegionGround, regionWord } from './scope-regions.ts';

/** Counts something on cells that are seen; told of cells that come to be seen, or cease to be. */
export interface GroundCounter {
  /** Cells (bits of a word of the grid), all of which change. */
  change(row: number, word: number, cells: number, gained: boolean): void;
  /** What these cells count for, whether seen or not: whole numbers but for {@link DemandCounter}. */
  weightOf(row: number, word: number, cells: number): number;
  /** Nothing is seen. */
  clear(): void;
}

/** Seen cells of a region. */
export class RegionCounter implements GroundCounter {
  private readonly region: BitWindow;
  seen = 0;

  constructor(region: BitWindow) {
    this.region = region;
  }

  change(row: number, word: number, cells: number, gained: boolean): void {
    const count = this.weightOf(row, word, cells);
    if (gained) this.seen += count;
    else this.seen -= count;
  }

  /** Cells. */
  weightOf(row: number, word: number, cells: number): number {
    const { window, bits } = this.region;
    const r = row - window.firstRow;
    const w = word - window.firstWord;
    if (r < 0 || r >= window.rows || w < 0 || w >= window.words) return 0;
    const own = cells & bits[r * window.words + w];
    return own === 0 ? 0 : countBits(own);
  }

  clear(): void {
    this.seen = 0;
  }
}

/** Metres of streets on seen cells: samples along their lines, each standing for its stretch; whole millimetres. */
export class StreetMeterCounter implements GroundCounter {
  private readonly cells: BitWindow;
  /** Word of {@link cells} → place of its lowest cell in {@link millimeters}; cells follow each other bit by bit. */
  private readonly firstOfWord: Uint32Array;
  private readonly millimeters: Float64Array;
  private seenMillimeters = 0;
  readonly wholeMeters: number;

  /** Streets that people may walk along, as far as they lie in `region`; `region` null: anywhere on the ground. */
  constructor(on: RegionGround, streets: readonly Street[], region: BitWindow | null) {
    const lines = streets.filter(({ foot, tunnel }) => foot && !tunnel).map(({ xy }) => xy);
    const box = boxOfLines(lines);
    const { window, bits } =
      box === null ? { window: noWindow, bits: new Uint32Array(0) } : patchOfBox(on.grid, ...box);
    const { cell, firstColumn, firstRow } = on.grid;
    const eachOnGround = (take: (word: number, bit: number, millimeters: number) => void): void => {
      for (const xy of lines) {
        eachSample(xy, cell, (x, y, millimeters) => {
          const column = Math.floor(x / cell) - firstColumn - 32 * window.firstWord;
          const row = Math.floor(y / cell) - firstRow - window.firstRow;
          if (!(column >= 0 && column < 32 * window.words && row >= 0 && row < window.rows)) return;
          const gridRow = window.firstRow + row;
          const gridWord = window.firstWord + (column >> 5);
          let open = on.ground[gridRow * on.grid.words + gridWord];
          if (region !== null) open &= regionWord(region, gridRow, gridWord);
          if (((open >>> (column & 31)) & 1) === 1) take(row * window.words + (column >> 5), column & 31, millimeters);
        });
      }
    };
    eachOnGround((word, bit) => {
      bits[word] |= 1 << bit;
    });
    this.firstOfWord = new Uint32Array(bits.length);
    let count = 0;
    for (let word = 0; word < bits.length; word += 1) {
      this.firstOfWord[word] = count;
      if (bits[word] !== 0) count += countBits(bits[word]);
    }
    this.millimeters = new Float64Array(count);
    this.cells = { window, bits };
    let whole = 0;
    eachOnGround((word, bit, part) => {
      this.millimeters[this.placeOf(word, bit)] += part;
      whole += part;
    });
    this.wholeMeters = whole / 1000;
  }

  private placeOf(word: number, bit: number): number {
    return this.firstOfWord[word] + countBits(this.cells.bits[word] & ~(-1 << bit));
  }

  get seenMeters(): number {
    return this.seenMillimeters / 1000;
  }

  change(row: number, word: number, cells: number, gained: boolean): void {
    const part = this.weightOf(row, word, cells);
    this.seenMillimeters += gained ? part : -part;
  }

  /** Millimetres. */
  weightOf(row: number, word: number, cells: number): number {
    const { window, bits } = this.cells;
    const r = row - window.firstRow;
    const w = word - window.firstWord;
    if (r < 0 || r >= window.rows || w < 0 || w >= window.words) return 0;
    const at = r * window.words + w;
    let sum = 0;
    for (let left = cells & bits[at]; left !== 0; left &= left - 1) {
      sum += this.millimeters[this.placeOf(at, lowestBit(left))];
    }
    return sum;
  }

  clear(): void {
    this.seenMillimeters = 0;
  }
}

const noWindow = { firstRow: 0, rows: 0, firstWord: 0, words: 0 };

/** Points in the middle of pieces at most `spacing` long, with the whole millimetres that each stands for. */
function eachSample(
  xy: ArrayLike<number>,
  spacing: number,
  take: (x: number, y: number, millimeters: number) => void,
): void {
  for (let at = 0; at + 3 < xy.length; at += 2) {
    const dx = xy[at + 2] - xy[at];
    const dy = xy[at + 3] - xy[at + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    const pieces = Math.ceil(length / spacing);
    for (let piece = 0; piece < pieces; piece += 1) {
      const share = (piece + 0.5) / pieces;
      take(xy[at] + share * dx, xy[at + 1] + share * dy, Math.round((1000 * length) / pieces));
    }
  }
}

/** Ground so near to a place of demand without an extent of its own counts for it, metres: assumption. */
export const demandReachMeters = 10;

interface DemandItem {
  readonly weight: number;
  readonly region: Region;
  seen: number;
}

/** Blocks of 32 rows and one word; which items have cells in each. */
const blockRows = 32;

/**
 * Demand of one kind on seen cells. A place counts by the share of its ground cells that are seen: those in its rings, or, where
 * it has none on the ground (a point, a building), those within {@link demandReachMeters} of it. Places without ground, or
 * outside `scope`, don't count.
 */
export class DemandCounter implements GroundCounter {
  private readonly items: DemandItem[] = [];
  private readonly blocks = new Map<number, DemandItem[]>();
  private readonly words: number;
  readonly wholeWeight: number;

  constructor(on: RegionGround, demand: readonly Demand[], scope: BitWindow | null) {
    this.words = on.grid.words;
    for (const place of demand) {
      if (!(place.weight > 0)) continue;
      if (scope !== null && !patchContains(on.grid, scope, place.x, place.y)) continue;
      const region = demandRegion(on, place);
      if (region.cells > 0) this.add({ weight: place.weight, region, seen: 0 });
    }
    this.wholeWeight = this.items.reduce((sum, { weight }) => sum + weight, 0);
  }

  private add(item: DemandItem): void {
    this.items.push(item);
    const { firstRow, rows, firstWord, words } = item.region.window;
    for (let row = firstRow >> 5; row <= (firstRow + rows - 1) >> 5; row += 1) {
      for (let word = firstWord; word < firstWord + words; word += 1) {
        const key = row * this.words + word;
        const list = this.blocks.get(key);
        if (list === undefined) this.blocks.set(key, [item]);
        else list.push(item);
      }
    }
  }

  /** Σ weight · seen share, always added up in the same order. */
  get seenWeight(): number {
    return this.items.reduce((sum, { weight, seen, region }) => sum + (weight * seen) / region.cells, 0);
  }

  change(row: number, word: number, cells: number, gained: boolean): void {
    const items = this.blocks.get(Math.floor(row / blockRows) * this.words + word);
    if (items === undefined) return;
    for (const item of items) {
      const own = cells & regionWord(item.region, row, word);
      if (own === 0) continue;
      if (gained) item.seen += countBits(own);
      else item.seen -= countBits(own);
    }
  }

  /** Weight of the demand, by the share of each place's cells that these are. */
  weightOf(row: number, word: number, cells: number): number {
    let sum = 0;
    for (const { weight, region } of this.blocks.get(Math.floor(row / blockRows) * this.words + word) ?? []) {
      const own = cells & regionWord(region, row, word);
      if (own !== 0) sum += (weight * countBits(own)) / region.cells;
    }
    return sum;
  }

  clear(): void {
    for (const item of this.items) item.seen = 0;
  }
}

function demandRegion(on: RegionGround, { x, y, rings }: Demand): Region {
  const box = boxOfLines(rings);
  if (box !== null) {
    const patch = patchOfBox(on.grid, ...box);
    fillRings(on.grid, patch, rings);
    const region = groundOf(on, patch);
    if (region.cells > 0) return region;
  }
  const reach = demandReachMeters;
  const patch = patchOfBox(on.grid, x - reach, y - reach, x + reach, y + reach);
  fillDisc(on.grid, patch, x, y, reach);
  return groundOf(on, patch);
}
