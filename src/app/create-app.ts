import { createCoverageClient } from '#jobs/coverage-client.ts';
import { browserWorker, connectWorker } from '#jobs/endpoint.ts';
import { createGapsClient } from '#jobs/gaps-client.ts';
import { createRolloutClient } from '#jobs/rollout-client.ts';
import { createSceneClient } from '#jobs/scene-client.ts';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { resolveVariant } from '#model/variants.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import type { GapsWorker } from '#protocol/gaps.ts';
import type { RolloutWorker } from '#protocol/rollout.ts';
import type { SceneWorker } from '#protocol/scene-import.ts';
import type { RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { chunkBuffers, type RunChunk } from '#sim/rollout/run-chunk.ts';
import { cityMiddle } from '#state/city-middle.ts';
import { firstDrawingSettings } from '#state/drawing.ts';
import { noGaps } from '#state/gap-state.ts';
import { createPictureDesk, type PictureDesk } from '#state/picture-desk.ts';
import { createPlanDocument } from '#state/plan-document.ts';
import type { PlanStorage } from '#state/plan-storage.ts';
import { noRollout } from '#state/rollout-state.ts';
import type { Commands, CoverageTiles, SessionState, Store } from '#state/session.ts';
import { createSideSession, sideCommands } from '#state/side-session.ts';
import { createStore } from '#state/store.ts';
import { studioSun } from '#state/sun-position.ts';
import { createViewpoint, homePose, type Viewpoint } from '#state/viewpoint.ts';
import { noBlindSpots } from './analysis-commands.ts';
import { createCityEditor } from './city-editor.ts';
import { createCityReader } from './city-reader.ts';
import { createCommands, historyState, variantState } from './commands.ts';
import { createCoverageRunner, idleCoverage } from './coverage-runner.ts';
import { hasDemo, workedPlans } from './demo.ts';
import { createGapRunner } from './gap-runner.ts';
import { createImportAsker } from './import-asker.ts';
import { type Link, viewHash } from './link.ts';
import { createNotifier, type Notifier } from './notices.ts';
import { createOpener, type Opener } from './opener.ts';
import { createPlanKeeper, type PlanKeeper } from './plan-keeper.ts';
import { readPreferences } from './preferences.ts';
import { createRolloutRunner } from './rollout-runner.ts';
import { createRolloutStage } from './rollout-stage.ts';
import { readServedConfig } from './served-config.ts';
import { createTileSwitch } from './tile-switch.ts';

/** The running application, without its page. */
export interface SightlineApp {
  readonly session: Store<SessionState>;
  readonly tiles: CoverageTiles;
  /** Of the variant beside, in Rollout mode: what its twin shows and may do. */
  readonly side: {
    readonly session: Store<SessionState>;
    readonly tiles: CoverageTiles;
    readonly commands: Commands;
  };
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
  readonly pictures: PictureDesk;
  /** Opens what the address asks for, else the plan of last time, else the demo city. */
  start(): Promise<void>;
  /** Says that plans are not kept in this browser. */
  warnOfShortMemory(): void;
  dispose(): void;
}

/** Half the cores, at least one, at most four: the page and the scene worker need some too. */
function usualWorkerCount(): number {
  return Math.max(1, Math.min(4, Math.floor((navigator.hardwareConcurrency || 2) / 2)));
}

/** Runs of security gaps: a second worker only where cores are left beside coverage and the page. */
function gapWorkerCount(): number {
  return (navigator.hardwareConcurrency || 2) >= 6 ? 2 : 1;
}

function coverageEndpoint() {
  const worker = new Worker(new URL('../../workers/coverage.worker.ts', import.meta.url), { type: 'module' });
  return connectWorker<CoverageWorker>(browserWorker(worker));
}

function gapsEndpoint() {
  const worker = new Worker(new URL('../../workers/gaps.worker.ts', import.meta.url), { type: 'module' });
  return connectWorker<GapsWorker>(browserWorker(worker));
}

function rolloutEndpoint() {
  const worker = new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), { type: 'module' });
  return connectWorker<RolloutWorker<RunChunk, RolloutTable>>(browserWorker(worker));
}

/** Runs of rollouts: they are short, and nothing else computes meanwhile. */
function rolloutWorkerCount(): number {
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2));
}

function sceneEndpoint() {
  const worker = new Worker(new URL('../../workers/scene.worker.ts', import.meta.url), { type: 'module' });
  return connectWorker<SceneWorker>(browserWorker(worker));
}

function firstState(workers: number): SessionState {
  return {
    city: null,
    baseCity: null,
    editNotes: [],
    report: null,
    scenario: null,
    revision: 0,
    canUndo: false,
    canRedo: false,
    undoLabel: null,
    redoLabel: null,
    saveStatus: 'saved',
    selection: [],
    tool: 'select',
    drawing: firstDrawingSettings,
    draft: [],
    catalogueModel: genericModels[0]?.id ?? '',
    variants: [],
    activeVariant: null,
    ghost: null,
    paint: { condition: 'day', layer: 'density', mode: 'best', category: 0, against: 'baseline', emphasis: [] },
    measure: [],
    cameraView: false,
    cameraViewDistances: [12, 20, 40],
    costs: null,
    summary: null,
    blindSpots: noBlindSpots,
    mode: 'plan',
    gaps: noGaps,
    rollout: noRollout,
    dialog: null,
    deviceQuestion: null,
    ...readPreferences(),
    sun: studioSun,
    coverage: idleCoverage(workers),
    hover: null,
    task: null,
    notices: [],
    reportOpen: false,
    importQuestions: null,
    areaDialogOpen: false,
    overpass: null,
    picked: null,
    recentPlans: [],
    workedPlans,
  };
}

/** Wires everything: document, storage, workers, commands. */
export function createApp(storage: PlanStorage, link: Link): SightlineApp {
  const workerCount = link.workers ?? usualWorkerCount();
  const session = createStore<SessionState>({
    ...firstState(workerCount),
    ...(link.sun === null ? {} : { sun: { mode: 'date', dateTime: link.sun } }),
  });
  const notifier = createNotifier(session);
  const asker = createImportAsker(session);
  const plan = createPlanDocument();
  const pictures = createPictureDesk();
  const viewpoint = createViewpoint({
    reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  const scenes = createSceneClient(sceneEndpoint);
  const coverage = createCoverageRunner(
    () => createCoverageClient({ workerCount, createWorker: coverageEndpoint }),
    plan,
    session,
    (reason) => notifier.fail('coverage-failed', 'The coverage could not be computed.', reason),
  );

  const gaps = createGapRunner(() => createGapsClient({ workerCount: gapWorkerCount(), createWorker: gapsEndpoint }));

  const rollouts = createRolloutRunner(() =>
    createRolloutClient({
      workerCount: link.workers ?? rolloutWorkerCount(),
      createWorker: rolloutEndpoint,
      buffersOf: chunkBuffers,
    }),
  );
  const tiles = createTileSwitch(coverage.tiles);
  const stage = createRolloutStage(rollouts, coverage.tiles, tiles, session, notifier);

  plan.listen((change) => {
    const { selection } = session.get();
    session.patch({
      scenario: plan.scenario(),
      ...variantState(plan),
      revision: change.revision,
      selection: selection.every((id) => plan.device(id) !== undefined)
        ? selection
        : selection.filter((id) => plan.device(id) !== undefined),
      ...historyState(plan),
    });
    notifier.movedOn(change.revision);
  });

  const editor = createCityEditor(plan, session, (city) => coverage.changeCity(city));
  let firstCity = true;
  const opener: Opener = createOpener({
    session,
    plan,
    editor,
    reader: createCityReader({ session, scenes, asker, notifier, keeper: () => keeper }),
    notifier,
    keeper: () => keeper,
    onStage(city, isNewCity) {
      coverage.setCity(city);
      session.patch(historyState(plan));
      viewpoint.setBounds(city.manifest.bounds);
      if (firstCity && Object.keys(link.pose).length > 0) viewpoint.set(link.pose);
      else if (isNewCity) {
        const devices = plan.scenario()?.devices ?? [];
        viewpoint.set(homePose(city.manifest.bounds, devices.length === 0 ? [cityMiddle(city)] : devices));
      }
      firstCity = false;
    },
  });
  const keeper: PlanKeeper = createPlanKeeper({
    storage,
    plan,
    session,
    notifier,
    onOtherTab: (row) => opener.follow(row),
  });
  const commands = createCommands({
    session,
    plan,
    coverage,
    gaps,
    rollouts,
    stage,
    editor,
    scenes,
    opener,
    asker,
    viewpoint,
    pictures,
    notifier,
  });
  const sideSession = createSideSession(session, (variantId) => {
    const file = plan.file();
    return file === null ? null : resolveVariant({ ...file, activeVariant: null }, variantId);
  });
  const stopHash = keepHash(viewpoint, session);

  return {
    session,
    tiles,
    side: { session: sideSession, tiles: stage.side, commands: sideCommands(commands, sideSession) },
    commands,
    viewpoint,
    pictures,
    async start() {
      const config = readServedConfig().then(({ overpass }) => session.patch({ overpass }));
      await Promise.all([config, openFirst(link, keeper, opener, notifier)]);
    },
    warnOfShortMemory() {
      notifier.say(
        'warn',
        'no-storage',
        'This browser keeps nothing for this page: save your plan to a file before you close it.',
      );
    },
    dispose() {
      stopHash();
      opener.cancel();
      editor.dispose();
      keeper.dispose();
      coverage.dispose();
      gaps.dispose();
      rollouts.dispose();
    },
  };
}

async function openFirst(link: Link, keeper: PlanKeeper, opener: Opener, notifier: Notifier): Promise<void> {
  try {
    const key = link.demo ? null : await keeper.lastKey();
    if (key !== null && (await opener.openKept(key))) return;
  } catch (reason) {
    notifier.fail('restore-failed', 'Your last plan could not be read from this browser.', reason);
  }
  if (hasDemo()) await opener.openDemo();
}

/** Quiet time before the address follows the view, milliseconds: browsers refuse to change it too often. */
const hashDelayMilliseconds = 500;

/** Keeps the address a link to what is seen. */
function keepHash(viewpoint: Viewpoint, session: Store<SessionState>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let { sun } = session.get();
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (session.get().city !== null)
        window.history.replaceState(null, '', viewHash(viewpoint.get(), session.get().sun));
    }, hashDelayMilliseconds);
  };
  const stops = [
    viewpoint.subscribe(later),
    session.subscribe(() => {
      if (session.get().sun === sun) return;
      sun = session.get().sun;
      later();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
