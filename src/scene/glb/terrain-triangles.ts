import type { City, TerrainGrid } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import type { TriangleMesh } from './solid-triangles.ts';

/**
 * The ground that visibility is computed with: two triangles a grid cell, split from its south-west to its north-east
 * corner; without terrain two triangles over the scene's bounds at z = 0. The level continuation of the border heights
 * beyond the grid is not part of it.
 */
export function terrainTriangles(city: City): TriangleMesh {
  return city.terrain === null ? levelGround(city.manifest.bounds) : gridGround(city.terrain);
}

function levelGround({ minX, minY, maxX, maxY }: Bounds): TriangleMesh {
  return {
    positions: Float32Array.of(minX, minY, 0, maxX, minY, 0, minX, maxY, 0, maxX, maxY, 0),
    indices: Uint32Array.of(0, 1, 3, 0, 3, 2),
  };
}

function gridGround({ originX, originY, spacing, columns, rows, heights }: TerrainGrid): TriangleMesh {
  const positions = new Float32Array(columns * rows * 3);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      positions[3 * at] = originX + column * spacing;
      positions[3 * at + 1] = originY + row * spacing;
      positions[3 * at + 2] = heights[at];
    }
  }
  const indices = new Uint32Array((columns - 1) * (rows - 1) * 6);
  let next = 0;
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const southWest = row * columns + column;
      const northWest = southWest + columns;
      indices.set([southWest, southWest + 1, northWest + 1, southWest, northWest + 1, northWest], next);
      next += 6;
    }
  }
  return { positions, indices };
}
