import type { CellGrid } from '#geo/cell-grid.ts';
import type {
  CameraBits,
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { Camera } from '#model/scenario.ts';

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
