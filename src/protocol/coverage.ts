import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type {
  CameraBits,
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { Camera, Scenario } from '#model/scenario.ts';

/**
 * Calls between the page (or the command line) and a coverage worker. Every worker of a pool is loaded with the same
 * scene; the first one also keeps the merged picture. Rejections carry a `ProblemError` message fit for a planner.
 */
export interface CoverageWorker {
  load(scene: CoverageScene, settings: CoverageSettings): Promise<CellGrid>;
  /** The bitsets of each camera, nothing kept. Buffers are transferred to the caller. */
  compute(cameras: readonly Camera[]): Promise<readonly CameraBits[]>;
  /** Computes `put` here and merges: the short way while dragging. */
  change(change: CoverageChange): Promise<CoverageUpdate>;
  /** Merges bitsets that other workers computed; `cameras` are the same devices in the same order. Takes the buffers. */
  merge(
    revision: number,
    put: readonly CameraBits[],
    cameras: readonly Camera[],
    removed: readonly string[],
  ): Promise<CoverageUpdate>;
  /** Which devices see this point of the ground, and how well. */
  inspect(x: number, y: number): Promise<readonly PointReading[]>;
  /** The merged picture as data, with its hashes; cameras in the scenario's order. */
  result(scenario: Scenario, sceneId: string): Promise<CoverageResult>;
}
