/** Boxes sorted into square buckets: finds what lies near a place or along a plan segment. May name an item twice. */
export interface BucketGrid {
  readonly size: number;
  /** South-west corner of bucket (0, 0). */
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  /** columns × rows + 1; bucket b owns items[start[b]] … items[start[b + 1] − 1]. */
  readonly start: Uint32Array;
  readonly items: Uint32Array;
}

export interface Boxes {
  readonly minX: Float64Array;
  readonly minY: Float64Array;
  readonly maxX: Float64Array;
  readonly maxY: Float64Array;
}

const mostBuckets = 1 << 21;

/** `members` are the indices into `boxes` that the grid shall hold. `wantedSize` in metres; doubled where the land is vast. */
export function createBucketGrid(boxes: Boxes, members: Uint32Array, wantedSize: number): BucketGrid {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const item of members) {
    minX = Math.min(minX, boxes.minX[item]);
    minY = Math.min(minY, boxes.minY[item]);
    maxX = Math.max(maxX, boxes.maxX[item]);
    maxY = Math.max(maxY, boxes.maxY[item]);
  }
  if (members.length === 0) minX = minY = maxX = maxY = 0;
  let size = wantedSize;
  // One box far out must not cost memory for all the empty land before it.
  while (((maxX - minX) / size + 2) * ((maxY - minY) / size + 2) > mostBuckets) size *= 2;
  const originX = Math.floor(minX / size) * size;
  const originY = Math.floor(minY / size) * size;
  const columns = Math.floor((maxX - originX) / size) + 1;
  const rows = Math.floor((maxY - originY) / size) + 1;
  const start = new Uint32Array(columns * rows + 1);
  const visit = (action: (bucket: number, item: number) => void): void => {
    for (const item of members) {
      const column1 = Math.floor((boxes.maxX[item] - originX) / size);
      const row1 = Math.floor((boxes.maxY[item] - originY) / size);
      for (let row = Math.floor((boxes.minY[item] - originY) / size); row <= row1; row += 1) {
        for (let column = Math.floor((boxes.minX[item] - originX) / size); column <= column1; column += 1) {
          action(row * columns + column, item);
        }
      }
    }
  };
  visit((bucket) => {
    start[bucket + 1] += 1;
  });
  for (let bucket = 0; bucket < columns * rows; bucket += 1) start[bucket + 1] += start[bucket];
  const next = start.slice();
  const items = new Uint32Array(start[columns * rows]);
  visit((bucket, item) => {
    items[next[bucket]] = item;
    next[bucket] += 1;
  });
  return { size, originX, originY, columns, rows, start, items };
}

/** The items whose boxes may hold the point (x, y). */
export function itemsAt(grid: BucketGrid, x: number, y: number): readonly number[] {
  const column = Math.floor((x - grid.originX) / grid.size);
  const row = Math.floor((y - grid.originY) / grid.size);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return [];
  const bucket = row * grid.columns + column;
  return [...grid.items.subarray(grid.start[bucket], grid.start[bucket + 1])];
}
