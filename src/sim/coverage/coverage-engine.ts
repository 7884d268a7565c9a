import type { CellGrid } from '#geo/cell-grid.ts';
import { quantize } from '#geo/quantum.ts';
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
import type { CoverageTile, DeviceTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { BlindSpot, CoverProposal, PlanSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SpotRequest } from '../blind-spots/blind-spots.ts';
import type { GoalStanding } from '../goals/goal-board.ts';
import { isGround, targetZ } from '../visibility/visibility-scene.ts';
import { resultSteps } from './coverage-result.ts';
import type { CoverageState } from './coverage-state.ts';
import { createDeviceContext } from './device-context.ts';
import { coverDevice } from './device-coverage.ts';
import { FacadeLedger } from './facade-ledger.ts';
import { GroundPainter } from './ground-painter.ts';
import { HeldDevice } from './held-devices.ts';
import { LedgerBook } from './ledger-book.ts';
import { PlanBoard } from './plan-board.ts';
import { blindSpotSteps, proposalSteps, sumUp } from './plan-sums.ts';
import { readPoint } from './point-reading.ts';

/** How far a run of {@link CoverageEngine.computeSteps} is. */
export interface CoverageStep {
  readonly done: number;
  readonly total: number;
}

interface Loaded extends CoverageState {
  readonly devices: Map<string, HeldDevice>;
  readonly painter: GroundPainter;
  /** Devices whose totals are told with the next update. */
  readonly stale: Set<string>;
}

/**
 * Coverage of a plan on one scene, without threads: the worker and the command line call the same methods. All of them
 * throw where {@link load} was not called first.
 */
export class CoverageEngine {
  private loaded: Loaded | null = null;
  private changes = 0;
  private summed: { readonly version: number; readonly summary: PlanSummary } | null = null;

  /** Another number after every change of what is merged or of the plan: steps that run over it belong to no one state. */
  get version(): number {
    return this.changes;
  }

  /** Prepares a scene; forgets all devices. Returns the grid that bits and tiles are counted in. */
  load(scene: CoverageScene, settings: CoverageSettings): CellGrid {
    this.changes += 1;
    const context = createDeviceContext(scene, settings);
    const { grid } = context.scene;
    const devices = new Map<string, HeldDevice>();
    const book = new LedgerBook(grid, context.required.length, devices);
    this.loaded = {
      context,
      devices,
      book,
      painter: new GroundPainter(grid, context.required.length, devices, book),
      facades: new FacadeLedger(() => context.targets().panels?.count ?? 0, context.required.length),
      board: new PlanBoard(context, devices, book),
      stale: new Set(),
    };
    return grid;
  }

  /** Ground cells of the scene: what areas can be a share of. */
  get groundCells(): number {
    return this.ready().context.scene.groundCells;
  }

  /** What is merged, to be read only; it changes with every {@link merge}. */
  get state(): CoverageState {
    return this.ready();
  }

  /** What devices cover, in their order. Nothing is merged; the caller owns the buffers. */
  compute(devices: readonly Device[]): DeviceCoverage[] {
    const steps = this.computeSteps(devices);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** As {@link compute}, yielding after every device, so that the caller can show progress and stop. */
  *computeSteps(devices: readonly Device[]): Generator<CoverageStep, DeviceCoverage[], void> {
    const { context } = this.ready();
    const result: DeviceCoverage[] = [];
    for (const device of devices) {
      result.push(coverDevice(context, device));
      yield { done: result.length, total: devices.length };
    }
    return result;
  }

  /** Computes the devices put and merges them. */
  change(change: CoverageChange): CoverageUpdate {
    return this.merge(change.revision, this.compute(change.put), change.put, change.removed, change.more);
  }

  /**
   * Merges what was computed here or in another worker; `devices` are the devices that `put` belongs to, found by id. Keeps the
   * buffers of `put`. A device that is both removed and put is put. With `more` tiles, devices and facades wait for the next update.
   */
  merge(
    revision: number,
    put: readonly DeviceCoverage[],
    devices: readonly Device[],
    removed: readonly string[],
    more = false,
  ): CoverageUpdate {
    this.changes += 1;
    const loaded = this.ready();
    const byId = new Map(devices.map((device) => [device.id, device]));
    for (const id of removed) if (!byId.has(id)) this.take(loaded, id);
    for (const coverage of put) {
      const device = byId.get(coverage.id);
      if (device === undefined) throw new Error(`CoverageEngine: no device for the bits of ${coverage.id}.`);
      this.put(loaded, new HeldDevice(loaded.context, device, coverage));
    }
    return more ? this.numbers(revision) : this.update(revision, loaded.painter.takeTiles());
  }

  /**
   * How the goals of the plan would stand without some devices (ids), which are all back afterwards. Costs are those of the whole
   * plan: what has failed was paid for.
   */
  standingWithout(ids: readonly string[]): GoalStanding {
    const loaded = this.ready();
    const { devices, board } = loaded;
    const costs = board.goalCostsNow();
    const taken = ids.flatMap((id) => devices.get(id) ?? []);
    for (const { device } of taken) this.take(loaded, device.id);
    const standing = board.standingWith(costs);
    for (const held of taken) this.put(loaded, held);
    board.keepCosts(costs);
    return standing;
  }

  /** Sets all of the plan that changes no bits. */
  plan(revision: number, frame: PlanFrame): CoverageUpdate {
    this.changes += 1;
    const { board, painter, stale, devices } = this.ready();
    board.setFrame(frame);
    for (const id of devices.keys()) stale.add(id);
    return this.update(revision, painter.takeTiles());
  }

  /** Paints in another way: all tiles that show anything come back, and those that no longer do, empty. */
  paint(revision: number, setting: PaintSetting): CoverageUpdate {
    const { painter, stale, devices } = this.ready();
    for (const id of devices.keys()) stale.add(id);
    return this.update(revision, painter.repaint(setting));
  }

  /** Keeps what is covered now, for `against: 'baseline'`. */
  keepBaseline(): void {
    this.ready().painter.keepBaseline();
  }

  /** Panels of the scene's facades; null where it was loaded without surroundings or has too many. */
  facades(): FacadePanels | null {
    return this.ready().context.targets().panels;
  }

  /** How each merged device sees the target over (x, y), which is laid on the 1/1024 m grid, under the painted condition. */
  inspect(x: number, y: number): PointReading[] {
    const { context, devices, painter } = this.ready();
    const { scene } = context;
    const px = quantize(x);
    const py = quantize(y);
    const target = { x: px, y: py, z: targetZ(scene, px, py), open: isGround(scene, px, py) };
    const { condition } = painter.paint;
    return [...devices.values()]
      .filter(({ layer }) => layer !== null)
      .map((held) => readPoint(context, held, condition, target));
  }

  /** Network, storage, power and money of the merged devices under the plan that was set. */
  costs(): PlanCosts {
    return this.ready().board.costs();
  }

  /** Sums by place and by owner of what is merged under the plan that was set. */
  *summarySteps(revision: number): Generator<void, PlanSummary, void> {
    if (this.summed?.version !== this.changes) {
      const version = this.changes;
      this.summed = { version, summary: yield* sumUp(this.ready(), revision) };
    }
    return { ...this.summed.summary, revision };
  }

  /** Ground by day that should be seen and is not, the weightiest first. */
  blindSpotSteps(request: SpotRequest): Generator<void, readonly BlindSpot[], void> {
    return blindSpotSteps(this.ready(), request);
  }

  /** Cameras on mounts near a blind spot that would cover it. */
  proposalSteps(spot: BlindSpot, request: SpotRequest): Generator<void, readonly CoverProposal[], void> {
    return proposalSteps(this.ready(), spot, request);
  }

  /** Result of what is merged, under the plan that was set, or else under this one. */
  *resultSteps(scenario: Scenario, sceneId: string): Generator<void, CoverageResult, void> {
    const loaded = this.ready();
    if (loaded.board.frame === null) loaded.board.setFrame(scenario);
    const summary = yield* this.summarySteps(0);
    return yield* resultSteps(loaded, summary, scenario, sceneId);
  }

  /** As {@link resultSteps}, to its end. */
  result(scenario: Scenario, sceneId: string): CoverageResult {
    const steps = this.resultSteps(scenario, sceneId);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  private put(loaded: Loaded, held: HeldDevice): void {
    const { devices, book, facades, board, painter } = loaded;
    const { id } = held.device;
    const before = devices.get(id) ?? null;
    devices.set(id, held);
    loaded.stale.add(id);
    book.put(id, held);
    painter.put(id, before, held);
    if (before !== null) facades.remove(before.coverage);
    facades.put(held.coverage);
    board.put(before, held);
  }

  private take(loaded: Loaded, id: string): void {
    const { devices, book, facades, board, painter } = loaded;
    const before = devices.get(id);
    if (before === undefined) return;
    devices.delete(id);
    book.remove(id);
    painter.remove(id, before);
    facades.remove(before.coverage);
    board.remove(before);
  }

  private update(revision: number, tiles: readonly CoverageTile[]): CoverageUpdate {
    const devices = this.deviceTotals();
    return { ...this.numbers(revision), tiles, devices, facades: this.ready().facades.takePaint() };
  }

  /** An update that leaves for later what is told once. */
  private numbers(revision: number): CoverageUpdate {
    const { painter, board } = this.ready();
    const { goals, score } = board.standing();
    return { revision, tiles: [], totals: painter.ledger.totals(), devices: [], goals, score, facades: null };
  }

  /** Of the devices whose totals may differ from what was told last, by id. */
  private deviceTotals(): DeviceTotals[] {
    const { devices, book, painter, stale } = this.ready();
    const { condition } = painter.paint;
    for (const id of book.takeTouched(condition)) stale.add(id);
    const ids = [...stale].filter((id) => devices.has(id)).sort();
    stale.clear();
    return ids.map((id) => this.totalsOf(devices.get(id) as HeldDevice));
  }

  private totalsOf(held: HeldDevice): DeviceTotals {
    const { book, painter, board } = this.ready();
    const { condition } = painter.paint;
    const { layer, coverage, device } = held;
    return {
      id: device.id,
      cells: layer === null ? [] : held.ground(condition).cells,
      aloneCells: layer === null ? [] : (book.ledger(layer, condition).aloneCells(device.id) ?? []),
      patrolCells: coverage.patrolCells,
      exposedSquareMeters: board.exposedSquareMeters(held),
      lanesRead: board.lanesRead(held),
      problem: coverage.problem,
      remark: coverage.remark,
    };
  }

  private ready(): Loaded {
    if (this.loaded === null) throw new Error('CoverageEngine: load a scene first.');
    return this.loaded;
  }
}
