import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import type { Problem } from '#model/result.ts';

/** Calls between the page and the scene worker. Cancelling is the client's: it ends the worker. */

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ImportProgress {
  /** What is being done, for people: “Reading buildings”. */
  readonly step: string;
  /** 0 to 1 over the whole import. */
  readonly fraction: number;
}

export type ImportResult =
  | { readonly ok: true; readonly city: City; readonly report: ImportReport }
  | { readonly ok: false; readonly problem: Problem };

export interface SceneWorker {
  /** Several files make one scene; a scene package (.zip) opens as it was saved. Takes the buffers. */
  importFiles(files: readonly NamedFile[], onProgress: (progress: ImportProgress) => void): Promise<ImportResult>;
  /** Scene package (.zip) of a city. */
  packageCity(city: City): Promise<Uint8Array<ArrayBuffer>>;
}
