import type { Assumptions } from '../assumptions.ts';
import type {
  Area,
  Building,
  Demand,
  MeshTable,
  Mount,
  Portal,
  PrismTable,
  Site,
  Street,
  TerrainGrid,
  Tree,
  Zone,
} from '../city.ts';
import type { Device } from '../device.ts';
import type { Condition } from '../goal.ts';
import type { CategorySetId } from '../pixel-density.ts';
import type { Scenario } from '../scenario.ts';
import type { Bounds } from '../scene.ts';
import type { CoverageTile, CoverageTotals, DeviceTotals } from './coverage-tile.ts';
import type { FacadePaint } from './facades.ts';
import type { GoalResult } from './goals.ts';

/** What the coverage engine takes and gives. All types survive structured clone. */

/** What hides: everything that visibility is computed from. */
export interface CoverageScene {
  readonly bounds: Bounds;
  readonly cell: number;
  readonly prisms: PrismTable;
  /** Surfaces of buildings that are no prisms; those buildings hide by them. */
  readonly meshes?: MeshTable;
  /** Ids of the buildings that {@link PrismTable.building} points to, for sentences. */
  readonly buildingIds: readonly string[];
  readonly terrain: TerrainGrid | null;
  readonly trees: readonly Tree[];
  /** What is to be observed and what helps; absent where only the ground is asked for. */
  readonly surroundings?: Surroundings;
}

/** What targets need to know of a building. */
export type SurroundingBuilding = Pick<Building, 'id' | 'structure' | 'outlineId' | 'roofShape' | 'roofHeightMeters'>;

/** What stands in a scene beside what hides: targets, regions, lamps. */
export interface Surroundings {
  /** Value of `use` per building, parallel to {@link CoverageScene.buildingIds}. */
  readonly buildingUses: readonly string[];
  /** Parallel to {@link buildingUses}: which of them have facades up to which eaves, and which outline a part replaces. */
  readonly buildings: readonly SurroundingBuilding[];
  readonly streets: readonly Street[];
  readonly areas: readonly Area[];
  readonly portals: readonly Portal[];
  readonly sites: readonly Site[];
  readonly zones: readonly Zone[];
  readonly mounts: readonly Mount[];
  readonly demand: readonly Demand[];
}

/** Fields of a plan that change what every device sees: another value means computing all anew. */
export interface CoverageSettings {
  readonly categorySet: CategorySetId;
  /** Lowest point of the target that must be seen, metres above the ground. */
  readonly targetHeightMeters: number;
  /** Highest point that must be seen; equal to {@link targetHeightMeters} for a point. */
  readonly targetTopMeters: number;
  readonly treeCrowns: 'absent' | 'opaque';
  /**
   * Conditions that bits are made for at once, in the order day, night, fog; day is among them. Others are made from those by day
   * when they are first asked for, so that painting another condition computes no sight anew.
   */
  readonly conditions: readonly Condition[];
  readonly fogVisibilityMeters: number;
  readonly lampReachMeters: number;
  readonly thermalPixelsPerMeter: number;
  /** What plates, air, radio and phones are counted with; figures that change no bits stand at their defaults. */
  readonly assumptions: Assumptions;
}

/**
 * Maps of the ground that devices fill. `density`: px/m categories of visible-light cameras; `thermal`: where thermal cameras
 * detect a person; `plates`: ground that ALPR units have in the picture at a readable density; `acoustic`, `radar`, `air`,
 * `radio` and `phones`: reach of the other kinds. Access control covers portals, not ground.
 */
export const coverageLayers = ['density', 'thermal', 'plates', 'acoustic', 'radar', 'air', 'radio', 'phones'] as const;
export type CoverageLayer = (typeof coverageLayers)[number];

/** Bitsets of one device on the ground: one per class (“at or above”, lowest first), over a window of whole words. */
export interface GroundBits {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstWord: number;
  readonly words: number;
  /** classes × rows × words; transferred. */
  readonly bits: Uint32Array<ArrayBuffer>;
  /** Cells per class. */
  readonly cells: readonly number[];
}

/** All that one device observes. Buffers are transferred with it. */
export interface DeviceCoverage {
  readonly id: string;
  /** Null for access control. */
  readonly layer: CoverageLayer | null;
  /** Parallel to {@link CoverageSettings.conditions}; kinds that know no condition repeat the same object. */
  readonly ground: readonly GroundBits[];
  /** Facade panels that a visible-light camera sees by day, ascending numbers, and their class (1 = lowest category). */
  readonly facadeIndex: Uint32Array<ArrayBuffer>;
  readonly facadeClass: Uint8Array<ArrayBuffer>;
  /** Lane samples that an ALPR unit reads with P > 0, ascending numbers, by day and by night. */
  readonly laneIndex: Uint32Array<ArrayBuffer>;
  readonly laneByDay: Float64Array<ArrayBuffer>;
  readonly laneByNight: Float64Array<ArrayBuffer>;
  /** Portals that it sees (cameras) by day, ascending numbers, and their class. */
  readonly portalIndex: Uint32Array<ArrayBuffer>;
  readonly portalClass: Uint8Array<ArrayBuffer>;
  /** Of a PTZ on patrol: expected cells per category at any time, Σ share · cells; null where there is no patrol. */
  readonly patrolCells: readonly number[] | null;
  /** Local metres of the optical centre. */
  readonly position: readonly [number, number, number];
  /** Why it sees nothing and what to do about it. */
  readonly problem: string | null;
  /** What a planner should know though it sees something. */
  readonly remark: string | null;
}

/** How the ground is painted. */
export interface PaintSetting {
  readonly condition: Condition;
  readonly layer: CoverageLayer;
  /**
   * `best`: best class; `count`: number of devices at or above `category` (1 to 6 and more); `difference`: what is gained and
   * lost against {@link against}.
   */
  readonly mode: 'best' | 'count' | 'difference';
  /** 0 = lowest; for `count`. */
  readonly category: number;
  /** `baseline`: the picture as it was last kept (`keepBaseline`); a condition; `without`: as if {@link emphasis} were not there. */
  readonly against: 'baseline' | 'day' | 'night' | 'fog' | 'without';
  /** Devices whose cells are marked, so that the picture can dim the others. */
  readonly emphasis: readonly string[];
}

/** After a change: the tiles and devices that differ, and all other numbers. `revision` is the caller's, of the newest device included. */
export interface CoverageUpdate {
  readonly revision: number;
  readonly tiles: readonly CoverageTile[];
  /** Of the painted layer under the painted condition. */
  readonly totals: CoverageTotals;
  /** Of the devices whose totals may differ from what was told last; of all after `plan` and `paint`. */
  readonly devices: readonly DeviceTotals[];
  readonly goals: readonly GoalResult[];
  /** Score of the goals, 0 to 100; null without goals. */
  readonly score: number | null;
  /** Facade panels whose class changed; null where none did. */
  readonly facades: FacadePaint | null;
}

export interface CoverageChange {
  readonly revision: number;
  readonly put: readonly Device[];
  readonly removed: readonly string[];
  /** More follows at once: tiles, facades and devices may wait for the update of a later change. */
  readonly more?: boolean;
}

/** The plan as goals and summaries read it; devices come by {@link CoverageChange}. */
export type PlanFrame = Omit<Scenario, 'sceneEdits' | 'variants'>;
