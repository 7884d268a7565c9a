/** Points sorted into square cells; typed arrays only, so that 100,000 points cost little to sort and to keep. */
export interface PointGrid {
  readonly cellMeters: number;
  readonly columns: number;
  readonly rows: number;
  readonly originX: number;
  readonly originY: number;
  /** Cells + 1; cell c holds items items[start[c]] … items[start[c + 1] − 1]. */
  readonly start: Uint32Array;
  /** Indices of the points, by cell. */
  readonly items: Uint32Array;
}

interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Cells along a side at most; a scattered set gets larger cells. */
const mostCells = 256;

export function createPointGrid(points: readonly PlanePoint[], cellMeters = 128): PointGrid {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < minX) minX = x;
    if (y < minY) minY = y;
    if (x > maxX) maxX = x;
    if (y > maxY) maxY = y;
  }
  if (points.length === 0) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
  const cell = Math.max(cellMeters, (maxX - minX) / mostCells, (maxY - minY) / mostCells);
  const columns = Math.floor((maxX - minX) / cell) + 1;
  const rows = Math.floor((maxY - minY) / cell) + 1;
  const cellOf = ({ x, y }: PlanePoint) => Math.floor((y - minY) / cell) * columns + Math.floor((x - minX) / cell);
  const start = new Uint32Array(columns * rows + 1);
  for (const point of points) start[cellOf(point) + 1] += 1;
  for (let i = 0; i < columns * rows; i += 1) start[i + 1] += start[i];
  const next = start.slice();
  const items = new Uint32Array(points.length);
  points.forEach((point, i) => {
    const at = cellOf(point);
    items[next[at]] = i;
    next[at] += 1;
  });
  return { cellMeters: cell, columns, rows, originX: minX, originY: minY, start, items };
}

/** Points of all cells that meet the rectangle: some of them lie beyond it. */
export function pointsAround(grid: PointGrid, minX: number, minY: number, maxX: number, maxY: number): number[] {
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.floor(value / grid.cellMeters)));
  const found: number[] = [];
  if (grid.items.length === 0) return found;
  const lastColumn = clamp(maxX - grid.originX, grid.columns - 1);
  const lastRow = clamp(maxY - grid.originY, grid.rows - 1);
  for (let row = clamp(minY - grid.originY, grid.rows - 1); row <= lastRow; row += 1) {
    for (let column = clamp(minX - grid.originX, grid.columns - 1); column <= lastColumn; column += 1) {
      const cell = row * grid.columns + column;
      for (let i = grid.start[cell]; i < grid.start[cell + 1]; i += 1) found.push(grid.items[i]);
    }
  }
  return found;
}
