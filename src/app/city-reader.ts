import type { SceneClient } from '#jobs/scene-client.ts';
import type { City } from '#model/city.ts';
import { type ImportReport, importReportSchema } from '#model/import-report.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { Scenario } from '#model/scenario.ts';
import { defaultImportOptions } from '#model/source-mapping.ts';
import type { SourceFile } from '#protocol/scene-import.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { fetchDemo } from './demo.ts';
import { isPackage } from './file-intake.ts';
import type { ImportAsker } from './import-asker.ts';
import type { Notifier } from './notices.ts';
import type { PlanKeeper } from './plan-keeper.ts';

/** A city that was read and is not on the stage yet. */
export interface OpenedCity {
  readonly city: City;
  readonly report: ImportReport | null;
  /** Its package, to be kept. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** Reads cities and plans; null after a problem, which the user has then been told. */
export interface CityReader {
  /** Rejects with an AbortError when the signal fires. */
  readCity(files: readonly SourceFile[], signal: AbortSignal): Promise<OpenedCity | null>;
  readPlan(text: string, fileName: string): Scenario | null;
  /** The city a plan stands on: the open one, one kept in this browser, or the one that is served with the app. */
  cityOf(scenario: Scenario, signal: AbortSignal): Promise<OpenedCity | null>;
}

export interface CityReaderOptions {
  readonly session: WritableStore<SessionState>;
  readonly scenes: SceneClient;
  readonly asker: ImportAsker;
  readonly notifier: Notifier;
  readonly keeper: () => PlanKeeper;
}

export function createCityReader({ session, scenes, asker, notifier, keeper }: CityReaderOptions): CityReader {
  const readCity = async (files: readonly SourceFile[], signal: AbortSignal): Promise<OpenedCity | null> => {
    // A package is kept as it came.
    const only = files.length === 1 ? files[0] : undefined;
    const original = only !== undefined && (await isPackage(only.blob)) ? only.blob : null;
    const questions = await scenes.inspectFiles(files, { signal });
    signal.throwIfAborted();
    if (!questions.ok) {
      notifier.tell('bad', questions.problem);
      return null;
    }
    const choices = questions.value.length === 0 ? defaultImportOptions : await asker.ask(questions.value, signal);
    if (choices === null) return null;
    const result = await scenes.importFiles(files, {
      choices,
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
    return {
      city,
      report,
      bytes: () =>
        original === null ? scenes.packageCity(city) : original.arrayBuffer().then((buffer) => new Uint8Array(buffer)),
    };
  };

  return {
    readCity,
    readPlan(text, fileName) {
      const outcome = readScenario(text, fileName);
      if (outcome.ok) return outcome.value;
      notifier.tell('bad', outcome.problem);
      return null;
    },
    async cityOf({ name, scene }, signal) {
      const { baseCity: city, report } = session.get();
      if (city?.manifest.id === scene.id) return { city, report, bytes: () => scenes.packageCity(city) };
      const kept = await keeper().scene(scene.id);
      if (kept !== null) {
        const opened = await readCity([{ name: `${kept.name}.zip`, blob: new Blob([kept.bytes]) }], signal);
        return opened === null ? null : { ...opened, report: readReport(kept.report) ?? opened.report };
      }
      const demo = await fetchDemo(null, signal);
      const opened = demo === null ? null : await readCity([demo.scene], signal);
      if (opened?.city.manifest.id === scene.id) return opened;
      notifier.say(
        'bad',
        'scene-missing',
        `The plan “${name}” stands on the city “${scene.name}”, which is not open: drop the plan together with that city’s file.`,
      );
      return null;
    },
  };
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
