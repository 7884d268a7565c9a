import type { PrismTable, TerrainGrid } from '#model/city.ts';
import { type BucketGrid, createBucketGrid } from '../visibility/bucket-grid.ts';
import { createSolids, footprintContains, type SolidTable } from '../visibility/solids.ts';

/** Metres. */
const bucketSize = 32;

/** The prisms of a scene, found by a point of the plan. */
export class SolidsAt {
  readonly solids: SolidTable;
  private readonly buckets: BucketGrid;

  /** `members`: rows of the prism table; all where it is left out. */
  constructor(prisms: PrismTable, terrain: TerrainGrid | null, members?: Uint32Array) {
    this.solids = createSolids(prisms, [], terrain);
    const rows = members ?? Uint32Array.from({ length: prisms.count }, (_, row) => row);
    this.buckets = createBucketGrid(this.solids, rows, bucketSize);
  }

  /** Rows of the prisms whose closed footprint holds (x, y), on the 1/1024 m grid. */
  at(x: number, y: number): readonly number[] {
    const { size, originX, originY, columns, rows, start, items } = this.buckets;
    const column = Math.floor((x - originX) / size);
    const row = Math.floor((y - originY) / size);
    const found: number[] = [];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return found;
    const bucket = row * columns + column;
    for (let k = start[bucket]; k < start[bucket + 1]; k += 1) {
      if (footprintContains(this.solids, items[k], x, y)) found.push(items[k]);
    }
    return found;
  }

  /** Rows of the prisms whose box comes within `reach` metres of (x, y) along each axis, ascending. */
  near(x: number, y: number, reach: number): readonly number[] {
    const { size, originX, originY, columns, rows, start, items } = this.buckets;
    const { minX, minY, maxX, maxY } = this.solids;
    const found = new Set<number>();
    const column1 = Math.min(columns - 1, Math.floor((x + reach - originX) / size));
    const row1 = Math.min(rows - 1, Math.floor((y + reach - originY) / size));
    for (let row = Math.max(0, Math.floor((y - reach - originY) / size)); row <= row1; row += 1) {
      for (let column = Math.max(0, Math.floor((x - reach - originX) / size)); column <= column1; column += 1) {
        const bucket = row * columns + column;
        for (let k = start[bucket]; k < start[bucket + 1]; k += 1) {
          const prism = items[k];
          const outside = Math.max(minX[prism] - x, x - maxX[prism], minY[prism] - y, y - maxY[prism]);
          if (outside <= reach) found.add(prism);
        }
      }
    }
    return [...found].toSorted((a, b) => a - b);
  }
}
