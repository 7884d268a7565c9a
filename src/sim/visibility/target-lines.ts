import type { CellGrid } from '#geo/cell-grid.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';

/** Numbers kept per word: a, b, low, high. */
const stride = 4;
const tileRows = 32;
const tileWords = 8;
/** Numbers of a tile, 4 kB. */
const tileLength = stride * tileRows * tileWords;
/** 64 MB a scene: 134 km² at 1 m. */
const tileLimit = 16_384;

/**
 * For every word of 32 cells, a straight line along which its targets stand, and how far they lie from it: the target of
 * the k-th cell stands between a + b·k + low and a + b·k + high, metres. Worked out when first asked for and kept, since
 * no optical centre changes it.
 */
export class TargetLines {
  /** Holds the four numbers of the word that {@link locate} was asked for, from the index that it returned on. */
  data: Float32Array = new Float32Array(0);
  private readonly grid: CellGrid;
  private readonly terrain: TerrainGrid;
  private readonly targetHeight: number;
  private readonly limit: number;
  private readonly tileColumns: number;
  private readonly tiles: (Float32Array | undefined)[];
  private held = 0;
  private key = -1;
  private readonly heights = new Float64Array(32);

  constructor(grid: CellGrid, terrain: TerrainGrid, targetHeight: number, limit = tileLimit) {
    this.grid = grid;
    this.terrain = terrain;
    this.targetHeight = targetHeight;
    this.limit = limit;
    this.tileColumns = Math.ceil(grid.words / tileWords);
    this.tiles = new Array<Float32Array | undefined>(this.tileColumns * Math.ceil(grid.rows / tileRows));
  }

  /** Row and word of the grid. The answer holds until the next call. */
  locate(row: number, word: number): number {
    const key = (row >> 5) * this.tileColumns + (word >> 3);
    if (key !== this.key) {
      this.data = this.tiles[key] ?? this.addTile(key);
      this.key = key;
    }
    const { data } = this;
    const at = stride * ((row & (tileRows - 1)) * tileWords + (word & (tileWords - 1)));
    if (Number.isNaN(data[at])) this.fit(data, at, row, word);
    return at;
  }

  private addTile(key: number): Float32Array {
    // Rather than keeping count of use: a scene this large is seldom looked at everywhere.
    if (this.held >= this.limit) {
      this.tiles.fill(undefined);
      this.held = 0;
    }
    const tile = new Float32Array(tileLength).fill(Number.NaN);
    this.tiles[key] = tile;
    this.held += 1;
    return tile;
  }

  private fit(data: Float32Array, at: number, row: number, word: number): void {
    const { grid, terrain, targetHeight, heights } = this;
    const y = (grid.firstRow + row + 0.5) * grid.cell;
    const first = grid.firstColumn + 32 * word + 0.5;
    for (let k = 0; k < 32; k += 1) heights[k] = groundHeight(terrain, (first + k) * grid.cell, y) + targetHeight;
    const a = Math.fround(heights[0]);
    const b = Math.fround((heights[31] - heights[0]) / 31);
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < 32; k += 1) {
      const rest = heights[k] - (a + b * k);
      if (rest < low) low = rest;
      if (rest > high) high = rest;
    }
    data[at] = a;
    data[at + 1] = b;
    data[at + 2] = low - widening(low);
    data[at + 3] = high + widening(high);
  }
}

/** More than a float32 of this size, and all that is computed from it, can be rounded by. */
function widening(meters: number): number {
  return 1e-4 + Math.abs(meters) * 1e-6;
}
