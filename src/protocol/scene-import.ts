import type { City } from '#model/city.ts';
import type { CityExportFormat, ExportFile } from '#model/city-export.ts';
import type { ImportProgress, ImportResult, SourceFile } from '#model/import-job.ts';
import type { Outcome } from '#model/result.ts';
import type { ImportOptions, SourceQuestion } from '#model/source-mapping.ts';

export type { ImportProgress, ImportResult, SourceFile } from '#model/import-job.ts';

/** Calls between the page and the scene worker. Cancelling is the client's: it ends the worker. */
export interface SceneWorker {
  /** What has to be asked before these files are read; empty for formats that speak for themselves. */
  inspectFiles(files: readonly SourceFile[]): Promise<Outcome<readonly SourceQuestion[]>>;
  /** Several files make one scene; a scene package (.zip) opens as it was saved. */
  importFiles(
    files: readonly SourceFile[],
    options: ImportOptions,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<ImportResult>;
  /** A city in an open format, as one file. */
  exportCity(city: City, format: CityExportFormat): Promise<Outcome<ExportFile>>;
  /** Scene package (.zip) of a city. */
  packageCity(city: City): Promise<Uint8Array<ArrayBuffer>>;
}
