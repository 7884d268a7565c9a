import { reframeScenario } from '#geo/reframe-scenario.ts';
import type { SceneClient } from '#jobs/scene-client.ts';
import type { City } from '#model/city.ts';
import { importReportSchema, type ImportReport } from '#model/import-report.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { Scenario } from '#model/scenario.ts';
import type { NamedFile } from '#protocol/scene-import.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { StoredPlan } from '#state/plan-storage.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { fetchDemo } from './demo.ts';
import { isPackage, takeIn } from './file-intake.ts';
import { emptyPlan } from './new-plan.ts';
import { isAbort, type Notifier } from './notices.ts';
import type { PlanKeeper } from './plan-keeper.ts';

/** Opens cities and plans, one at a time; what is open stays as it is until the new one is there. */
export interface Opener {
  openFiles(files: readonly File[]): Promise<void>;
  openDemo(): Promise<void>;
  /** False when nothing readable is kept under the key. */
  openKept(key: string): Promise<boolean>;
  newPlan(): void;
  /** Shows the plan as another tab has saved it. */
  follow(row: StoredPlan): void;
  cancel(): void;
}

export interface OpenerOptions {
  readonly session: WritableStore<SessionState>;
  readonly plan: PlanDocument;
  readonly scenes: SceneClient;
  readonly notifier: Notifier;
  readonly keeper: () => PlanKeeper;
  /** A city is on the stage, with its plan already open. */
  readonly onStage: (city: City, isNewCity: boolean) => void;
}

interface OpenedCity {
  readonly city: City;
  readonly report: ImportReport | null;
  /** Its package, to be kept. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
}

export function createOpener({ session, plan, scenes, notifier, keeper, onStage }: OpenerOptions): Opener {
  let current: AbortController | null = null;

  /** Runs one task at a time: a new one ends the one before. */
  const run = async (label: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    current?.abort();
    const controller = new AbortController();
    current = controller;
    session.patch({ task: { label, fraction: null, cancellable: true } });
    try {
      await work(controller.signal);
    } catch (reason) {
      if (!isAbort(reason) && current === controller) notifier.fail('open-failed', `${label} did not work.`, reason);
    } finally {
      if (current === controller) {
        current = null;
        session.patch({ task: null });
      }
    }
  };

  const readCity = async (files: readonly NamedFile[], signal: AbortSignal): Promise<OpenedCity | null> => {
    // The worker takes the buffers; a package is kept as it came.
    const only = files.length === 1 ? files[0] : undefined;
    const original = only !== undefined && isPackage(only.bytes) ? only.bytes.slice() : null;
    const result = await scenes.importFiles(files, {
      signal,
      onProgress: ({ step, fraction }) => {
        if (!signal.aborted) session.patch({ task: { label: step, fraction, cancellable: true } });
      },
    });
    signal.throwIfAborted();
    if (!result.ok) {
      notifier.tell('bad', result.problem);
      return null;
    }
    const { city, report } = result;
    return { city, report, bytes: () => (original === null ? scenes.packageCity(city) : Promise.resolve(original)) };
  };

  const readPlan = (text: string, place: string): Scenario | null => {
    const outcome = readScenario(text, place);
    if (outcome.ok) return outcome.value;
    notifier.tell('bad', outcome.problem);
    return null;
  };

  /** Puts a city and its plan on the stage in one step. */
  const stage = (opened: OpenedCity, scenario: Scenario, row: StoredPlan | null, showReport: boolean): void => {
    const isNewCity = session.get().city?.manifest.id !== opened.city.manifest.id;
    session.patch({
      city: opened.city,
      report: opened.report,
      selection: [],
      picked: null,
      hover: null,
      tool: 'select',
      reportOpen: showReport && opened.report !== null,
    });
    plan.load(scenario);
    onStage(opened.city, isNewCity);
    if (row === null) keeper().keepNew();
    else keeper().keepOn(row);
    keeper().keepScene(opened.city, opened.report, opened.bytes);
  };

  const openCity = async (
    files: readonly NamedFile[],
    planText: { readonly name: string; readonly text: string } | null,
    signal: AbortSignal,
    showReport: boolean,
  ): Promise<void> => {
    const scenario = planText === null ? null : readPlan(planText.text, planText.name);
    if (planText !== null && scenario === null) return;
    const opened = await readCity(files, signal);
    if (opened === null) return;
    const { city } = opened;
    const kept = session.get().city?.manifest.id === city.manifest.id ? plan.scenario() : null;
    await keeper().flush();
    stage(opened, scenario === null ? (kept ?? emptyPlan(city)) : onto(scenario, city), null, showReport);
  };

  /** Opens the city a plan stands on from what this browser keeps or the app serves; null when it is in neither. */
  const cityOf = async (scenario: Scenario, signal: AbortSignal): Promise<OpenedCity | null> => {
    const { city, report } = session.get();
    if (city?.manifest.id === scenario.scene.id) return { city, report, bytes: () => scenes.packageCity(city) };
    const kept = await keeper().scene(scenario.scene.id);
    if (kept !== null) {
      const opened = await readCity([{ name: `${kept.name}.zip`, bytes: kept.bytes }], signal);
      return opened === null ? null : { ...opened, report: readReport(kept.report) ?? opened.report };
    }
    const demo = await fetchDemo(signal);
    const opened = demo === null ? null : await readCity([demo.scene], signal);
    if (opened?.city.manifest.id === scenario.scene.id) return opened;
    notifier.say(
      'bad',
      'scene-missing',
      `The plan “${scenario.name}” stands on the city “${scenario.scene.name}”, which is not open: drop the plan together with that city’s file.`,
    );
    return null;
  };

  return {
    openFiles: (files) =>
      run(files.length === 1 && files[0] !== undefined ? `Opening ${files[0].name}` : 'Opening files', async (signal) => {
        const taken = await takeIn(files);
        signal.throwIfAborted();
        if (!taken.ok) {
          notifier.tell('bad', taken.problem);
          return;
        }
        const { sources, plan: planText } = taken.value;
        if (sources.length > 0) {
          await openCity(sources, planText, signal, true);
          return;
        }
        const scenario = planText === null ? null : readPlan(planText.text, planText.name);
        const opened = scenario === null ? null : await cityOf(scenario, signal);
        if (scenario === null || opened === null) return;
        await keeper().flush();
        stage(opened, scenario, null, false);
      }),
    openDemo: () =>
      run('Opening the demo city', async (signal) => {
        const demo = await fetchDemo(signal);
        if (demo === null) {
          notifier.say('bad', 'no-demo', 'This copy of Sightline is served without its demo city: drop a city’s file instead.');
          return;
        }
        await openCity([demo.scene], demo.plan, signal, false);
      }),
    async openKept(key) {
      let done = false;
      await run('Opening your plan', async (signal) => {
        const row = await keeper().row(key);
        const scenario = row === null ? null : readPlan(row.text, row.name);
        const opened = scenario === null ? null : await cityOf(scenario, signal);
        if (row === null || scenario === null || opened === null) return;
        await keeper().flush();
        stage(opened, scenario, row, false);
        done = true;
      });
      return done;
    },
    newPlan() {
      const { city } = session.get();
      if (city === null) return;
      void keeper()
        .flush()
        .then(() => {
          plan.load(emptyPlan(city));
          session.patch({ selection: [], tool: 'select' });
          keeper().keepNew();
        });
    },
    follow(row) {
      const scenario = readPlan(row.text, row.name);
      if (scenario === null || scenario.scene.id !== session.get().city?.manifest.id) return;
      plan.load(scenario);
      notifier.say('info', 'other-tab', `“${row.name}” was changed in another tab; this tab shows it as it is now.`);
    },
    cancel() {
      current?.abort();
      current = null;
      session.patch({ task: null });
    },
  };
}

/** The plan on this very city: in its frame, under its id. */
function onto(scenario: Scenario, city: City): Scenario {
  const { id, name, origin } = city.manifest;
  return { ...reframeScenario(scenario, origin), scene: { id, name, origin } };
}

function readReport(text: string | null): ImportReport | null {
  if (text === null) return null;
  try {
    const checked = importReportSchema.safeParse(JSON.parse(text));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}
