import type { PrismTable, TerrainGrid, Tree } from '../city.ts';
import type { CategorySetId } from '../pixel-density.ts';
import type { Camera } from '../scenario.ts';
import type { Bounds } from '../scene.ts';
import type { CameraTotals, CoverageTile, CoverageTotals } from './coverage-tile.ts';

/** What the coverage engine takes and gives. All types survive structured clone. */

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
