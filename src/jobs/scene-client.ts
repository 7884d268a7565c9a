import { proxy } from 'comlink';
import type { City } from '#model/city.ts';
import type { CityExportFormat, ExportFile } from '#model/city-export.ts';
import type { Outcome } from '#model/result.ts';
import { defaultImportOptions, type ImportOptions, type SourceQuestion } from '#model/source-mapping.ts';
import type { ImportProgress, ImportResult, SceneWorker, SourceFile } from '#protocol/scene-import.ts';
import { abortError } from './abort.ts';
import type { Endpoint } from './endpoint.ts';

export interface SceneClient {
  /** What has to be asked before these files are read. Rejects with an AbortError as soon as the signal fires. */
  inspectFiles(
    files: readonly SourceFile[],
    options: { readonly signal: AbortSignal },
  ): Promise<Outcome<readonly SourceQuestion[]>>;
  /**
   * Reads files into a city in a worker of its own. Rejects with an AbortError as soon as the
   * signal fires: the worker is ended, wherever it is. Progress comes at most every 50 ms.
   */
  importFiles(
    files: readonly SourceFile[],
    options: {
      /** What was answered; every guess stands where it is absent. */
      readonly choices?: ImportOptions;
      readonly onProgress: (progress: ImportProgress) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<ImportResult>;
  /** A city in an open format, as one file. */
  exportCity(city: City, format: CityExportFormat): Promise<Outcome<ExportFile>>;
  packageCity(city: City): Promise<Uint8Array<ArrayBuffer>>;
}

export function createSceneClient(createWorker: () => Endpoint<SceneWorker>): SceneClient {
  const withWorker = async <T>(signal: AbortSignal | null, work: (worker: SceneWorker) => Promise<T>): Promise<T> => {
    if (signal?.aborted) throw abortError();
    const endpoint = createWorker();
    const stopped = Promise.withResolvers<never>();
    const stop = () => stopped.reject(abortError());
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work(endpoint.remote), endpoint.failed, stopped.promise]);
    } finally {
      signal?.removeEventListener('abort', stop);
      endpoint.dispose();
    }
  };
  return {
    inspectFiles: (files, { signal }) => withWorker(signal, (worker) => worker.inspectFiles(files)),
    importFiles(files, { choices = defaultImportOptions, onProgress, signal }) {
      return withWorker(signal, (worker) => worker.importFiles(files, choices, proxy(onProgress)));
    },
    exportCity: (city, format) => withWorker(null, (worker) => worker.exportCity(city, format)),
    packageCity: (city) => withWorker(null, (worker) => worker.packageCity(city)),
  };
}
