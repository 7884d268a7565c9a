import type { CellGrid } from '#geo/cell-grid.ts';
import type { Device } from '#model/device.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type {
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
  DeviceCoverage,
  PaintSetting,
  PlanFrame,
} from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { BlindSpot, CoverProposal, PlanSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';

/** Where blind spots are looked for, and how coarse. */
export interface BlindSpotRequest {
  /** Category index that counts as seen, 0 = lowest. */
  readonly category: number;
  /** Site or zone (id of plan or city); null: streets, squares and sites of the whole scene. */
  readonly regionId: string | null;
  /** Spots smaller than this are left out, m². */
  readonly leastSquareMeters: number;
  /** At most so many, the weightiest first. */
  readonly limit: number;
}

/**
 * Calls between the page (or the command line) and a coverage worker. Every worker of a pool is loaded with the same
 * scene; the first one also keeps the merged picture. Rejections carry a `ProblemError` message fit for a planner.
 */
export interface CoverageWorker {
  load(scene: CoverageScene, settings: CoverageSettings): Promise<CellGrid>;
  /** What each device observes, nothing kept. Buffers are transferred to the caller. Also for devices about to be placed. */
  compute(devices: readonly Device[]): Promise<readonly DeviceCoverage[]>;
  /** Computes `put` here and merges: the short way while dragging. */
  change(change: CoverageChange): Promise<CoverageUpdate>;
  /** Merges what other workers computed; `devices` are the same devices in the same order. Takes the buffers. `more` as in a change. */
  merge(
    revision: number,
    put: readonly DeviceCoverage[],
    devices: readonly Device[],
    removed: readonly string[],
    more?: boolean,
  ): Promise<CoverageUpdate>;
  /** Sets goals, sites, zones, assumptions, network: all of the plan that changes no bits. Numbers come back at once. */
  plan(revision: number, frame: PlanFrame): Promise<CoverageUpdate>;
  /** Paints in another way: all tiles that show anything come back, and those that no longer do, empty. */
  paint(revision: number, setting: PaintSetting): Promise<CoverageUpdate>;
  /** Keeps the picture as it is now, for `against: 'baseline'`. */
  keepBaseline(): Promise<void>;
  /** Panels of the loaded scene; null where it was loaded without surroundings. Later paints refer to them by number. */
  facades(): Promise<FacadePanels | null>;
  /** Which devices see this point of the ground, how well, and why not. */
  inspect(x: number, y: number): Promise<readonly PointReading[]>;
  summary(revision: number): Promise<PlanSummary>;
  costs(): Promise<PlanCosts>;
  blindSpots(request: BlindSpotRequest): Promise<readonly BlindSpot[]>;
  /** Devices on mounts near a blind spot that would cover it, the best first. */
  proposals(spot: BlindSpot, request: BlindSpotRequest): Promise<readonly CoverProposal[]>;
  /** The merged picture as data, with its hashes; devices in the scenario's order. */
  result(scenario: Scenario, sceneId: string): Promise<CoverageResult>;
}
