import { facesCentre } from './seen-targets.ts';
import type { TargetPoints } from './target-points.ts';

/** Targets by square buckets in plan, so that a device looks only at those near it. */
export interface TargetIndex {
  readonly targets: TargetPoints;
  readonly size: number;
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  /** columns × rows + 1; bucket b owns numbers[start[b]] … numbers[start[b + 1] − 1], ascending. */
  readonly start: Uint32Array;
  readonly numbers: Uint32Array;
}

/** Metres; a few hundred panels of facades each. */
const wantedSize = 32;
const mostBuckets = 1 << 20;

/** Leaves out targets that are not finite: they are never seen. */
export function createTargetIndex(targets: TargetPoints): TargetIndex {
  const { count, xyz } = targets;
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  const finite = (target: number) => Number.isFinite(xyz[3 * target] + xyz[3 * target + 1] + xyz[3 * target + 2]);
  for (let target = 0; target < count; target += 1) {
    if (!finite(target)) continue;
    minX = Math.min(minX, xyz[3 * target]);
    maxX = Math.max(maxX, xyz[3 * target]);
    minY = Math.min(minY, xyz[3 * target + 1]);
    maxY = Math.max(maxY, xyz[3 * target + 1]);
  }
  if (!(minX <= maxX)) minX = minY = maxX = maxY = 0;
  let size = wantedSize;
  while (((maxX - minX) / size + 2) * ((maxY - minY) / size + 2) > mostBuckets) size *= 2;
  const columns = Math.floor((maxX - minX) / size) + 1;
  const rows = Math.floor((maxY - minY) / size) + 1;
  const bucketOf = (target: number) =>
    Math.floor((xyz[3 * target + 1] - minY) / size) * columns + Math.floor((xyz[3 * target] - minX) / size);
  const start = new Uint32Array(columns * rows + 1);
  for (let target = 0; target < count; target += 1) if (finite(target)) start[bucketOf(target) + 1] += 1;
  for (let bucket = 0; bucket < columns * rows; bucket += 1) start[bucket + 1] += start[bucket];
  const next = start.slice(0, columns * rows);
  const numbers = new Uint32Array(start[columns * rows]);
  for (let target = 0; target < count; target += 1) {
    if (!finite(target)) continue;
    const bucket = bucketOf(target);
    numbers[next[bucket]] = target;
    next[bucket] += 1;
  }
  return { targets, size, originX: minX, originY: minY, columns, rows, start, numbers };
}

/**
 * Numbers of the targets within `range` metres of (x, y, z), as the crow flies, that face it and that `inImage` accepts;
 * always in the same order. `inImage` takes a target relative to the centre; it is asked last.
 */
export function targetsInRange(
  index: TargetIndex,
  x: number,
  y: number,
  z: number,
  range: number,
  inImage: (dx: number, dy: number, dz: number) => boolean = () => true,
): Uint32Array<ArrayBuffer> {
  const { targets, size, originX, originY, columns, rows, start, numbers } = index;
  const { xyz } = targets;
  const column0 = Math.max(0, Math.floor((x - range - originX) / size));
  const column1 = Math.min(columns - 1, Math.floor((x + range - originX) / size));
  const row0 = Math.max(0, Math.floor((y - range - originY) / size));
  const row1 = Math.min(rows - 1, Math.floor((y + range - originY) / size));
  const squared = range * range;
  let found = new Uint32Array(256);
  let count = 0;
  for (let row = row0; row <= row1; row += 1) {
    for (let column = column0; column <= column1; column += 1) {
      const bucket = row * columns + column;
      if (distanceToBucket(index, row, column, x, y) > range) continue;
      for (let k = start[bucket]; k < start[bucket + 1]; k += 1) {
        const target = numbers[k];
        const dx = xyz[3 * target] - x;
        const dy = xyz[3 * target + 1] - y;
        const dz = xyz[3 * target + 2] - z;
        if (dx * dx + dy * dy + dz * dz > squared) continue;
        if (!facesCentre(targets, target, x, y, z) || !inImage(dx, dy, dz)) continue;
        if (count === found.length) found = grown(found);
        found[count] = target;
        count += 1;
      }
    }
  }
  return found.slice(0, count);
}

/** Metres in plan, less a little, so that rounding leaves no bucket out. */
function distanceToBucket(index: TargetIndex, row: number, column: number, x: number, y: number): number {
  const { size, originX, originY } = index;
  const west = originX + column * size;
  const south = originY + row * size;
  const dx = Math.max(west - x, 0, x - west - size);
  const dy = Math.max(south - y, 0, y - south - size);
  return Math.sqrt(dx * dx + dy * dy) - 1e-6;
}

function grown(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
