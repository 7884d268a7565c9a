import type { CellGrid } from '#geo/cell-grid.ts';
import type { PrismTable, TerrainGrid, Tree } from '#model/city.ts';
import type { CameraTotals, CoverageTile, CoverageTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { CategorySetId } from '#model/pixel-density.ts';
import type { Camera } from '#model/scenario.ts';
import type { Bounds } from '#model/scene.ts';

/** Calls between the page (or the command line) and the coverage workers. All types survive structured clone. */

export interface CoverageScene {
  readonly bounds: Bounds;
  readonly cell: number;
  readonly prisms: PrismTable;
  /** Ids of the buildings that {@link PrismTable.building} points to, for sentences. */
  readonly buildingIds: readonly string[];
  readonly terrain: TerrainGrid | null;
  readonly trees: readonly Tree[];
}

export interface CoverageSettings {
  readonly categorySet: CategorySetId;
  readonly targetHeightMeters: number;
  readonly treeCrowns: 'absent' | 'opaque';
}

/** Bitsets of one camera: one per category ("at or above", lowest first), over a window of whole words. */
export interface CameraBits {
  readonly id: string;
  readonly firstRow: number;
  readonly rows: number;
  readonly firstWord: number;
  readonly words: number;
  /** categories × rows × words; transferred. */
  readonly bits: Uint32Array<ArrayBuffer>;
  /** Cells per category. */
  readonly cells: readonly number[];
  /** Local metres of the optical centre. */
  readonly position: readonly [number, number, number];
  readonly problem: string | null;
}

/** After a change: the tiles that differ, and all numbers. `revision` is the caller's, of the newest camera included. */
export interface CoverageUpdate {
  readonly revision: number;
  readonly tiles: readonly CoverageTile[];
  readonly totals: CoverageTotals;
  readonly cameras: readonly CameraTotals[];
}

export interface CoverageChange {
  readonly revision: number;
  readonly put: readonly Camera[];
  readonly removed: readonly string[];
}

/** What a coverage worker offers. A worker either only computes cameras or also keeps the merged picture. */
export interface CoverageWorker {
  load(scene: CoverageScene, settings: CoverageSettings): Promise<CellGrid>;
  /** Pure: the bitsets of each camera. */
  compute(cameras: readonly Camera[]): Promise<readonly CameraBits[]>;
  /** Computes `put` here and merges; the short way while dragging. */
  change(change: CoverageChange): Promise<CoverageUpdate>;
  /** Merges bitsets that other workers computed. */
  merge(revision: number, put: readonly CameraBits[], cameras: readonly Camera[], removed: readonly string[]): Promise<CoverageUpdate>;
  /** Which devices see this point of the ground, and how well. */
  inspect(x: number, y: number): Promise<readonly PointReading[]>;
  /** All bitsets in the order of `ids`, and the merged ones, for hashing and export. */
  snapshot(ids: readonly string[]): Promise<{ readonly cameras: readonly CameraBits[]; readonly groundCells: number }>;
}
