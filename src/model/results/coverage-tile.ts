/** What the twin paints: the best category per cell, in square tiles of the cell grid. */

/** Cells along a tile's side. */
export const coverageTileCells = 256;

export interface CoverageTile {
  /** Tile indices: the tile's south-west cell is (column × 256, row × 256) counted from the grid's first cell. */
  readonly column: number;
  readonly row: number;
  /** 256 × 256, row 0 south; 0 = unseen, k = category k (1 = lowest). Ownership goes to the receiver. */
  readonly best: Uint8Array;
}

/** Live numbers of the plan's coverage, per category at or above, lowest first; cells. */
export interface CoverageTotals {
  readonly cells: readonly number[];
  readonly redundantCells: readonly number[];
  /** Σ over cells of the number of cameras that see it at or above the category. */
  readonly cameraCells: readonly number[];
}

export interface CameraTotals {
  readonly id: string;
  readonly cells: readonly number[];
  readonly aloneCells: readonly number[];
  /** Sentence, when the camera sees nothing for a reason the planner can mend (inside a building, outside the scene). */
  readonly problem: string | null;
}

/** One device at one point of the ground. */
export interface PointReading {
  readonly deviceId: string;
  readonly seen: boolean;
  /** px/m on a plane parallel to the sensor (f_px / Z); NaN when outside the image. */
  readonly pixelsPerMeter: number;
  /** Index into the category set, −1 when below the lowest or not seen. */
  readonly category: number;
  /** Slant distance, metres. */
  readonly distanceMeters: number;
}
