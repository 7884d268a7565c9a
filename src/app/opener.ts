import type { City } from '#model/city.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { Scenario } from '#model/scenario.ts';
import type { EditNote } from '#model/scene-edit.ts';
import type { SourceFile } from '#protocol/scene-import.ts';
import { fetchArea } from '#scene/overpass/fetch-area.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { StoredPlan } from '#state/plan-storage.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { canCarry, onto } from './carry-plan.ts';
import type { CityEditor } from './city-editor.ts';
import type { CityReader, OpenedCity } from './city-reader.ts';
import { fetchDemo, workedPlans } from './demo.ts';
import { takeIn } from './file-intake.ts';
import { emptyPlan } from './new-plan.ts';
import { isAbort, type Notifier } from './notices.ts';
import type { PlanKeeper } from './plan-keeper.ts';

/** Opens cities and plans, one at a time; what is open stays as it is until the new one is there. */
export interface Opener {
  openFiles(files: readonly File[]): Promise<void>;
  /** With the worked plan of this file, else the first one. */
  openDemo(planFile?: string): Promise<void>;
  /** Fetches a rectangle of OpenStreetMap from an Overpass service and opens it. */
  openArea(box: GeographicBox, endpoint: string): Promise<void>;
  /** False when nothing readable is kept under the key; true when it was opened, and when the user stopped it. */
  openKept(key: string): Promise<boolean>;
  newPlan(): void;
  /** Takes the plan that was left behind by the last opening to the city on the stage, as a plan of its own. */
  carryPlanOver(): Promise<void>;
  /** Shows the plan as another tab has saved it. */
  follow(row: StoredPlan): void;
  cancel(): void;
}

export interface OpenerOptions {
  readonly session: WritableStore<SessionState>;
  readonly plan: PlanDocument;
  readonly editor: CityEditor;
  readonly reader: CityReader;
  readonly notifier: Notifier;
  readonly keeper: () => PlanKeeper;
  /** A city is on the stage, with its plan already open. */
  readonly onStage: (city: City, isNewCity: boolean) => void;
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

export function createOpener(options: OpenerOptions): Opener {
  const { session, plan, reader, notifier, keeper } = options;
  const tasks = createTaskRunner(session, notifier);
  let left: { readonly scenario: Scenario; readonly opened: OpenedCity } | null = null;

  /** Puts a city and its plan on the stage in one step, once what was open is saved. */
  const stage = async (
    opened: OpenedCity,
    scenario: Scenario,
    from: { readonly row: StoredPlan | null; readonly showReport: boolean; readonly signal: AbortSignal },
  ): Promise<void> => {
    await keeper().flush();
    from.signal.throwIfAborted();
    const { city: base, report } = opened;
    const edited = options.editor.stage(base, scenario.sceneEdits);
    const { city } = edited;
    const isNewCity = session.get().city?.manifest.id !== city.manifest.id;
    const reportOpen = from.showReport && report !== null;
    const nothingChosen = {
      selection: [],
      picked: null,
      hover: null,
      tool: 'select',
      draft: [],
      ghost: null,
      measure: [],
    } as const;
    session.patch({ ...edited, report, ...nothingChosen, reportOpen });
    plan.load(scenario);
    options.onStage(city, isNewCity);
    if (from.row === null) keeper().keepNew();
    else keeper().keepOn(from.row);
    keeper().keepScene(base, report, opened.bytes);
    left = null;
    notifier.stopOffering();
    tellWaiting(edited.editNotes, notifier);
  };

  /** A city from files, with the plan that came along, else with the open plan if it stands on this very city. */
  const openCity = async (
    files: readonly SourceFile[],
    planText: NamedText | null,
    showReport: boolean,
    signal: AbortSignal,
  ): Promise<void> => {
    const scenario = planText === null ? null : reader.readPlan(planText.text, planText.name);
    if (planText !== null && scenario === null) return;
    const opened = await reader.readCity(files, signal);
    if (opened === null) return;
    const { city } = opened;
    const before = session.get().baseCity;
    const open = plan.file();
    const kept = before?.manifest.id === city.manifest.id ? open : null;
    await stage(opened, scenario === null ? (kept ?? emptyPlan(city)) : onto(scenario, city), {
      row: null,
      showReport,
      signal,
    });
    if (scenario !== null || kept !== null || before === null || open === null) return;
    if (!canCarry(open, before.manifest, city.manifest)) return;
    left = { scenario: open, opened };
    notifier.offerPlan(`“${open.name}” stays with the city as it was before; here a new plan is open.`);
  };

  /** A plan alone, on the city it says it stands on. */
  const openPlan = async (planText: NamedText, row: StoredPlan | null, signal: AbortSignal): Promise<boolean> => {
    const scenario = reader.readPlan(planText.text, planText.name);
    const opened = scenario === null ? null : await reader.cityOf(scenario, signal);
    if (scenario === null || opened === null) return false;
    await stage(opened, scenario, { row, showReport: false, signal });
    return true;
  };

  const takeFiles = async (files: readonly File[], signal: AbortSignal): Promise<void> => {
    const taken = await takeIn(files);
    signal.throwIfAborted();
    if (!taken.ok) notifier.tell('bad', taken.problem);
    else if (taken.value.sources.length > 0) await openCity(taken.value.sources, taken.value.plan, true, signal);
    else if (taken.value.plan !== null) await openPlan(taken.value.plan, null, signal);
  };

  const takeDemo = async (planFile: string, signal: AbortSignal): Promise<void> => {
    const demo = await fetchDemo(planFile, signal);
    if (demo !== null) await openCity([demo.scene], demo.plan, false, signal);
    else {
      const sentence = 'This copy of Sightline is served without its demo city: drop a city’s file instead.';
      notifier.say('bad', 'no-demo', sentence);
    }
  };

  return {
    async openFiles(files) {
      const [first, second] = files;
      const label = first !== undefined && second === undefined ? `Opening ${first.name}` : 'Opening files';
      await tasks.run(label, (signal) => takeFiles(files, signal));
    },
    async openArea(box, endpoint) {
      await tasks.run('Fetching the area', async (signal) => {
        const onProgress = (bytes: number): void => {
          const label = `Fetching the area: ${(bytes / 1e6).toFixed(1)} MB`;
          if (!signal.aborted) session.patch({ task: { label, fraction: null, cancellable: true } });
        };
        const outcome = await fetchArea(box, { endpoint, fetch: (url, init) => fetch(url, init), signal, onProgress });
        signal.throwIfAborted();
        if (outcome.ok) await openCity([outcome.value], null, true, signal);
        else notifier.tell('bad', outcome.problem);
      });
    },
    async openDemo(planFile = workedPlans[0]?.file ?? '') {
      await tasks.run('Opening the demo city', (signal) => takeDemo(planFile, signal));
    },
    async openKept(key) {
      let opened = false;
      const end = await tasks.run('Opening your plan', async (signal) => {
        const row = await keeper().row(key);
        opened = row !== null && (await openPlan(row, row, signal));
      });
      return opened || end === 'stopped';
    },
    newPlan() {
      const { city } = session.get();
      if (city === null) return;
      void keeper()
        .flush()
        .then(() => {
          plan.load(emptyPlan(city));
          session.patch({ selection: [], picked: null, tool: 'select', draft: [] });
          keeper().keepNew();
        })
        .catch((reason: unknown) => notifier.fail('new-plan-failed', 'The open plan could not be kept.', reason));
    },
    async carryPlanOver() {
      const from = left;
      if (from === null) return;
      await tasks.run('Carrying the plan over', async (signal) => {
        const scenario = { ...onto(from.scenario, from.opened.city), id: crypto.randomUUID() };
        await stage(from.opened, scenario, { row: null, showReport: false, signal });
      });
    },
    follow(row) {
      const scenario = reader.readPlan(row.text, row.name);
      if (scenario === null || scenario.scene.id !== session.get().city?.manifest.id) return;
      plan.load(scenario);
      const sentence = `“${row.name}” was changed in another tab; this tab shows it as it is now.`;
      notifier.say('info', 'other-tab', sentence);
    },
    cancel: () => tasks.cancel(),
  };
}

/** Says which corrections find nothing to correct in a city that was just opened. */
function tellWaiting(notes: readonly EditNote[], notifier: Notifier): void {
  const waiting = notes.filter(({ kind }) => kind !== 'changed');
  if (waiting.length === 0) return;
  const first = waiting[0]?.sentence ?? '';
  const sentence =
    waiting.length === 1
      ? `One correction of this plan takes no effect here and is kept: ${first.charAt(0).toLowerCase()}${first.slice(1)}`
      : `${waiting.length} corrections of this plan take no effect here and are kept; each says why in the list of corrections.`;
  notifier.say('warn', 'edits-waiting', sentence);
}

interface TaskRunner {
  run(label: string, work: (signal: AbortSignal) => Promise<void>): Promise<'ended' | 'stopped'>;
  cancel(): void;
}

/** Runs one task at a time and shows it: a new one stops the one before. */
function createTaskRunner(session: WritableStore<SessionState>, notifier: Notifier): TaskRunner {
  let current: AbortController | null = null;
  return {
    async run(label, work) {
      current?.abort();
      const controller = new AbortController();
      current = controller;
      session.patch({ reportOpen: false, task: { label, fraction: null, cancellable: true } });
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
      return controller.signal.aborted ? 'stopped' : 'ended';
    },
    cancel() {
      current?.abort();
      current = null;
      session.patch({ task: null });
    },
  };
}
