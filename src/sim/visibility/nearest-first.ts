import type { BucketGrid } from './bucket-grid.ts';
import type { SolidTable } from './solids.ts';
import type { CellFrame } from './wedge.ts';

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
  let nearest = searches.get(buckets);
  if (nearest === undefined) {
    nearest = new NearestFirst(buckets, solids);
    searches.set(buckets, nearest);
  }
  nearest.find(x, y, radius);
  const { count } = nearest;
  return { count, solid: nearest.solid.slice(0, count), distance: nearest.distance.slice(0, count) };
}

/** Finds solids near one place after the other in the same memory: a result holds until the next search. */
export class NearestFirst implements Candidates {
  count = 0;
  solid = new Uint32Array(64);
  distance = new Float64Array(64);
  private readonly buckets: BucketGrid;
  private readonly solids: SolidTable;
  /** As found, before they are sorted. */
  private foundSolid = new Uint32Array(64);
  private foundDistance = new Float64Array(64);
  private ringStart = new Uint32Array(64);
  private rings = 0;

  constructor(buckets: BucketGrid, solids: SolidTable) {
    this.buckets = buckets;
    this.solids = solids;
  }

  /**
   * All solids whose bounding box comes within `radius` of (x, y). With a frame around that place, solids that can hide none of
   * its cells may be left out: those off the box around the frame and the place.
   */
  find(x: number, y: number, radius: number, frame: CellFrame | null = null): void {
    const { size, originX, originY, columns, rows } = this.buckets;
    let west = -radius;
    let south = -radius;
    let east = radius;
    let north = radius;
    if (frame !== null) {
      west = Math.max(west, Math.min(0, frame.x0));
      south = Math.max(south, Math.min(0, frame.y0));
      east = Math.min(east, Math.max(0, frame.x0 + (frame.columns - 1) * frame.cell));
      north = Math.min(north, Math.max(0, frame.y0 + (frame.rows - 1) * frame.cell));
    }
    const column0 = Math.max(0, Math.floor((x + west - originX) / size));
    const column1 = Math.min(columns - 1, Math.floor((x + east - originX) / size));
    const row0 = Math.max(0, Math.floor((y + south - originY) / size));
    const row1 = Math.min(rows - 1, Math.floor((y + north - originY) / size));
    this.count = 0;
    this.rings = 0;
    for (let row = row0; row <= row1; row += 1) {
      for (let column = column0; column <= column1; column += 1) {
        // A solid stands in several buckets; it counts in the first of them that the search visits.
        const homeX = column === column0 ? -Infinity : originX + column * size;
        const homeY = row === row0 ? -Infinity : originY + row * size;
        this.visit(row * columns + column, homeX, homeY, x, y, radius);
      }
    }
    this.sortByRing();
  }

  /** Takes the solids of a bucket that begin at or beyond (homeX, homeY) and come near enough. */
  private visit(bucket: number, homeX: number, homeY: number, x: number, y: number, radius: number): void {
    const { start, items } = this.buckets;
    const { minX, minY, maxX, maxY } = this.solids;
    const end = start[bucket + 1];
    for (let k = start[bucket]; k < end; k += 1) {
      const solid = items[k];
      if (minX[solid] < homeX || minY[solid] < homeY) continue;
      const dx = Math.max(minX[solid] - x, 0, x - maxX[solid]);
      const dy = Math.max(minY[solid] - y, 0, y - maxY[solid]);
      const squared = dx * dx + dy * dy;
      if (squared > radius * radius) continue;
      if (this.count === this.foundSolid.length) this.grow();
      const distance = Math.sqrt(squared);
      this.foundSolid[this.count] = solid;
      this.foundDistance[this.count] = distance;
      this.count += 1;
      const ring = Math.floor(distance / ringWidth);
      if (ring >= this.rings) this.rings = ring + 1;
    }
  }

  private grow(): void {
    const solid = new Uint32Array(2 * this.foundSolid.length);
    const distance = new Float64Array(2 * this.foundSolid.length);
    solid.set(this.foundSolid);
    distance.set(this.foundDistance);
    this.foundSolid = solid;
    this.foundDistance = distance;
  }

  private sortByRing(): void {
    const { count, rings, foundSolid, foundDistance } = this;
    if (this.ringStart.length <= rings) this.ringStart = new Uint32Array(2 * rings);
    if (this.solid.length < count) {
      this.solid = new Uint32Array(foundSolid.length);
      this.distance = new Float64Array(foundSolid.length);
    }
    const { ringStart, solid, distance } = this;
    ringStart.fill(0, 0, rings + 1);
    for (let k = 0; k < count; k += 1) ringStart[Math.floor(foundDistance[k] / ringWidth) + 1] += 1;
    for (let ring = 0; ring < rings; ring += 1) ringStart[ring + 1] += ringStart[ring];
    for (let k = 0; k < count; k += 1) {
      const ring = Math.floor(foundDistance[k] / ringWidth);
      const at = ringStart[ring];
      solid[at] = foundSolid[k];
      distance[at] = foundDistance[k];
      ringStart[ring] = at + 1;
    }
  }
}

/** A bucket grid belongs to one table of solids. */
const searches = new WeakMap<BucketGrid, NearestFirst>();
