import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';

/**
 * Lowest ground under a polygon with holes (outer ring first; flat x, y in local metres, no closing vertex), z metres,
 * not rounded; 0 where there is no terrain. Exact for the triangulated surface: it is linear in each triangle, so its
 * minimum over the polygon lies at a corner of the polygon, at a crossing of the polygon's edge with a line of the
 * triangulation (column, row, diagonal), or at a grid vertex inside.
 */
export function lowestGround(terrain: TerrainGrid | null, rings: readonly ArrayLike<number>[]): number {
  if (terrain === null) return 0;
  let lowest = Infinity;
  const visit = (x: number, y: number) => {
    const z = groundHeight(terrain, x, y);
    if (z < lowest) lowest = z;
  };
  for (const ring of rings) visitBoundary(terrain, ring, visit);
  const inside = lowestVertexInside(terrain, rings);
  return inside < lowest ? inside : lowest;
}

function visitBoundary(terrain: TerrainGrid, ring: ArrayLike<number>, visit: (x: number, y: number) => void): void {
  const { originX, originY, spacing, columns, rows } = terrain;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const ax = ring[j];
    const ay = ring[j + 1];
    const bx = ring[i];
    const by = ring[i + 1];
    visit(ax, ay);
    const au = (ax - originX) / spacing;
    const av = (ay - originY) / spacing;
    const du = (bx - ax) / spacing;
    const dv = (by - ay) / spacing;
    const cross = (from: number, step: number, first: number, last: number) => {
      if (step === 0) return;
      const low = Math.max(first, Math.ceil(Math.min(from, from + step)));
      const high = Math.min(last, Math.floor(Math.max(from, from + step)));
      for (let line = low; line <= high; line += 1) {
        const t = (line - from) / step;
        visit(ax + t * (bx - ax), ay + t * (by - ay));
      }
    };
    cross(au, du, 0, columns - 1);
    cross(av, dv, 0, rows - 1);
    cross(au - av, du - dv, 1 - rows, columns - 1);
  }
}

/** Even-odd scanline over the grid rows: holes are left out. Infinity where no vertex lies inside. */
function lowestVertexInside(terrain: TerrainGrid, rings: readonly ArrayLike<number>[]): number {
  const { originX, originY, spacing, columns, rows, heights } = terrain;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let i = 1; i < rings[0].length; i += 2) {
    minY = Math.min(minY, rings[0][i]);
    maxY = Math.max(maxY, rings[0][i]);
  }
  const firstRow = Math.max(0, Math.ceil((minY - originY) / spacing));
  const lastRow = Math.min(rows - 1, Math.floor((maxY - originY) / spacing));
  let lowest = Infinity;
  for (let row = firstRow; row <= lastRow; row += 1) {
    const crossings = scanline(rings, originY + row * spacing);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k] - originX) / spacing));
      const to = Math.min(columns - 1, Math.floor((crossings[k + 1] - originX) / spacing));
      for (let column = from; column <= to; column += 1) {
        const z = heights[row * columns + column];
        if (z < lowest) lowest = z;
      }
    }
  }
  return lowest;
}

function scanline(rings: readonly ArrayLike<number>[], y: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const y0 = ring[j + 1];
      const y1 = ring[i + 1];
      if (y0 > y === y1 > y) continue;
      crossings.push(ring[j] + ((y - y0) / (y1 - y0)) * (ring[i] - ring[j]));
    }
  }
  return crossings.sort((a, b) => a - b);
}
