import type { Geometry } from 'geojson';
import type { ImportProgress } from '#model/import-job.ts';
import type { Outcome } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';

/** One row of a table of features, as its file has it. */
export interface TableFeature {
  /** Place in the file, from 0; part of the ids of what becomes of it where the file has none. */
  readonly index: number;
  /** In the file's own coordinates, east (or longitude) first, third coordinate kept; `null`: the row has none. */
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a file of features holds, before anyone has said what they are. */
export interface FeatureTable {
  /** For people: “GeoJSON”. */
  readonly format: string;
  /** `EPSG:…`, a WKT or a proj4 definition; `null` where the file does not say. */
  readonly coordinateSystem: string | null;
  readonly features: readonly TableFeature[];
  /** Line of the file, from 1, on which each row begins, by {@link TableFeature.index}; absent where the format has none. */
  readonly lines?: readonly number[];
  /** Things that opening left out or repaired, one sentence each with its count; absent where there is none. */
  readonly remarks?: readonly { readonly sentence: string; readonly count: number }[];
}

/** Opens one format. Yields often enough to be stopped; bad input is a problem with a sentence and a place. */
export type TableOpener = (input: SourceInput) => AsyncGenerator<ImportProgress, Outcome<FeatureTable>>;
