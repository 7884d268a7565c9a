import type { CellGrid } from '#geo/cell-grid.ts';
import type { City } from '#model/city.ts';
import type { CityExportFormat } from '#model/city-export.ts';
import type { Camera } from '#model/device.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportReport } from '#model/import-report.ts';
import type { Problem } from '#model/result.ts';
import type { CameraTotals, CoverageTile, CoverageTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { Scenario } from '#model/scenario.ts';
import type { EditNote } from '#model/scene-edit.ts';
import type { ImportOptions, SourceQuestion } from '#model/source-mapping.ts';
import type { Corner, DrawingSettings, DrawingTool } from './drawing.ts';
import type { PictureSize } from './picture-desk.ts';
import type { SunSetting } from './sun-position.ts';

/** Everything the page shows, in one immutable snapshot. Panels and the twin read it; only commands change it. */
export interface SessionState {
  /** The city with the plan's corrections: what is drawn and computed. */
  readonly city: City | null;
  /** The city as it was imported; the same as {@link city} where the plan corrects nothing. */
  readonly baseCity: City | null;
  /** What became of corrections that did not simply take effect. */
  readonly editNotes: readonly EditNote[];
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
  /** What the next drawn thing will be like. */
  readonly drawing: DrawingSettings;
  /** Corners of what is being drawn, local metres. */
  readonly draft: readonly Corner[];
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
  /** What an import wants to know before it goes on; null while nothing is asked. */
  readonly importQuestions: readonly SourceQuestion[] | null;
  /** The dialog that fetches an area of OpenStreetMap is open. */
  readonly areaDialogOpen: boolean;
  /** Address of the Overpass service that areas are fetched from; null where this copy of the app has none. */
  readonly overpass: string | null;
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

export type Tool = 'select' | 'place-camera' | DrawingTool;

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
  'corrections',
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
  /** Revision of the plan whose last step the notice offers to undo; null where it offers nothing. */
  readonly undoes: number | null;
  /** The notice offers to take the plan that was open before to the city that has just been opened. */
  readonly carries: boolean;
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
  /** Takes the plan that was open before, with its corrections, to the city that was opened in its place. */
  carryPlanOver(): void;
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
  /** Deletes the selected cameras; with none selected, takes the picked thing out of the city. */
  deleteSelected(): void;
  duplicateSelected(): void;
  select(ids: readonly string[]): void;
  pick(feature: PickedFeature | null): void;
  /** Corrects the height of a thing of the city, metres from the ground to its top. */
  correctHeight(feature: PickedFeature, meters: number): void;
  /** Takes a thing out of the city; one that the plan has added is as if it had not been. */
  removeFeature(feature: PickedFeature): void;
  /** Takes corrections back, by their ids. */
  takeBackEdits(ids: readonly string[]): void;
  /** Looks at the place of a correction, and picks what it is about. */
  showEdit(id: string): void;
  setDrawing(settings: Partial<DrawingSettings>): void;
  /** Next corner of what is being drawn, local metres; a tree or a mount is there with its first. */
  addCorner(x: number, y: number): void;
  removeLastCorner(): void;
  /** Adds what is drawn to the city, and picks it. */
  finishDrawing(): void;
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
  /** Goes on with the import that asked, or stops it (null). */
  answerImport(options: ImportOptions | null): void;
  openAreaDialog(open: boolean): void;
  /** Fetches what OpenStreetMap knows of a rectangle (degrees) and opens it as a city. */
  fetchArea(box: GeographicBox): void;
  /** Saves the open city in an open format. */
  exportCity(format: CityExportFormat): void;
  /** Puts the import report on the clipboard. */
  copyReport(format: 'text' | 'json'): void;
  dismissNotice(id: number): void;
}
