import type { CellGrid } from '#geo/cell-grid.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { City } from '#model/city.ts';
import type { CityExportFormat } from '#model/city-export.ts';
import type { Device, DeviceKind } from '#model/device.ts';
import type { DeviceMapping, DeviceTable } from '#model/device-mapping.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { GapQuestion, GapRun } from '#model/gap-question.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportReport } from '#model/import-report.ts';
import type { Problem } from '#model/result.ts';
import type { DeviceCoverage, PaintSetting } from '#model/results/coverage-bits.ts';
import type { CoverageTile, CoverageTotals, DeviceTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePaint, FacadePanels } from '#model/results/facades.ts';
import type { GoalResult } from '#model/results/goals.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { BlindSpot, CoverProposal, PlanSummary } from '#model/results/plan-summary.ts';
import type { PlanList, Scenario } from '#model/scenario.ts';
import type { EditNote } from '#model/scene-edit.ts';
import type { ImportOptions, SourceQuestion } from '#model/source-mapping.ts';
import type { Corner, DrawingSettings, DrawingTool } from './drawing.ts';
import type { AppMode, GapState } from './gap-state.ts';
import type { PictureSize } from './picture-desk.ts';
import type { RolloutCommands } from './rollout-command-list.ts';
import type { RolloutState } from './rollout-state.ts';
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
  /** Catalogue model that `place-device` places. */
  readonly catalogueModel: string;
  /** The plan's variants, the plan itself left out; {@link scenario} is the one that is shown. */
  readonly variants: readonly VariantEntry[];
  /** Null: the plan itself is shown. */
  readonly activeVariant: string | null;
  /** A device about to be placed, and what it would observe (null until computed). */
  readonly ghost: Ghost | null;
  /** How the ground is painted. */
  readonly paint: PaintSetting;
  /** Corners of the measured line, local metres; empty where nothing is measured. */
  readonly measure: readonly Corner[];
  /** The picture through the selected camera's lens is shown. */
  readonly cameraView: boolean;
  /** Distances, metres, at which a person and a car stand in that picture. */
  readonly cameraViewDistances: readonly number[];
  /** Costs, network, storage and power of the shown plan; null until computed. */
  readonly costs: PlanCosts | null;
  /** Sums by place and owner; null until the plan has rested. */
  readonly summary: PlanSummary | null;
  readonly blindSpots: BlindSpotState;
  readonly mode: AppMode;
  /** Security gaps: what Simulate mode asks, runs and shows. */
  readonly gaps: GapState;
  /** What Rollout mode asks, runs and shows. */
  readonly rollout: RolloutState;
  /** Which of the large dialogs is open. */
  readonly dialog: Dialog | null;
  /** A table of devices that waits for its columns to be told apart. */
  readonly deviceQuestion: DeviceQuestion | null;
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
  /** Plans that are served with the demo city. */
  readonly workedPlans: readonly WorkedPlan[];
}

export interface WorkedPlan {
  readonly file: string;
  readonly name: string;
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

export type Tool = 'select' | 'place-device' | 'measure' | 'lasso' | 'aim' | DrawingTool;

export const dialogs = ['devices', 'goals', 'sites', 'plan', 'catalogue', 'variants', 'summary', 'costs'] as const;
export type Dialog = (typeof dialogs)[number];

export interface VariantEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Ghost {
  readonly device: Device;
  readonly coverage: DeviceCoverage | null;
}

export interface BlindSpotState {
  readonly status: 'idle' | 'computing' | 'ready' | 'stale';
  readonly spots: readonly BlindSpot[];
  /** Spot that is shown. */
  readonly selected: string | null;
  /** What would cover the selected spot; null until asked for, or while it is computed. */
  readonly proposals: readonly CoverProposal[] | null;
  readonly proposing: boolean;
}

/** A table read so far: its columns and first rows, and what the columns are taken for. */
export interface DeviceQuestion {
  readonly fileName: string;
  readonly table: DeviceTable;
  readonly guess: DeviceMapping;
}

export const layerToggles = [
  'coverage',
  'facades',
  'devices',
  'cones',
  'buildings',
  'streets',
  'mounts',
  'trees',
  'sites',
  'zones',
  'network',
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
  /** Of the painted layer under the painted condition. */
  readonly totals: CoverageTotals | null;
  readonly devices: ReadonlyMap<string, DeviceTotals>;
  readonly goals: ReadonlyMap<string, GoalResult>;
  /** 0 to 100; null without goals. */
  readonly score: number | null;
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

/** Where a device would be fixed if the planner clicked now. */
export interface SnapPoint {
  readonly x: number;
  readonly y: number;
  readonly heightMeters: number;
  readonly headingDegrees: number | null;
  readonly mounting: Device['mounting'];
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
  /** Present when the panels are other ones (a new city). */
  readonly panels?: FacadePanels | null;
  readonly facades: FacadePaint | null;
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
export interface Commands extends RolloutCommands {
  openFiles(files: readonly File[]): void;
  /** Opens the demo city with one of {@link SessionState.workedPlans}, by default the first. */
  openDemo(planFile?: string): void;
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
  /** Adds a device of the chosen catalogue model and selects it. */
  placeDevice(at: SnapPoint): void;
  /** Shows what a device of the chosen model would observe from here; null: none. */
  previewDevice(at: SnapPoint | null): void;
  /**
   * Changes a device. All changes between `beginGesture` and `endGesture` are one undo step; a change outside a gesture
   * is a step of its own. A value the plan refuses (out of range) is kept out with a sentence, and so is any change of a locked
   * device but unlocking. A place where a camera sees nothing (inside a building) is taken, and the engine's sentence stands at
   * that device until it is mended. Fields that the device's kind does not have are refused.
   */
  changeDevice(id: string, change: DeviceFields): void;
  /** The same for several devices in one step; those that refuse keep their value, and one sentence says how many. */
  changeDevices(ids: readonly string[], change: DeviceFields): void;
  /** Gives the selected devices another catalogue model of the same kind, with its optics or range. */
  changeModel(ids: readonly string[], modelId: string): void;
  /** Turns and tilts the selected optical devices so that they look at a point of the ground. */
  aimAt(x: number, y: number): void;
  /** Turns the selected devices along, or across, the nearest street. */
  alignToStreet(how: 'along' | 'against' | 'across'): void;
  /** Copies the selected device along the nearest street every `spacing` metres, snapped to mounts within 8 m where `snap`. */
  copyAlongStreet(spacing: number, count: number, snap: boolean): void;
  /** Adds the devices whose place lies in the outline to the selection, or makes them the selection. */
  selectWithin(corners: readonly Corner[], add: boolean): void;
  selectAll(kind: DeviceKind | null): void;
  beginGesture(label: string): void;
  endGesture(): void;
  cancelGesture(): void;
  /** Deletes the selected devices; with none selected, takes the picked thing out of the city. */
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
  /** Adds or replaces records of a list of the plan, as one undo step; a record that the plan refuses is kept out with a sentence. */
  putRecords<L extends PlanList>(list: L, label: string, records: readonly Scenario[L][number][]): void;
  removeRecords(list: PlanList, label: string, ids: readonly string[]): void;
  /** Changes numbers that results hang on. */
  setAssumptions(change: Partial<Assumptions>): void;
  setBudget(change: Partial<Scenario['budget']>): void;
  setTarget(target: Scenario['target']): void;
  setDescription(text: string): void;
  /** Puts a model into the plan's own catalogue, in place of a shipped one of the same id. */
  saveModel(model: DeviceModel): void;
  /** Takes an own model, or the own edition of a shipped one, out of the plan's catalogue. */
  removeModel(id: string): void;
  /** Starts a variant from what is shown and shows it. */
  addVariant(name: string): void;
  /** Null shows the plan itself. */
  showVariant(id: string | null): void;
  renameVariant(id: string, name: string): void;
  removeVariant(id: string): void;
  setPaint(change: Partial<PaintSetting>): void;
  /** Keeps the picture as it is, for the difference against it. */
  keepBaseline(): void;
  setMeasure(corners: readonly Corner[]): void;
  openCameraView(open: boolean): void;
  setCameraViewDistances(meters: readonly number[]): void;
  openDialog(dialog: Dialog | null): void;
  /** Looks for ground that should be seen and is not; `regionId` null: everywhere. */
  findBlindSpots(category: number, regionId: string | null): void;
  /** Looks at a spot and marks it. */
  showBlindSpot(id: string | null): void;
  /** Works out what would cover the shown spot. */
  proposeCover(): void;
  /** Places a proposed device. */
  takeProposal(index: number): void;
  /** Reads a table of devices (CSV, GeoJSON) and asks what its columns are. */
  importDevices(file: File): void;
  /** Reads catalogue models (CSV, JSON) into the plan's own catalogue. */
  importModels(file: File): void;
  /** Goes on with the table that waits, or leaves it (null). */
  answerDeviceTable(mapping: DeviceMapping | null): void;
  /** Makes devices of surveillance nodes of the scene; all that are not devices yet with null. */
  importSurveillance(nodeIds: readonly string[] | null): void;
  exportDevices(format: 'csv' | 'geojson'): void;
  exportBill(): void;
  setMode(mode: AppMode): void;
  /** Changes what is asked; runs of the question as it was are stale. */
  setGapQuestion(change: Partial<GapQuestion>): void;
  /** The next click on the ground sets this point of the question; null stops that. */
  pickGapPlace(what: 'from' | 'incident' | null): void;
  /** Starts a run, or starts it anew, and shows it. */
  runGap(run: GapRun): void;
  /** Stops what is being computed; an older result stays. */
  stopGap(run: GapRun): void;
  /** Shows a run's result, if there is one; null: none. */
  showGap(run: GapRun | null): void;
  /** Looks at one way in, exit, road or part of the shown result. */
  showGapItem(index: number): void;
  /** Lets a figure walk the shown way, or stops it. */
  walkGap(walking: boolean): void;
  /** Paints what the loss of a part takes away; null: as before. */
  previewLoss(partId: string | null): void;
  /** Works out what would close the gaps of the shown run. */
  proposeClosing(): void;
  /** Adds these proposed devices to the plan as one step. */
  takeClosing(indices: readonly number[]): void;
  /** Does all runs that have a result on another variant too (null: the plan itself), to hold them side by side. */
  compareGaps(variantId: string | null): void;
  endComparison(): void;
  setRedacted(redacted: boolean): void;
  /** Saves the shown runs as a file, marked as sensitive and for whom; `scores` leaves out ways, places and devices. */
  exportGaps(recipient: string, what: 'all' | 'scores'): void;
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

/** Fields of any kind of device; each device takes those that its kind has. */
export type DeviceFields = Partial<Omit<UnionFields<Device>, 'kind' | 'id'>>;
type UnionFields<T> = {
  [K in T extends unknown ? keyof T : never]: T extends { readonly [P in K]: infer V } ? V : never;
};
