/** What the twin paints: one class per cell, in square tiles of the cell grid. */

/** Cells along a tile's side. */
export const coverageTileCells = 256;

/** Bits of a tile's byte. */
export const tileClassMask = 0x0f;
/** In a difference: the class before, shifted left by 4 (classes 0 to 7, so that bit 7 stays free). */
export const tileBeforeShift = 4;
/** Seen by an emphasised device. */
export const tileEmphasis = 0x80;

export interface CoverageTile {
  /** Tile indices: the tile's south-west cell is (column × 256, row × 256) counted from the grid's first cell. */
  readonly column: number;
  readonly row: number;
  /**
   * 256 × 256, row 0 south. Lower four bits: 0 = unseen, k = class k (1 = lowest), or the number of devices up to 6 in `count`.
   * Ownership goes to the receiver.
   */
  readonly best: Uint8Array;
}

/** Live numbers of the plan's coverage, per category at or above, lowest first; cells. */
export interface CoverageTotals {
  readonly cells: readonly number[];
  readonly redundantCells: readonly number[];
  /** Σ over cells of the number of devices that see it at or above the category. */
  readonly deviceCells: readonly number[];
}

export interface DeviceTotals {
  readonly id: string;
  readonly cells: readonly number[];
  readonly aloneCells: readonly number[];
  readonly patrolCells: readonly number[] | null;
  /** Residential facade seen at or above the privacy category after masks, m²; null for kinds without a picture. */
  readonly exposedSquareMeters: number | null;
  /** Lanes that an ALPR unit reads with at least 0.5; null for other kinds. */
  readonly lanesRead: number | null;
  /** Sentence, when the device sees nothing for a reason the planner can mend (inside a building, outside the scene). */
  readonly problem: string | null;
  readonly remark: string | null;
}

/** Why a device does not see a point. */
export type UnseenReason =
  | 'refused'
  | 'out-of-range'
  | 'out-of-view'
  | 'hidden'
  | 'too-dark'
  | 'too-foggy'
  | 'too-coarse';

/** One device at one point of the ground. */
export interface PointReading {
  readonly deviceId: string;
  readonly seen: boolean;
  /** px/m on a plane parallel to the sensor (f_px / Z); NaN when outside the image or for kinds without one. */
  readonly pixelsPerMeter: number;
  /** Index into the category set, −1 when below the lowest or not seen. */
  readonly category: number;
  /** Slant distance, metres. */
  readonly distanceMeters: number;
  /** Null where it is seen. */
  readonly reason: UnseenReason | null;
  /** Building, wall or `terrain` that hides it; null where nothing does. */
  readonly hiddenBy: string | null;
}
