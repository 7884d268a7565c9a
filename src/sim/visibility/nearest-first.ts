import type { BucketGrid } from './bucket-grid.ts';
import type { SolidTable } from './solids.ts';

/** Solids near a place, roughly nearest first: within rings of {@link ringWidth} in no particular but a fixed order. */
export interface Candidates {
  readonly count: number;
  readonly solid: Uint32Array;
  /** Distance from the place to the footprint's bounding box, metres; 0 inside. */
  readonly distance: Float64Array;
}

/** Metres. Order matters only for speed, so rings are enough and cost no comparison sort. */
const ringWidth = 4;

/** All solids of the bucket grid whose bounding box comes within `radius` of (x, y). */
export function nearestFirst(
  buckets: BucketGrid,
  solids: SolidTable,
  x: number,
  y: number,
  radius: number,
): Candidates {
  const { size, originX, originY, columns, rows, start, items } = buckets;
  const column0 = Math.max(0, Math.floor((x - radius - originX) / size));
  const column1 = Math.min(columns - 1, Math.floor((x + radius - originX) / size));
  const row0 = Math.max(0, Math.floor((y - radius - originY) / size));
  const row1 = Math.min(rows - 1, Math.floor((y + radius - originY) / size));
  const found: number[] = [];
  const distances: number[] = [];
  let rings = 0;
  for (let row = row0; row <= row1; row += 1) {
    for (let column = column0; column <= column1; column += 1) {
      const bucket = row * columns + column;
      for (let k = start[bucket]; k < start[bucket + 1]; k += 1) {
        const solid = items[k];
        if (!isHome(buckets, solids, solid, row, column, row0, column0)) continue;
        const dx = Math.max(solids.minX[solid] - x, 0, x - solids.maxX[solid]);
        const dy = Math.max(solids.minY[solid] - y, 0, y - solids.maxY[solid]);
        const squared = dx * dx + dy * dy;
        if (squared > radius * radius) continue;
        const distance = Math.sqrt(squared);
        found.push(solid);
        distances.push(distance);
        const ring = Math.floor(distance / ringWidth);
        if (ring >= rings) rings = ring + 1;
      }
    }
  }
  return sortByRing(found, distances, rings);
}

/** A solid stands in several buckets; it counts in the first of them that the search visits. */
function isHome(
  buckets: BucketGrid,
  solids: SolidTable,
  solid: number,
  row: number,
  column: number,
  row0: number,
  column0: number,
): boolean {
  const homeColumn = Math.max(column0, Math.floor((solids.minX[solid] - buckets.originX) / buckets.size));
  const homeRow = Math.max(row0, Math.floor((solids.minY[solid] - buckets.originY) / buckets.size));
  return row === homeRow && column === homeColumn;
}

function sortByRing(found: readonly number[], distances: readonly number[], rings: number): Candidates {
  const next = new Uint32Array(rings + 1);
  for (const distance of distances) next[Math.floor(distance / ringWidth) + 1] += 1;
  for (let ring = 0; ring < rings; ring += 1) next[ring + 1] += next[ring];
  const solid = new Uint32Array(found.length);
  const distance = new Float64Array(found.length);
  found.forEach((item, k) => {
    const ring = Math.floor(distances[k] / ringWidth);
    solid[next[ring]] = item;
    distance[next[ring]] = distances[k];
    next[ring] += 1;
  });
  return { count: found.length, solid, distance };
}
