import type { CellGrid } from '#geo/cell-grid.ts';
import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import type { Problem } from '#model/result.ts';
import type { CameraTotals, CoverageTile, CoverageTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { Camera, Scenario } from '#model/scenario.ts';
import type { PictureSize } from './picture-desk.ts';
import type { SunSetting } from './sun-position.ts';

/** Everything the page shows, in one immutable snapshot. Panels and the twin read it; only commands change it. */
export interface SessionState {
  readonly city: City | null;
  readonly report: ImportReport | null;
  readonly scenario: Scenario | null;
  /** Grows with every change of the plan, also while dragging. */
  readonly revision: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What undo and redo would do, for tooltips. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly saveStatus: 'saved' | 'saving' | 'unsaved' | 'failed';
  readonly selection: readonly string[];
  readonly tool: Tool;
  /** Catalogue model that `place-camera` places. */
  readonly catalogueModel: string;
  readonly theme: 'light' | 'dark';
  /** What lights the city in the picture; nothing that is computed depends on it. */
  readonly sun: SunSetting;
  /** Whether the sun casts shadows. */
  readonly shadows: boolean;
  readonly units: 'metric' | 'us';
  /** Side of the cells that coverage is counted in, metres; one of {@link cellChoices}. */
  readonly cellMeters: CellChoice;
  readonly layers: Readonly<Record<LayerToggle, boolean>>;
  readonly coverage: CoverageState;
  readonly hover: Hover | null;
  readonly task: Task | null;
  readonly notices: readonly Notice[];
  readonly reportOpen: boolean;
  readonly picked: PickedFeature | null;
  /** Plans kept in this browser, the newest first, without the open one. */
  readonly recentPlans: readonly RecentPlan[];
}

export interface RecentPlan {
  readonly key: string;
  readonly name: string;
  readonly sceneName: string;
  /** Epoch milliseconds. */
  readonly savedAt: number;
}

/** Cell sizes that the page offers; the command line takes more. */
export const cellChoices = [0.5, 1, 2] as const;
export type CellChoice = (typeof cellChoices)[number];

export type Tool = 'select' | 'place-camera';

export const layerToggles = [
  'coverage',
  'devices',
  'cones',
  'buildings',
  'streets',
  'mounts',
  'trees',
  'sites',
  'surveillance',
  'labels',
] as const;
export type LayerToggle = (typeof layerToggles)[number];

export interface CoverageState {
  readonly status: 'idle' | 'computing' | 'ready' | 'failed';
  /** Revision of the plan that the numbers and the painted tiles belong to. */
  readonly revision: number;
  readonly grid: CellGrid | null;
  readonly totals: CoverageTotals | null;
  readonly cameras: ReadonlyMap<string, CameraTotals>;
  /** SHA-256 over all bitsets once nothing is moving; null while it is. */
  readonly resultHash: string | null;
  readonly groundCells: number | null;
  readonly workers: number;
}

/** What stands under the pointer. */
export interface Hover {
  /** Local metres on the ground. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Pixels in the twin's element. */
  readonly screenX: number;
  readonly screenY: number;
  /** Null until the engine has answered. */
  readonly readings: readonly PointReading[] | null;
}

export interface PickedFeature {
  readonly kind: 'building' | 'mount' | 'tree' | 'surveillance' | 'site' | 'barrier' | 'zone' | 'portal';
  readonly id: string;
}

export interface Task {
  readonly label: string;
  /** 0 to 1, or null when unknown. */
  readonly fraction: number | null;
  readonly cancellable: boolean;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'warn' | 'bad';
  readonly problem: Problem;
}

/** Where a camera would be fixed if the planner clicked now. */
export interface SnapPoint {
  readonly x: number;
  readonly y: number;
  readonly heightMeters: number;
  readonly headingDegrees: number | null;
  readonly mounting: Camera['mounting'];
}

/** A store that React can subscribe to and that needs no React. */
export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** Painted coverage reaches the twin here, not through React: tiles by key, with the revision they belong to. */
export interface CoverageTiles {
  /** Calls back at once with all tiles, then with each change; `revision` is the plan's. `reset` drops what was drawn. */
  subscribe(listener: (change: CoverageTilesChange) => void): () => void;
}
export interface CoverageTilesChange {
  readonly reset: boolean;
  readonly revision: number;
  readonly grid: CellGrid | null;
  readonly tiles: readonly CoverageTile[];
}

/** How the twin is looked at; shared by the twin, the compass and links. */
export interface ViewPose {
  readonly targetX: number;
  readonly targetY: number;
  readonly headingDegrees: number;
  /** 90 = straight down. */
  readonly pitchDegrees: number;
  readonly distanceMeters: number;
}

/** What a user can do. Implemented in `app`, called by `ui` and `view`. None of them throws; problems become notices. */
export interface Commands {
  openFiles(files: readonly File[]): void;
  openDemo(): void;
  /** Opens a plan kept in this browser. */
  openRecentPlan(key: string): void;
  cancelTask(): void;
  newScenario(): void;
  saveScenarioFile(): void;
  savePackageFile(): void;
  saveResultFile(): void;
  renameScenario(name: string): void;
  undo(): void;
  redo(): void;
  setTool(tool: Tool): void;
  /** Chooses what `place-camera` places. */
  chooseModel(id: string): void;
  /** Puts the address of this view (scene and pose) on the clipboard. */
  copyLink(): void;
  /** Adds a camera and selects it. */
  placeCamera(at: SnapPoint): void;
  /**
   * Changes a camera. All changes between `beginGesture` and `endGesture` are one undo step; a change outside a gesture
   * is a step of its own. A value the plan refuses (out of range) is kept out with a sentence. A place where a camera sees
   * nothing (inside a building) is taken, and the engine's sentence stands at that camera until it is mended.
   */
  changeCamera(id: string, change: Partial<Omit<Camera, 'kind' | 'id'>>): void;
  beginGesture(label: string): void;
  endGesture(): void;
  cancelGesture(): void;
  deleteSelected(): void;
  duplicateSelected(): void;
  select(ids: readonly string[]): void;
  pick(feature: PickedFeature | null): void;
  hover(
    at: {
      readonly x: number;
      readonly y: number;
      readonly z: number;
      readonly screenX: number;
      readonly screenY: number;
    } | null,
  ): void;
  setCategorySet(id: Scenario['categorySet']): void;
  setTargetHeight(meters: number): void;
  setTreeCrowns(value: Scenario['assumptions']['treeCrowns']): void;
  toggleLayer(layer: LayerToggle): void;
  setTheme(theme: 'light' | 'dark'): void;
  setSun(sun: SunSetting): void;
  setShadows(shadows: boolean): void;
  /** Saves the present view as a picture of this size, with legend, scale bar, north arrow and attribution. */
  exportPicture(size: PictureSize): void;
  setUnits(units: 'metric' | 'us'): void;
  /** Counts all coverage anew in cells of this side. */
  setCellSize(meters: CellChoice): void;
  /** Moves the twin's camera; `north`, `top` and `home` keep what makes sense. */
  look(how: 'north' | 'top' | 'tilted' | 'home' | 'zoom-in' | 'zoom-out' | 'selection'): void;
  lookAt(pose: Partial<ViewPose>): void;
  openReport(open: boolean): void;
  /** Puts the import report on the clipboard. */
  copyReport(format: 'text' | 'json'): void;
  dismissNotice(id: number): void;
}
