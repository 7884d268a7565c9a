import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import { createAutosave } from '#state/autosave.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { PlanStorage, StoredPlan, StoredScene } from '#state/plan-storage.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Notifier } from './notices.ts';
import { createTabs } from './tabs.ts';

/** Quiet time after a change before it is saved, milliseconds: below what a person notices, above a drag's pace. */
const saveDelayMilliseconds = 400;
/** Plans that were opened but never edited are kept this long, milliseconds: a week. */
const uneditedKeptMilliseconds = 7 * 24 * 3600 * 1000;

/** Keeps the open plan in the browser and in step with other tabs. */
export interface PlanKeeper {
  /** A plan was opened that is not kept yet. */
  keepNew(): void;
  /** A kept plan was opened. */
  keepOn(row: StoredPlan): void;
  /** Keeps the scene that the plan stands on; the package is asked for only where it is not kept yet. */
  keepScene(city: City, report: ImportReport | null, bytes: () => Promise<Uint8Array<ArrayBuffer>>): void;
  scene(id: string): Promise<StoredScene | null>;
  row(key: string): Promise<StoredPlan | null>;
  /** The plan this tab showed last, else the one any tab did. */
  lastKey(): Promise<string | null>;
  flush(): Promise<void>;
  dispose(): void;
}

export interface PlanKeeperOptions {
  readonly storage: PlanStorage;
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly notifier: Notifier;
  /** Shows the row that another tab has saved under the same key. */
  readonly onOtherTab: (row: StoredPlan) => void;
}

export function createPlanKeeper({ storage, plan, session, notifier, onOtherTab }: PlanKeeperOptions): PlanKeeper {
  let edited = false;

  const autosave = createAutosave({
    storage,
    delayMilliseconds: saveDelayMilliseconds,
    snapshot() {
      const scenario = plan.file();
      if (scenario === null) return null;
      const { name, scene } = scenario;
      return {
        name,
        sceneId: scene.id,
        sceneName: scene.name,
        text: JSON.stringify(scenario),
        edited,
        savedAt: Date.now(),
      };
    },
    onStatus: (saveStatus) => session.patch({ saveStatus }),
    onSaved: (key, version) => tabs.tellSaved(key, version),
    onConflict: goOnAsCopy,
    onFailure: (reason) =>
      notifier.fail('save-failed', 'The plan could not be saved in this browser; save it to a file.', reason),
  });

  const tabs = createTabs((key, version) => {
    if (key !== autosave.key() || version <= autosave.version()) return;
    // With changes of its own this tab goes its own way when it saves; see goOnAsCopy.
    if (autosave.dirty() || plan.inGesture()) return;
    storage.plan(key).then(
      (row) => {
        if (row === null || key !== autosave.key() || autosave.dirty()) return;
        edited = row.edited;
        autosave.open(row.key, row.version);
        onOtherTab(row);
      },
      () => undefined,
    );
  });

  function goOnAsCopy(): void {
    const name = plan.scenario()?.name ?? 'Plan';
    autosave.open(crypto.randomUUID(), 0);
    plan.changePlan('Rename', { name: `${name}, copy` }, 'other');
    autosave.touch();
    remember();
    notifier.say(
      'warn',
      'two-tabs',
      `“${name}” was changed in another tab at the same time: this tab goes on as “${name}, copy”, and both are kept.`,
    );
  }

  const remember = (): void => {
    const key = autosave.key();
    if (key === null) return;
    tabs.rememberKey(key);
    storage.rememberLastPlan(key).catch(() => undefined);
    listRecent();
  };

  /** Fills the list of kept plans; without it, Open still opens files. */
  const listRecent = (): void => {
    const key = autosave.key();
    storage.plans().then(
      (rows) =>
        session.patch({
          recentPlans: rows
            .filter((row) => row.edited && row.key !== key)
            .slice(0, 10)
            .map((row) => ({ key: row.key, name: row.name, sceneName: row.sceneName, savedAt: row.savedAt })),
        }),
      () => undefined,
    );
  };

  const stopListening = plan.listen((change) => {
    if (change.source === 'load' || autosave.key() === null) return;
    edited = true;
    autosave.touch();
  });

  const flushWhenHidden = (): void => {
    if (document.visibilityState === 'hidden') void autosave.flush();
  };
  const flushNow = (): void => void autosave.flush();
  document.addEventListener('visibilitychange', flushWhenHidden);
  window.addEventListener('pagehide', flushNow);

  return {
    keepNew() {
      edited = false;
      autosave.open(crypto.randomUUID(), 0);
      autosave.touch();
      autosave
        .flush()
        .then(() => {
          remember();
          return storage.tidy(Date.now() - uneditedKeptMilliseconds);
        })
        .catch(() => undefined);
    },
    keepOn(row) {
      edited = row.edited;
      autosave.open(row.key, row.version);
      remember();
    },
    keepScene(city, report, bytes) {
      const { id, name } = city.manifest;
      const keep = async (): Promise<void> => {
        if ((await storage.scene(id)) !== null) return;
        await storage.saveScene({
          id,
          name,
          bytes: await bytes(),
          report: report === null ? null : JSON.stringify(report),
        });
      };
      keep().catch((reason: unknown) =>
        notifier.fail(
          'scene-not-kept',
          'The city could not be kept in this browser: after a reload, drop its file again.',
          reason,
        ),
      );
    },
    scene: (id) => storage.scene(id),
    row: (key) => storage.plan(key),
    lastKey: async () => {
      listRecent();
      return tabs.rememberedKey() ?? (await storage.lastPlanKey());
    },
    flush: () => autosave.flush(),
    dispose() {
      stopListening();
      void autosave.flush();
      tabs.dispose();
      document.removeEventListener('visibilitychange', flushWhenHidden);
      window.removeEventListener('pagehide', flushNow);
    },
  };
}
