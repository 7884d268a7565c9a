import type { CellRuns } from '#model/results/gaps/breach.ts';

/** Cells as a picture and the ground that it lies over. */
export interface RegionMask {
  /** One byte a texel, 255 where a cell is, rows from the south. */
  readonly texels: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Local metres: south-west corner of the first texel, and the side of one. */
  readonly minX: number;
  readonly minY: number;
  readonly texelMeters: number;
  /** Triangles over all patches of ground that hold a cell, 9 numbers each, draped. */
  readonly triangles: Float32Array;
}

/** Texels a side at most, which every graphics card takes. */
const mostTexels = 2048;
/** Patches of ground follow a slope with this side, metres. */
const patchMeters = 16;
const lift = 0.35;

/** Runs and rows of patches after which {@link regionMaskSteps} lets others in: a millisecond or two. */
const runsPerStep = 20_000;
const rowsPerStep = 4;

/**
 * The picture of a region and the surface it is drawn on; null where it is empty.
 *
 * @param level the ground is level: patches are larger
 * @yields after every few milliseconds of work
 */
export function* regionMaskSteps(
  cells: CellRuns,
  height: (x: number, y: number) => number,
  level: boolean,
): Generator<void, RegionMask | null> {
  const extent = extentOf(cells.runs);
  if (extent === null) return null;
  const { firstRow, firstColumn } = extent;
  const [wide, high] = [extent.columns, extent.rows];
  const share = Math.max(1, Math.ceil(Math.max(wide, high) / mostTexels));
  const [columns, rows] = [Math.ceil(wide / share), Math.ceil(high / share)];
  const texels = new Uint8Array(columns * rows);
  const { runs, cellMeters } = cells;
  for (let k = 0; k + 2 < runs.length; k += 3) {
    const row = Math.floor((runs[k] - firstRow) / share);
    const from = Math.floor((runs[k + 1] - firstColumn) / share);
    const to = Math.floor((runs[k + 1] + runs[k + 2] - 1 - firstColumn) / share);
    texels.fill(255, row * columns + from, row * columns + to + 1);
    if (k % (3 * runsPerStep) === 3 * (runsPerStep - 1)) yield;
  }
  const minX = cells.minX + firstColumn * cellMeters;
  const minY = cells.minY + firstRow * cellMeters;
  const texelMeters = share * cellMeters;
  const picture = { texels, columns, rows, minX, minY, texelMeters };
  return { ...picture, triangles: yield* patches(picture, height, level) };
}

function extentOf(runs: readonly number[]) {
  let [firstRow, lastRow, firstColumn, lastColumn] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k + 2 < runs.length; k += 3) {
    if (runs[k + 2] < 1) continue;
    firstRow = Math.min(firstRow, runs[k]);
    lastRow = Math.max(lastRow, runs[k]);
    firstColumn = Math.min(firstColumn, runs[k + 1]);
    lastColumn = Math.max(lastColumn, runs[k + 1] + runs[k + 2]);
  }
  if (lastRow < firstRow) return null;
  return { firstRow, firstColumn, rows: lastRow - firstRow + 1, columns: lastColumn - firstColumn };
}

function* patches(
  { texels, columns, rows, minX, minY, texelMeters }: Omit<RegionMask, 'triangles'>,
  height: (x: number, y: number) => number,
  level: boolean,
): Generator<void, Float32Array> {
  const side = Math.max(1, Math.round((level ? 8 * patchMeters : patchMeters) / texelMeters));
  const found: number[] = [];
  for (let row = 0; row < rows; row += side) {
    if (row % (rowsPerStep * side) === 0) yield;
    const top = Math.min(rows, row + side);
    for (let column = 0; column < columns; column += side) {
      const end = Math.min(columns, column + side);
      if (!holdsCell(texels, columns, row, top, column, end)) continue;
      const [x0, x1] = [minX + column * texelMeters, minX + end * texelMeters];
      const [y0, y1] = [minY + row * texelMeters, minY + top * texelMeters];
      const corner = (x: number, y: number) => [x, y, height(x, y) + lift] as const;
      const [a, b, c, d] = [corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1)];
      found.push(...a, ...b, ...c, ...a, ...c, ...d);
    }
  }
  return Float32Array.from(found);
}

function holdsCell(
  texels: Uint8Array,
  columns: number,
  row: number,
  top: number,
  column: number,
  end: number,
): boolean {
  for (let r = row; r < top; r += 1) {
    const at = texels.subarray(r * columns + column, r * columns + end).indexOf(255);
    if (at >= 0) return true;
  }
  return false;
}
