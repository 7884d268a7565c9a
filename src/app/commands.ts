import type { SceneClient } from '#jobs/scene-client.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import { reportText } from '#scene/report-text.ts';
import { cityMiddle } from '#state/city-middle.ts';
import { isDrawingTool } from '#state/drawing.ts';
import type { PictureDesk } from '#state/picture-desk.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { lookPose, type Viewpoint } from '#state/viewpoint.ts';
import { createAnalysisCommands } from './analysis-commands.ts';
import type { CityEditor } from './city-editor.ts';
import type { CoverageRunner } from './coverage-runner.ts';
import { createDeviceCommands } from './device-commands.ts';
import { createDeviceFileCommands } from './device-file-commands.ts';
import { download, fileStem } from './download.ts';
import { createGapCommands } from './gap-commands.ts';
import type { GapRunner } from './gap-runner.ts';
import type { ImportAsker } from './import-asker.ts';
import { viewHash } from './link.ts';
import type { Notifier } from './notices.ts';
import type { Opener } from './opener.ts';
import { createPictureExport } from './picture-export.ts';
import { createPlanCommands } from './plan-commands.ts';
import { writePreferences } from './preferences.ts';
import { createRolloutCommands } from './rollout-commands.ts';
import type { RolloutRunner } from './rollout-runner.ts';
import type { RolloutStage } from './rollout-stage.ts';
import { createSceneEditCommands } from './scene-edit-commands.ts';
import { createSourceCommands } from './source-commands.ts';

export interface CommandParts {
  readonly session: WritableStore<SessionState>;
  readonly plan: PlanDocument;
  readonly coverage: CoverageRunner;
  readonly gaps: GapRunner;
  readonly rollouts: RolloutRunner;
  readonly stage: RolloutStage;
  readonly editor: CityEditor;
  readonly scenes: SceneClient;
  readonly opener: Opener;
  readonly asker: ImportAsker;
  readonly viewpoint: Viewpoint;
  readonly pictures: PictureDesk;
  readonly notifier: Notifier;
}

/** Everything a user can do. */
export function createCommands(parts: CommandParts): Commands {
  const { session, plan, opener, notifier, viewpoint } = parts;
  const pictureExport = createPictureExport(session, parts.pictures, notifier);
  const sceneEdits = createSceneEditCommands(parts);
  return {
    ...createDeviceCommands({ plan, session, notifier, removeFeature: sceneEdits.removeFeature }),
    ...createPlanCommands(plan, session, notifier),
    ...createAnalysisCommands(parts),
    ...createGapCommands(parts),
    ...createRolloutCommands(parts),
    ...createDeviceFileCommands(parts),
    ...sceneEdits,
    ...createSourceCommands(parts),
    ...fileCommands(parts),
    ...historyCommands(parts),
    openFiles(files) {
      notifier.clearProblems();
      void opener.openFiles(files);
    },
    openDemo: (planFile) => void opener.openDemo(planFile),
    openRecentPlan: (key) => void opener.openKept(key),
    cancelTask() {
      pictureExport.cancel();
      opener.cancel();
    },
    newScenario: () => opener.newPlan(),
    carryPlanOver: () => void opener.carryPlanOver(),
    setTool(tool) {
      const { picked } = session.get();
      session.patch({
        tool: plan.scenario() === null ? 'select' : tool,
        draft: [],
        ghost: null,
        measure: tool === 'measure' ? [] : session.get().measure,
        picked: isDrawingTool(tool) ? null : picked,
      });
    },
    chooseModel(id) {
      const scenario = plan.scenario();
      if (scenario === null || findModel(scenario, id) === null) return;
      session.patch({ catalogueModel: id, tool: 'place-device', draft: [], ghost: null });
    },
    select(ids) {
      session.patch({ selection: ids.filter((id) => plan.device(id) !== undefined), picked: null });
    },
    pick(picked) {
      session.patch(picked === null ? { picked } : { picked, selection: [] });
    },
    hover(at) {
      if (at === null) {
        session.patch({ hover: null });
        return;
      }
      session.patch({ hover: { ...at, readings: null } });
      parts.coverage.inspect(at.x, at.y).then(
        (readings) => {
          const { hover } = session.get();
          if (readings !== null && hover?.x === at.x && hover.y === at.y)
            session.patch({ hover: { ...hover, readings } });
        },
        () => undefined,
      );
    },
    toggleLayer(layer) {
      const { layers } = session.get();
      session.patch({ layers: { ...layers, [layer]: !layers[layer] } });
      writePreferences(session.get());
    },
    setTheme(theme) {
      session.patch({ theme });
      writePreferences(session.get());
    },
    setSun(sun) {
      session.patch({ sun });
    },
    setShadows(shadows) {
      session.patch({ shadows });
      writePreferences(session.get());
    },
    exportPicture(size) {
      pictureExport.start(size);
    },
    setUnits(units) {
      session.patch({ units });
      writePreferences(session.get());
    },
    setCellSize(cellMeters) {
      if (session.get().cellMeters === cellMeters) return;
      session.patch({ cellMeters });
      writePreferences(session.get());
      parts.coverage.restart();
    },
    look(how) {
      const devices = plan.scenario()?.devices ?? [];
      const { selection, city } = session.get();
      const whole = devices.length === 0 && city !== null ? [cityMiddle(city)] : devices;
      const points = how === 'selection' ? devices.filter((device) => selection.includes(device.id)) : whole;
      viewpoint.flyTo(lookPose(how, viewpoint.goal(), viewpoint.bounds(), points));
    },
    lookAt: (pose) => viewpoint.flyTo(pose),
    openReport: (reportOpen) => session.patch({ reportOpen }),
    dismissNotice: (id) => notifier.dismiss(id),
  };
}

type HistoryCommands = Pick<Commands, 'undo' | 'redo' | 'beginGesture' | 'endGesture' | 'cancelGesture'>;

function historyCommands({ plan, session }: CommandParts): HistoryCommands {
  /** Undo labels change without a change of the plan when a gesture ends. */
  const afterwards = (work: () => void) => () => {
    work();
    session.patch(historyState(plan));
  };
  return {
    undo: afterwards(() => plan.undo()),
    redo: afterwards(() => plan.redo()),
    beginGesture: (label) => plan.beginGesture(label),
    endGesture: afterwards(() => plan.endGesture()),
    cancelGesture: afterwards(() => plan.cancelGesture()),
  };
}

/** What the undo and redo buttons show. */
export function historyState(
  plan: PlanDocument,
): Pick<SessionState, 'canUndo' | 'canRedo' | 'undoLabel' | 'redoLabel'> {
  const undoLabel = plan.undoLabel();
  const redoLabel = plan.redoLabel();
  return { canUndo: undoLabel !== null, canRedo: redoLabel !== null, undoLabel, redoLabel };
}

type FileCommands = Pick<
  Commands,
  'saveScenarioFile' | 'savePackageFile' | 'saveResultFile' | 'copyLink' | 'copyReport'
>;

function fileCommands({ session, plan, coverage, scenes, notifier, viewpoint }: CommandParts): FileCommands {
  const stem = (): string => fileStem(plan.scenario()?.name ?? '');
  const copy = (text: string, done: string): void => {
    navigator.clipboard.writeText(text).then(
      () => notifier.say('info', 'copied', done),
      () => notifier.say('bad', 'not-copied', 'The browser does not let this page use the clipboard.'),
    );
  };
  return {
    saveScenarioFile() {
      const file = plan.file();
      if (file === null) return;
      download(`${stem()}.sightline.json`, `${JSON.stringify(file, null, 2)}\n`, 'application/json');
    },
    savePackageFile() {
      // As it was imported: the plan carries its corrections, and applies them to this very city.
      const { baseCity: city } = session.get();
      if (city === null) return;
      session.patch({ task: { label: 'Packing the city', fraction: null, cancellable: false } });
      scenes
        .packageCity(city)
        .then(
          (bytes) => download(`${fileStem(city.manifest.name)}.zip`, bytes, 'application/zip'),
          (reason: unknown) => notifier.fail('package-failed', 'The city could not be packed.', reason),
        )
        .finally(() => session.patch({ task: null }));
    },
    saveResultFile() {
      coverage.result().then(
        (result) => {
          if (result === null) return;
          download(`${stem()}.coverage.json`, `${JSON.stringify(result, null, 2)}\n`, 'application/json');
        },
        (reason: unknown) => notifier.fail('result-failed', 'The coverage result could not be made.', reason),
      );
    },
    copyLink() {
      const address = new URL(window.location.href);
      address.hash = viewHash(viewpoint.get(), session.get().sun);
      copy(address.href, 'The address of this view is on the clipboard.');
    },
    copyReport(format) {
      const { report } = session.get();
      if (report === null) return;
      copy(
        format === 'text' ? reportText(report) : JSON.stringify(report, null, 2),
        'The import report is on the clipboard.',
      );
    },
  };
}

/** The plan's variants as menus show them. */
export function variantState(plan: PlanDocument): Pick<SessionState, 'variants' | 'activeVariant'> {
  const file = plan.file();
  return {
    variants: (file?.variants ?? []).map(({ id, name, description }) => ({ id, name, description })),
    activeVariant: file?.activeVariant ?? null,
  };
}
