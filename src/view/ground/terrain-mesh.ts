import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';

/** Geometry of the ground of one tile; positions relative to the tile's south-west corner at z = 0. */
export interface TerrainMesh {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** 0 … 1 over the tile, v northwards. */
  readonly uvs: Float32Array;
  readonly indices: Uint32Array;
  /** Lowest and highest z. */
  readonly lowest: number;
  readonly highest: number;
}

/** Triangles over all tiles at most; finer terrains are drawn with every second, fourth … vertex. */
export const maximumTerrainTriangles = 400_000;

/** Terrain vertices from one drawn vertex to the next, a power of two, for a scene of so many tiles. */
export function terrainStride(terrain: TerrainGrid | null, tileSize: number, tiles: number): number {
  if (terrain === null) return 1;
  const cells = tileSize / terrain.spacing;
  let stride = 1;
  while (stride < cells && 2 * (cells / stride) ** 2 * tiles > maximumTerrainTriangles) stride *= 2;
  return stride;
}

/**
 * The ground under a tile with the very diagonal of {@link TerrainGrid} (south-west to north-east); level ground is one
 * quad. At stride 1 the triangles are those that visibility is computed with.
 */
export function buildTerrainMesh(
  terrain: TerrainGrid | null,
  originX: number,
  originY: number,
  size: number,
  stride: number,
): TerrainMesh {
  const step = terrain === null ? size : terrain.spacing * stride;
  const cells = Math.max(1, Math.round(size / step));
  const side = cells + 1;
  const positions = new Float32Array(3 * side * side);
  const normals = new Float32Array(3 * side * side);
  const uvs = new Float32Array(2 * side * side);
  const indices = new Uint32Array(6 * cells * cells);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const at = row * side + column;
      const x = originX + column * step;
      const y = originY + row * step;
      const z = groundHeight(terrain, x, y);
      lowest = Math.min(lowest, z);
      highest = Math.max(highest, z);
      positions.set([column * step, row * step, z], 3 * at);
      normals.set(terrain === null ? [0, 0, 1] : slopeNormal(terrain, x, y, step), 3 * at);
      uvs.set([column / cells, row / cells], 2 * at);
    }
  }
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) {
      const southWest = row * side + column;
      const northEast = southWest + side + 1;
      indices.set(
        [southWest, southWest + 1, northEast, southWest, northEast, southWest + side],
        6 * (row * cells + column),
      );
    }
  }
  return { positions, normals, uvs, indices, lowest, highest };
}

function slopeNormal(terrain: TerrainGrid, x: number, y: number, step: number): [number, number, number] {
  const dx = (groundHeight(terrain, x + step, y) - groundHeight(terrain, x - step, y)) / (2 * step);
  const dy = (groundHeight(terrain, x, y + step) - groundHeight(terrain, x, y - step)) / (2 * step);
  const length = Math.hypot(dx, dy, 1);
  return [-dx / length, -dy / length, 1 / length];
}
