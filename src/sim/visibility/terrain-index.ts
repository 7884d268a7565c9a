import type { TerrainGrid } from '#model/city.ts';

/** The terrain with a pyramid of highest and lowest heights, to pass over what cannot hide anything. */
export interface TerrainIndex {
  readonly grid: TerrainGrid;
  /** Squares of the grid: one less than vertices, at least 1. */
  readonly columns: number;
  readonly rows: number;
  /** Level k holds the highest and lowest height over blocks of 2^(firstLevel + k) terrain squares a side. */
  readonly firstLevel: number;
  readonly levels: readonly TerrainLevel[];
}

export interface TerrainLevel {
  readonly columns: number;
  readonly rows: number;
  readonly highest: Float32Array;
  readonly lowest: Float32Array;
}

/** Blocks of the finest level: about 32 MB; a larger terrain gets coarser blocks. */
const finestBlocks = 1 << 22;

export function createTerrainIndex(grid: TerrainGrid, blockLimit = finestBlocks): TerrainIndex {
  const columns = Math.max(1, grid.columns - 1);
  const rows = Math.max(1, grid.rows - 1);
  let firstLevel = 0;
  while (((columns >> firstLevel) + 1) * ((rows >> firstLevel) + 1) > blockLimit) firstLevel += 1;
  const levels: TerrainLevel[] = [finestLevel(grid, columns, rows, firstLevel)];
  for (;;) {
    const below = levels[levels.length - 1];
    if (below.columns === 1 && below.rows === 1) return { grid, columns, rows, firstLevel, levels };
    levels.push(halve(below));
  }
}

function finestLevel(grid: TerrainGrid, squareColumns: number, squareRows: number, level: number): TerrainLevel {
  const columns = ((squareColumns - 1) >> level) + 1;
  const rows = ((squareRows - 1) >> level) + 1;
  const highest = new Float32Array(columns * rows).fill(-Infinity);
  const lowest = new Float32Array(columns * rows).fill(Infinity);
  for (let row = 0; row < squareRows; row += 1) {
    const row1 = Math.min(row + 1, grid.rows - 1) * grid.columns;
    for (let column = 0; column < squareColumns; column += 1) {
      const column1 = Math.min(column + 1, grid.columns - 1);
      const a = grid.heights[row * grid.columns + column];
      const b = grid.heights[row * grid.columns + column1];
      const c = grid.heights[row1 + column];
      const d = grid.heights[row1 + column1];
      const at = (row >> level) * columns + (column >> level);
      highest[at] = Math.max(highest[at], a, b, c, d);
      lowest[at] = Math.min(lowest[at], a, b, c, d);
    }
  }
  return { columns, rows, highest, lowest };
}

function halve(below: TerrainLevel): TerrainLevel {
  const columns = (below.columns + 1) >> 1;
  const rows = (below.rows + 1) >> 1;
  const highest = new Float32Array(columns * rows).fill(-Infinity);
  const lowest = new Float32Array(columns * rows).fill(Infinity);
  for (let row = 0; row < below.rows; row += 1) {
    for (let column = 0; column < below.columns; column += 1) {
      const from = row * below.columns + column;
      const to = (row >> 1) * columns + (column >> 1);
      if (below.highest[from] > highest[to]) highest[to] = below.highest[from];
      if (below.lowest[from] < lowest[to]) lowest[to] = below.lowest[from];
    }
  }
  return { columns, rows, highest, lowest };
}

function clampSquare(value: number, count: number): number {
  const square = Math.floor(value);
  return square < 0 ? 0 : square >= count ? count - 1 : square;
}

/**
 * No ground in the box (in terrain squares: u east, v north, from the grid's south-west vertex) is higher than this.
 * Looks at no more than 3 × 3 blocks. What lies beyond the grid takes the border's heights.
 */
export function highestInSquares(index: TerrainIndex, u0: number, v0: number, u1: number, v1: number): number {
  let c0 = clampSquare(u0, index.columns) >> index.firstLevel;
  let c1 = clampSquare(u1, index.columns) >> index.firstLevel;
  let r0 = clampSquare(v0, index.rows) >> index.firstLevel;
  let r1 = clampSquare(v1, index.rows) >> index.firstLevel;
  let level = 0;
  while (c1 - c0 > 2 || r1 - r0 > 2) {
    c0 >>= 1;
    c1 >>= 1;
    r0 >>= 1;
    r1 >>= 1;
    level += 1;
  }
  const { highest, columns } = index.levels[level];
  let result = -Infinity;
  for (let row = r0; row <= r1; row += 1) {
    for (let column = c0; column <= c1; column += 1) {
      const value = highest[row * columns + column];
      if (value > result) result = value;
    }
  }
  return result;
}

/** Bounds of the ground height over a box in local metres: [lowest, highest]; may be wider than the truth. */
export function groundRange(
  index: TerrainIndex,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): readonly [number, number] {
  const { originX, originY, spacing } = index.grid;
  let c0 = clampSquare((minX - originX) / spacing, index.columns) >> index.firstLevel;
  let c1 = clampSquare((maxX - originX) / spacing, index.columns) >> index.firstLevel;
  let r0 = clampSquare((minY - originY) / spacing, index.rows) >> index.firstLevel;
  let r1 = clampSquare((maxY - originY) / spacing, index.rows) >> index.firstLevel;
  let level = 0;
  while (c1 - c0 > 7 || r1 - r0 > 7) {
    c0 >>= 1;
    c1 >>= 1;
    r0 >>= 1;
    r1 >>= 1;
    level += 1;
  }
  const { highest, lowest, columns } = index.levels[level];
  let low = Infinity;
  let high = -Infinity;
  for (let row = r0; row <= r1; row += 1) {
    for (let column = c0; column <= c1; column += 1) {
      high = Math.max(high, highest[row * columns + column]);
      low = Math.min(low, lowest[row * columns + column]);
    }
  }
  return [low, high];
}
