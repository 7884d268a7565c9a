import type { PrismTable, TerrainGrid } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';

/** Squares that the drawn city is cut into, row 0 in the south. */
export interface TileGrid {
  readonly originX: number;
  readonly originY: number;
  /** Side, metres; a power of two, at least 256. */
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Beyond it a scene is drawn with larger tiles: at rest a tile in view costs up to five draw calls (ground, buildings,
 * edges, two shadows), and a frame is to have 300 at most.
 */
export const maximumTiles = 48;

const smallestTile = 256;

/**
 * Grid over `bounds`. With a terrain its lines run along terrain vertices, so that a tile holds whole terrain cells.
 */
export function createTileGrid(bounds: Bounds, terrain: TerrainGrid | null): TileGrid {
  const step = terrain?.spacing ?? 1;
  const anchorX = terrain?.originX ?? 0;
  const anchorY = terrain?.originY ?? 0;
  const originX = anchorX + Math.floor((bounds.minX - anchorX) / step) * step;
  const originY = anchorY + Math.floor((bounds.minY - anchorY) / step) * step;
  let size = Math.max(smallestTile, step);
  const count = (length: number) => Math.max(1, Math.ceil(length / size));
  while (count(bounds.maxX - originX) * count(bounds.maxY - originY) > maximumTiles) size *= 2;
  return { originX, originY, size, columns: count(bounds.maxX - originX), rows: count(bounds.maxY - originY) };
}

/** Index (row × columns + column) of the tile at a point; points outside belong to the nearest tile. */
export function tileIndexAt(grid: TileGrid, x: number, y: number): number {
  const column = Math.floor((x - grid.originX) / grid.size);
  const row = Math.floor((y - grid.originY) / grid.size);
  const clampedColumn = Math.min(grid.columns - 1, Math.max(0, column));
  const clampedRow = Math.min(grid.rows - 1, Math.max(0, row));
  return clampedRow * grid.columns + clampedColumn;
}

/** South-west corner of a tile. */
export function tileCorner(grid: TileGrid, index: number): readonly [x: number, y: number] {
  const row = Math.floor(index / grid.columns);
  return [grid.originX + (index - row * grid.columns) * grid.size, grid.originY + row * grid.size];
}

export function tileBounds(grid: TileGrid, index: number): Bounds {
  const [minX, minY] = tileCorner(grid, index);
  return { minX, minY, maxX: minX + grid.size, maxY: minY + grid.size };
}

/** Rows of the prism table by the tile that the middle of their outer ring's box lies in. */
export function prismsByTile(grid: TileGrid, prisms: PrismTable): number[][] {
  const tiles: number[][] = Array.from({ length: grid.columns * grid.rows }, () => []);
  for (let prism = 0; prism < prisms.count; prism += 1) {
    const [minX, minY, maxX, maxY] = prismBox(prisms, prism);
    tiles[tileIndexAt(grid, (minX + maxX) / 2, (minY + maxY) / 2)].push(prism);
  }
  return tiles;
}

/** Box of a prism's outer ring: minX, minY, maxX, maxY. */
export function prismBox(prisms: PrismTable, prism: number): [number, number, number, number] {
  const ring = prisms.ringStart[prism];
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let vertex = prisms.vertexStart[ring]; vertex < prisms.vertexStart[ring + 1]; vertex += 1) {
    const x = prisms.xy[2 * vertex];
    const y = prisms.xy[2 * vertex + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return [minX, minY, maxX, maxY];
}

/** Ground to draw: the analysed area, and what geometry reaches beyond it, up to `margin` metres. */
export function drawnBounds(bounds: Bounds, prisms: PrismTable, margin: number): Bounds {
  let { minX, minY, maxX, maxY } = bounds;
  for (let vertex = 0; vertex < prisms.xy.length / 2; vertex += 1) {
    const x = prisms.xy[2 * vertex];
    const y = prisms.xy[2 * vertex + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return {
    minX: Math.max(minX, bounds.minX - margin),
    minY: Math.max(minY, bounds.minY - margin),
    maxX: Math.min(maxX, bounds.maxX + margin),
    maxY: Math.min(maxY, bounds.maxY + margin),
  };
}
