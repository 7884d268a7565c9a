import type { Frame } from '#geo/frame.ts';
import type { CityLayers, TerrainGrid } from '#model/city.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import type { Outcome, Problem } from '#model/result.ts';
import type { Bounds } from '#model/scene.ts';
import type { SourceMapping, SourceQuestion } from '#model/source-mapping.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { TripJoin } from '../merge/layers-source.ts';

/** Files that are read together: one file, or the parts of a Shapefile. */
export interface SourceInput {
  /** Name for people and for the mapping: that of the first file. */
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** What a look at a source tells before the scene's place is settled. */
export interface SourceProbe {
  /** `null` where the source has no place of its own (a table of weights by building id). */
  readonly extent: GeographicBox | null;
  /** `null` where nothing has to be asked. */
  readonly question: SourceQuestion | null;
  /**
   * Why there is no extent although there are coordinates: a wrong or missing coordinate system. It is asked for, and ends an
   * import where nobody answers.
   */
  readonly unplaced?: Problem;
}

/** Where the scene lies, and what stands below it. */
export interface Placement {
  readonly frame: Frame;
  /** What lies outside is dropped with a note. */
  readonly reach: Bounds;
  readonly terrain: TerrainGrid | null;
  /** Index of the source in the manifest, for {@link CityLayers.buildings}. */
  readonly source: number;
  /** Degrees of a local source's zero; `null` unless someone said so. */
  readonly localOrigin: { readonly longitude: number; readonly latitude: number } | null;
}

/** What a source gives. Rows that name a building by id instead of a place are left in `joins`. */
export interface SourceLayers {
  readonly layers: Omit<CityLayers, 'terrain'>;
  /** Counts of the report, with names of this source's own. */
  readonly counts: Readonly<Record<string, number>>;
  readonly joins: readonly { readonly buildingId: string; readonly weight: number; readonly unit: string }[];
  /** Rows of trips that name zones instead of places; absent where there are none. */
  readonly tripJoins?: readonly TripJoin[];
  readonly licence: string;
  readonly attribution: string;
}

/** One format. Bad input is a problem with a sentence; `ProblemError`s thrown inside are taken as such. */
export interface SourceReader {
  /** For people: “GeoJSON”. */
  readonly format: string;
  /** `localOrigin`: as in {@link Placement}; a source in local coordinates has an extent only with one. */
  probe(
    input: SourceInput,
    mapping: SourceMapping | null,
    localOrigin?: Placement['localOrigin'],
  ): Promise<Outcome<SourceProbe>>;
  /** Yields often enough to be stopped. `mapping` is the guess of the probe unless someone changed it. */
  read(
    input: SourceInput,
    mapping: SourceMapping | null,
    placement: Placement,
    notes: ImportNotes,
  ): AsyncGenerator<ImportProgress, Outcome<SourceLayers>>;
}
