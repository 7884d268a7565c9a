/** Where the vertices of a local grid lie in a source raster. */
export interface PixelLattice {
  /** Writes the fractional pixel indices of every vertex of grid row `row` (0 in the south). */
  row(row: number, columnsOut: Float64Array, rowsOut: Float64Array): void;
  /** Smallest rectangle of pixel indices that holds all vertices; NaN positions are left out. */
  readonly minColumn: number;
  readonly maxColumn: number;
  readonly minRow: number;
  readonly maxRow: number;
}

export interface LocalGrid {
  readonly originX: number;
  readonly originY: number;
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Projections are smooth: between nodes at most this far apart, straight interpolation is within 2 mm of the
 * projection itself (sagitta L²/8R), far below a pixel, and millions of projections are saved.
 */
const nodeDistanceMeters = 256;

/** Evaluates `toPixel` (local metres → pixel indices) on a coarse lattice over `grid`. */
export function createPixelLattice(grid: LocalGrid, toPixel: (x: number, y: number) => [number, number]): PixelLattice {
  const step = Math.max(1, Math.floor(nodeDistanceMeters / grid.spacing));
  const nodeColumns = Math.ceil((grid.columns - 1) / step) + 1;
  const nodeRows = Math.ceil((grid.rows - 1) / step) + 1;
  const nodes = new Float64Array(nodeColumns * nodeRows * 2);
  const range = [Infinity, -Infinity, Infinity, -Infinity];
  for (let j = 0; j < nodeRows; j += 1) {
    for (let i = 0; i < nodeColumns; i += 1) {
      const pixel = toPixel(grid.originX + i * step * grid.spacing, grid.originY + j * step * grid.spacing);
      nodes.set(pixel, 2 * (j * nodeColumns + i));
      if (pixel[0] < range[0]) range[0] = pixel[0];
      if (pixel[0] > range[1]) range[1] = pixel[0];
      if (pixel[1] < range[2]) range[2] = pixel[1];
      if (pixel[1] > range[3]) range[3] = pixel[1];
    }
  }
  return {
    minColumn: range[0],
    maxColumn: range[1],
    minRow: range[2],
    maxRow: range[3],
    row(row, columnsOut, rowsOut) {
      const j = Math.min(Math.floor(row / step), nodeRows - 2 < 0 ? 0 : nodeRows - 2);
      const v = row / step - j;
      const upper = nodeRows > 1 ? nodeColumns : 0;
      for (let column = 0; column < grid.columns; column += 1) {
        const i = Math.min(Math.floor(column / step), nodeColumns - 2 < 0 ? 0 : nodeColumns - 2);
        const u = column / step - i;
        const at = j * nodeColumns + i;
        const right = nodeColumns > 1 ? 1 : 0;
        columnsOut[column] = mix(nodes, 2 * at, 2 * right, 2 * upper, u, v);
        rowsOut[column] = mix(nodes, 2 * at + 1, 2 * right, 2 * upper, u, v);
      }
    },
  };
}

function mix(nodes: Float64Array, at: number, right: number, upper: number, u: number, v: number): number {
  const south = nodes[at] + u * (nodes[at + right] - nodes[at]);
  const north = nodes[at + upper] + u * (nodes[at + upper + right] - nodes[at + upper]);
  return south + v * (north - south);
}
