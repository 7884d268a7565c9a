import { highestInSquares, type TerrainIndex } from './terrain-index.ts';

/** Terrain squares that a stretch of the segment may pass before it is held against the pyramid anew. */
const stretchSquares = 8;

/**
 * Does the segment from o to t, both not below the ground, pass below the ground in between? Along the segment the
 * ground is linear between the edges of its triangles, so the segment dips below it iff it does so at such an edge.
 */
export function terrainHides(
  index: TerrainIndex,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
): boolean {
  const { originX, originY, spacing } = index.grid;
  const u0 = (ox - originX) / spacing;
  const v0 = (oy - originY) / spacing;
  const du = (tx - ox) / spacing;
  const dv = (ty - oy) / spacing;
  const dz = tz - oz;
  const stretches = Math.ceil(Math.max(Math.abs(du), Math.abs(dv)) / stretchSquares);
  // From the target backwards: that is where the segment is lowest above the ground, as a rule.
  for (let k = stretches - 1; k >= 0; k -= 1) {
    const from = k / stretches;
    const to = (k + 1) / stretches;
    const ua = u0 + du * from;
    const ub = u0 + du * to;
    const va = v0 + dv * from;
    const vb = v0 + dv * to;
    const lowest = dz < 0 ? oz + dz * to : oz + dz * from;
    const ceiling = highestInSquares(
      index,
      Math.min(ua, ub) - margin,
      Math.min(va, vb) - margin,
      Math.max(ua, ub) + margin,
      Math.max(va, vb) + margin,
    );
    if (lowest - margin > ceiling) continue;
    if (dipsAtEdges(index, u0, v0, oz, du, dv, dz, ua, va, ub, vb)) return true;
  }
  return false;
}

/** In terrain squares and metres: far above rounding, far below anything that matters; it only makes tests wider. */
const margin = 1e-6;

function dipsAtEdges(
  index: TerrainIndex,
  u0: number,
  v0: number,
  z0: number,
  du: number,
  dv: number,
  dz: number,
  ua: number,
  va: number,
  ub: number,
  vb: number,
): boolean {
  const { columns, rows, heights } = index.grid;
  const lastColumn = columns - 1;
  const lastRow = rows - 1;
  if (du !== 0) {
    const end = Math.min(lastColumn, Math.floor(Math.max(ua, ub) + margin));
    for (let line = Math.max(0, Math.ceil(Math.min(ua, ub) - margin)); line <= end; line += 1) {
      const t = (line - u0) / du;
      if (!(t > 0 && t < 1)) continue;
      const v = clamp(v0 + dv * t, lastRow);
      const row = Math.min(Math.floor(v), Math.max(0, lastRow - 1));
      const south = heights[row * columns + line];
      const north = heights[Math.min(row + 1, lastRow) * columns + line];
      if (z0 + dz * t < south + (v - row) * (north - south)) return true;
    }
  }
  if (dv !== 0) {
    const end = Math.min(lastRow, Math.floor(Math.max(va, vb) + margin));
    for (let line = Math.max(0, Math.ceil(Math.min(va, vb) - margin)); line <= end; line += 1) {
      const t = (line - v0) / dv;
      if (!(t > 0 && t < 1)) continue;
      const u = clamp(u0 + du * t, lastColumn);
      const column = Math.min(Math.floor(u), Math.max(0, lastColumn - 1));
      const west = heights[line * columns + column];
      const east = heights[line * columns + Math.min(column + 1, lastColumn)];
      if (z0 + dz * t < west + (u - column) * (east - west)) return true;
    }
  }
  const dw = du - dv;
  if (dw === 0) return false;
  const wa = ua - va;
  const wb = ub - vb;
  const end = Math.min(lastColumn - 1, Math.floor(Math.max(wa, wb) + margin));
  for (let line = Math.max(1 - lastRow, Math.ceil(Math.min(wa, wb) - margin)); line <= end; line += 1) {
    const t = (line - (u0 - v0)) / dw;
    if (!(t > 0 && t < 1)) continue;
    const v = v0 + dv * t;
    const row = Math.floor(v);
    const column = row + line;
    if (row < 0 || row >= lastRow || column < 0 || column >= lastColumn) continue;
    const southWest = heights[row * columns + column];
    const northEast = heights[(row + 1) * columns + column + 1];
    if (z0 + dz * t < southWest + (v - row) * (northEast - southWest)) return true;
  }
  return false;
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}
