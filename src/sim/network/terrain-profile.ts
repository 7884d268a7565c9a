import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';

/**
 * Where the triangulated ground below a straight path may bend: its ends and every crossing with a row, a column or a diagonal
 * of the grid, by ascending t (0 at the start, 1 at the end). Between two of them the ground is straight.
 */
export function terrainBreaks(
  terrain: TerrainGrid,
  path: { readonly fromX: number; readonly fromY: number; readonly toX: number; readonly toY: number },
): { readonly t: number; readonly z: number }[] {
  const { originX, originY, spacing, columns, rows } = terrain;
  const u0 = (path.fromX - originX) / spacing;
  const v0 = (path.fromY - originY) / spacing;
  const du = (path.toX - originX) / spacing - u0;
  const dv = (path.toY - originY) / spacing - v0;
  const ts = [0, 1];
  addCrossings(ts, u0, du, 0, columns - 1);
  addCrossings(ts, v0, dv, 0, rows - 1);
  // Diagonals run from south-west to north-east: u − v is whole on them.
  addCrossings(ts, u0 - v0, du - dv, 1 - rows, columns - 1);
  ts.sort((a, b) => a - b);
  return ts.map((t) => ({
    t,
    z: groundHeight(terrain, path.fromX + t * (path.toX - path.fromX), path.fromY + t * (path.toY - path.fromY)),
  }));
}

/** Adds every t in 0 … 1 where start + t·step is whole, between least and most. */
function addCrossings(ts: number[], start: number, step: number, least: number, most: number): void {
  if (step === 0) return;
  const low = Math.max(least, Math.ceil(Math.min(start, start + step)));
  const high = Math.min(most, Math.floor(Math.max(start, start + step)));
  for (let whole = low; whole <= high; whole += 1) {
    const t = (whole - start) / step;
    if (t > 0 && t < 1) ts.push(t);
  }
}
