import type { TerrainGrid } from '#model/city.ts';

/**
 * Height of the triangulated ground at (x, y), local metres; 0 where there is no terrain. Beyond the grid the border
 * goes on level. Uses only + − × ÷ and comparisons, so that every engine gives the same bits.
 */
export function groundHeight(terrain: TerrainGrid | null, x: number, y: number): number {
  if (terrain === null) return 0;
  const { originX, originY, spacing, columns, rows, heights } = terrain;
  let u = (x - originX) / spacing;
  let v = (y - originY) / spacing;
  const maxU = columns - 1;
  const maxV = rows - 1;
  u = u < 0 ? 0 : u > maxU ? maxU : u;
  v = v < 0 ? 0 : v > maxV ? maxV : v;
  let column = Math.floor(u);
  let row = Math.floor(v);
  if (column === maxU && column > 0) column -= 1;
  if (row === maxV && row > 0) row -= 1;
  u -= column;
  v -= row;
  const at = row * columns + column;
  const southWest = heights[at];
  const northEast = heights[at + columns + 1];
  if (u >= v) {
    const southEast = heights[at + 1];
    return southWest + u * (southEast - southWest) + v * (northEast - southEast);
  }
  const northWest = heights[at + columns];
  return southWest + v * (northWest - southWest) + u * (northEast - northWest);
}
