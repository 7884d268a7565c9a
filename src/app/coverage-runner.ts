import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageClient } from '#jobs/coverage-client.ts';
import type { City } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { CoverageUpdate, DeviceCoverage, PaintSetting, PlanFrame } from '#model/results/coverage-bits.ts';
import type { DeviceTotals, PointReading } from '#model/results/coverage-tile.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { BlindSpot, CoverProposal } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import type { BlindSpotRequest } from '#protocol/coverage.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import type { PlanChange, PlanDocument } from '#state/plan-document.ts';
import type { CoverageState, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { isAbort } from './notices.ts';
import { createTileBoard, type TileBoard } from './tile-board.ts';

/** Quiet time before the hash is made, so that a burst of edits makes one, milliseconds. */
const hashDelayMilliseconds = 400;

/** Keeps the coverage on screen in step with the plan. */
export interface CoverageRunner {
  readonly tiles: TileBoard;
  /** Starts over with a city, or with none. */
  setCity(city: City | null): void;
  /** Goes on with the city as it was corrected; what is painted stays until the new coverage is there. */
  changeCity(city: City): void;
  /** Starts over with the same city, after a change of the cell size. */
  restart(): void;
  /** Which devices see this point of the ground; empty while nothing is loaded. Latest wins: older calls give null. */
  inspect(x: number, y: number): Promise<readonly PointReading[] | null>;
  /** Paints as the session says now. */
  repaint(): void;
  keepBaseline(): Promise<void>;
  /** What a device would observe; null where a newer question has taken its place or nothing is loaded. */
  preview(device: Device): Promise<DeviceCoverage | null>;
  blindSpots(request: BlindSpotRequest): Promise<readonly BlindSpot[]>;
  proposals(spot: BlindSpot, request: BlindSpotRequest): Promise<readonly CoverProposal[]>;
  /** Result of the open plan as data, once nothing is being computed. */
  result(): Promise<CoverageResult | null>;
  dispose(): void;
}

export function idleCoverage(workers: number): CoverageState {
  return {
    status: 'idle',
    revision: 0,
    grid: null,
    totals: null,
    devices: new Map(),
    goals: new Map(),
    score: null,
    resultHash: null,
    groundCells: null,
    workers,
  };
}

/** The plan without what only the page needs; devices are told apart from it by their own changes. */
function frameOf(scenario: Scenario): PlanFrame {
  const { sceneEdits: _edits, variants: _variants, ...frame } = scenario;
  return frame;
}

/** Conditions that goals and the picture ask for: made at once, so that neither waits. Others are made when asked for. */
function usedConditions({ goals }: Scenario, { condition, against }: PaintSetting): readonly Condition[] {
  const compared = against === 'baseline' || against === 'without' ? [] : [against];
  return [...new Set([...goals.map((goal) => goal.condition), condition, ...compared])];
}

/** Totals as they stand: those told anew in place, those of devices that are gone left out. */
function mergedTotals(
  before: ReadonlyMap<string, DeviceTotals>,
  told: readonly DeviceTotals[],
  plan: PlanDocument,
): ReadonlyMap<string, DeviceTotals> {
  const merged = new Map(before);
  for (const totals of told) merged.set(totals.id, totals);
  for (const id of merged.keys()) if (plan.device(id) === undefined) merged.delete(id);
  return merged;
}

/** What a corrected city gives, until it can be shown in one step. */
interface HeldCoverage {
  readonly revision: number;
  grid: CellGrid | null;
  panels: FacadePanels | null;
  readonly updates: CoverageUpdate[];
}

/** @param createClient Called at the start and again after workers have died. */
export function createCoverageRunner(
  createClient: () => CoverageClient,
  plan: PlanDocument,
  session: WritableStore<SessionState>,
  onFailure: (reason: unknown) => void,
): CoverageRunner {
  const tiles = createTileBoard();
  let city: City | null = null;
  let settings = '';
  let load = 0;
  let loaded = false;
  let client: CoverageClient | null = null;
  let inspected = 0;
  let asking: Promise<void> | null = null;
  let hashTimer: ReturnType<typeof setTimeout> | null = null;
  /** What a corrected city gives, until all of it is there; null while updates are shown as they come. */
  let held: HeldCoverage | null = null;
  /** The city was corrected again while an earlier correction was being computed. */
  let outdated = false;

  /** Fields of the plan, and of the way it is shown, that change what every device sees. */
  const settingsKey = (scenario: Scenario): string => JSON.stringify(coverageSettings(scenario));

  const patch = (fields: Partial<CoverageState>): void => {
    session.patch({ coverage: { ...session.get().coverage, ...fields } });
  };

  const activeClient = (): CoverageClient => {
    if (client === null) {
      client = createClient();
      client.onFailure(fail);
      client.onUpdate(show);
    }
    return client;
  };

  const show = (update: CoverageUpdate): void => {
    if (held !== null) {
      held.updates.push(update);
      return;
    }
    tiles.put(update.revision, update.tiles, update.facades);
    const before = session.get().coverage;
    patch({
      revision: Math.max(before.revision, update.revision),
      totals: update.totals,
      devices: mergedTotals(before.devices, update.devices, plan),
      goals: new Map(update.goals.map((goal) => [goal.id, goal])),
      score: update.score,
    });
  };

  /** Shows in one step what was held back. */
  const release = (): void => {
    if (held === null) return;
    const { revision, grid, panels, updates } = held;
    held = null;
    tiles.reset(revision, grid);
    tiles.setPanels(panels);
    patch({ grid, revision, totals: null, devices: new Map() });
    for (const update of updates) show(update);
  };

  const fail = (reason: unknown): void => {
    load += 1;
    held = null;
    outdated = false;
    loaded = false;
    client?.dispose();
    client = null;
    patch({ status: 'failed', resultHash: null });
    onFailure(reason);
  };

  /** What was stopped because a new city or a new client came is no failure. */
  const failUnlessStopped = (reason: unknown): void => {
    if (!isAbort(reason)) onFailure(reason);
  };

  /** The result of this plan; null where the plan has moved on, in which case the workers may not know it any more. */
  const resultOf = async (scenario: Scenario, on: City): Promise<CoverageResult | null> => {
    const revision = plan.revision();
    try {
      return await activeClient().result(scenario, on.manifest.id);
    } catch (reason) {
      if (revision === plan.revision()) throw reason;
      return null;
    }
  };

  const hash = async (): Promise<void> => {
    const token = load;
    const revision = plan.revision();
    const scenario = plan.scenario();
    if (city === null || scenario === null) return;
    const result = await resultOf(scenario, city);
    if (result === null || token !== load || revision !== plan.revision()) return;
    patch({ resultHash: result.together.bitsetHash, groundCells: result.groundCells });
    await sumUp(token, revision);
  };

  /** Says so when everything asked for is on screen, then makes the hash. */
  const settle = (): void => {
    const token = load;
    const revision = plan.revision();
    activeClient()
      .idle()
      .then(
        () => {
          if (token !== load) return;
          release();
          if (outdated) {
            reload(true);
            return;
          }
          if (revision !== plan.revision() || session.get().coverage.status === 'failed') return;
          patch({ status: 'ready', revision });
          if (hashTimer !== null) clearTimeout(hashTimer);
          hashTimer = setTimeout(() => {
            hash().catch((reason: unknown) => {
              // What was asked of a scene that has been replaced since is no failure.
              if (token === load) failUnlessStopped(reason);
            });
          }, hashDelayMilliseconds);
        },
        () => undefined,
      );
  };

  /** @param hold Keeps what is painted until all of the new coverage is there. */
  const reload = (hold = false): void => {
    load += 1;
    loaded = false;
    outdated = false;
    if (hashTimer !== null) clearTimeout(hashTimer);
    held = hold ? { revision: plan.revision(), grid: null, panels: null, updates: [] } : null;
    const token = load;
    const scenario = plan.scenario();
    const workers = session.get().coverage.workers;
    if (city === null || scenario === null) {
      tiles.reset(plan.revision(), null);
      session.patch({ coverage: idleCoverage(workers) });
      return;
    }
    settings = settingsKey(scenario);
    const wanted = coverageSettings(scenario, usedConditions(scenario, session.get().paint));
    patch({ status: 'computing', resultHash: null });
    activeClient()
      .load(coverageScene(city, session.get().cellMeters), wanted)
      .then(
        (grid) => {
          if (token !== load) return;
          loaded = true;
          if (held === null) {
            tiles.reset(plan.revision(), grid);
            patch({ grid, totals: null, devices: new Map(), groundCells: null });
          } else held.grid = grid;
          activeClient().plan(plan.revision(), frameOf(plan.scenario() ?? scenario));
          activeClient().paint(plan.revision(), session.get().paint);
          showPanels(token);
          // Corrected again since: no newer revision may be claimed than that of the city that is loaded.
          const revision = outdated && held !== null ? held.revision : plan.revision();
          activeClient().change({ revision, put: plan.scenario()?.devices ?? [], removed: [] });
          settle();
        },
        (reason: unknown) => {
          if (token === load) fail(reason);
        },
      );
  };

  const follow = (change: PlanChange): void => {
    const scenario = plan.scenario();
    if (city === null || scenario === null) return;
    if (settingsKey(scenario) !== settings || session.get().coverage.status === 'failed') {
      reload();
      return;
    }
    if (!loaded) return;
    if (change.plan) activeClient().plan(change.revision, frameOf(scenario));
    if (change.put.length > 0 || change.removed.length > 0) {
      activeClient().change({ revision: change.revision, put: change.put, removed: change.removed });
    } else if (!change.plan) return;
    markStale();
    patch({ status: 'computing', resultHash: null });
    settle();
  };

  /** What was summed up belongs to the plan as it was. */
  const markStale = (): void => {
    const { blindSpots } = session.get();
    if (blindSpots.status === 'ready') session.patch({ blindSpots: { ...blindSpots, status: 'stale' } });
  };

  const showPanels = (token: number): void => {
    activeClient()
      .facades()
      .then(
        (panels) => {
          if (token !== load) return;
          if (held === null) tiles.setPanels(panels);
          else held.panels = panels;
        },
        () => undefined,
      );
  };

  /** Sums and costs follow once the plan rests. */
  const sumUp = async (token: number, revision: number): Promise<void> => {
    const costs = await activeClient().costs();
    if (token !== load || revision !== plan.revision()) return;
    session.patch({ costs });
    const summary = await activeClient().summary(revision);
    if (token === load && revision === plan.revision()) session.patch({ summary });
  };

  const stop = plan.listen(follow);

  return {
    tiles,
    setCity(next) {
      city = next;
      reload();
    },
    changeCity(next) {
      const before = city;
      if (before === null) {
        city = next;
        reload();
        return;
      }
      city = next;
      if (next.prisms === before.prisms && next.trees === before.trees && loaded && held === null) {
        tiles.put(plan.revision(), []);
        patch({ revision: plan.revision(), resultHash: null });
        settle();
      } else if (held === null) reload(true);
      else outdated = true;
    },
    restart: () => reload(),
    repaint() {
      const scenario = plan.scenario();
      if (city === null || scenario === null || !loaded) return;
      activeClient().paint(plan.revision(), session.get().paint);
    },
    keepBaseline: () => activeClient().keepBaseline(),
    async preview(device) {
      if (!loaded) return null;
      return activeClient().preview(device);
    },
    blindSpots: (request) => (loaded ? activeClient().blindSpots(request) : Promise.resolve([])),
    proposals: (spot, request) => (loaded ? activeClient().proposals(spot, request) : Promise.resolve([])),
    async inspect(x, y) {
      inspected += 1;
      const token = inspected;
      // One question at a time: what the pointer has left in the meantime is not asked.
      while (asking !== null) await asking;
      if (token !== inspected || !loaded) return null;
      const answer = activeClient().inspect(x, y);
      asking = answer.then(
        () => undefined,
        () => undefined,
      );
      const readings = await answer.finally(() => {
        asking = null;
      });
      return token === inspected ? readings : null;
    },
    async result() {
      for (;;) {
        await computed(session);
        const scenario = plan.scenario();
        if (city === null || scenario === null) return null;
        const result = await resultOf(scenario, city);
        if (result !== null) return result;
      }
    },
    dispose() {
      load += 1;
      if (hashTimer !== null) clearTimeout(hashTimer);
      stop();
      client?.dispose();
    },
  };
}

/** Resolves when nothing is being computed, or computing has failed. */
function computed(session: WritableStore<SessionState>): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (session.get().coverage.status === 'computing') return;
      stop();
      resolve();
    };
    const stop = session.subscribe(check);
    check();
  });
}
