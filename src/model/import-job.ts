import type { City } from './city.ts';
import type { ImportReport } from './import-report.ts';
import type { Problem } from './result.ts';

/**
 * A file as it was dropped on the page or named on the command line. The blob is read piece by piece where the format allows;
 * it moves between threads without a copy.
 */
export interface SourceFile {
  readonly name: string;
  readonly blob: SourceBytes;
}

/** The part of a `Blob` that readers use; what it holds may stay on disk until it is asked for. */
export interface SourceBytes {
  readonly size: number;
  slice(start?: number, end?: number): SourceBytes;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file that has been read whole. */
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
