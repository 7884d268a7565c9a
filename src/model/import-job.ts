import type { City } from './city.ts';
import type { ImportReport } from './import-report.ts';
import type { Problem } from './result.ts';

/** A file as it was dropped on the page or named on the command line. */
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
