import type { City } from '#model/city.ts';
import type { ImportProgress, ImportResult, SourceFile } from '#model/import-job.ts';

export type { ImportProgress, ImportResult, SourceFile } from '#model/import-job.ts';

/** Calls between the page and the scene worker. Cancelling is the client's: it ends the worker. */
export interface SceneWorker {
  /** Several files make one scene; a scene package (.zip) opens as it was saved. Takes the buffers. */
  importFiles(files: readonly SourceFile[], onProgress: (progress: ImportProgress) => void): Promise<ImportResult>;
  /** Scene package (.zip) of a city. */
  packageCity(city: City): Promise<Uint8Array<ArrayBuffer>>;
}
