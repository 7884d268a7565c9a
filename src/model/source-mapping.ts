import { z } from 'zod';

/** How the features of a table (GeoJSON, Shapefile, FlatGeobuf, GeoPackage, CSV, GTFS stops) become parts of a city. */

export const featureRoles = [
  'buildings',
  'trees',
  'mounts',
  'sites',
  'zones',
  'surveillance',
  'demand',
  /** From one place to another, a number an hour: lines, rows with two places, or matrices by zone. */
  'trips',
  'streets',
  'areas',
  'barriers',
  /** Only of a raster: the ground of the scene. */
  'elevation',
  'ignore',
] as const;
export type FeatureRole = (typeof featureRoles)[number];

const property = z.string().min(1).max(200).nullable();

/** Properties are named as the file names them; `null`: the file has none for it. */
export const sourceMappingSchema = z.strictObject({
  role: z.enum(featureRoles),
  /** `EPSG:…`, a WKT or a proj4 definition; `null`: as the file says, else WGS 84. */
  coordinateSystem: z.string().max(10_000).nullable(),
  /** Columns of a table without geometry. */
  x: property,
  y: property,
  id: property,
  name: property,
  /** Value of the feature's own kind (building use, mount kind, site kind, mode of a trip, …). */
  kind: property,
  height: property,
  minHeight: property,
  levels: property,
  /** Unit of height and minHeight. */
  heightUnit: z.enum(['m', 'ft']),
  /** A height that the source gives where it knows none; buildings with it count as guessed. */
  defaultHeight: z.number().nullable(),
  /** Compass heading of a camera or plate reader. */
  direction: property,
  /** Number of people, vehicles or a share; of trips how many there are in the time that the unit names (`trips/h`, `trips/day`). */
  weight: property,
  weightUnit: z.string().max(50),
  /** Id of the building that a row without coordinates is about. */
  joinBuilding: property,
  /** Of trips: columns of the destination; those of the origin are x and y. */
  toX: property.default(null),
  toY: property.default(null),
  /**
   * Of trips without coordinates: ids of the zones. `from` alone: a matrix, whose other columns are named by the zones that
   * trips go to.
   */
  from: property.default(null),
  to: property.default(null),
  /** Heights come from a survey or cadastre and stand above tagged and guessed ones. */
  measured: z.boolean(),
});
export type SourceMapping = z.infer<typeof sourceMappingSchema>;

export const emptyMapping: SourceMapping = {
  role: 'ignore',
  coordinateSystem: null,
  x: null,
  y: null,
  id: null,
  name: null,
  kind: null,
  height: null,
  minHeight: null,
  levels: null,
  heightUnit: 'm',
  defaultHeight: null,
  direction: null,
  weight: null,
  weightUnit: '',
  joinBuilding: null,
  toX: null,
  toY: null,
  from: null,
  to: null,
  measured: false,
};

export interface PropertySummary {
  readonly name: string;
  readonly type: 'number' | 'text' | 'boolean' | 'mixed';
  /** Features that have it. */
  readonly filled: number;
  /** Up to three values, as text. */
  readonly examples: readonly string[];
}

/** What is asked about a table before it is read, with the guess that stands unless someone changes it. */
export interface SourceQuestion {
  /** Name of the file. */
  readonly file: string;
  /** For example “GeoJSON”. */
  readonly format: string;
  readonly features: number;
  readonly geometry: 'points' | 'lines' | 'polygons' | 'mixed' | 'none';
  /** Of the file, for people; `null` where it does not say. */
  readonly coordinateSystem: string | null;
  readonly properties: readonly PropertySummary[];
  readonly guess: SourceMapping;
  /** True where the file lies nowhere until someone names its coordinate system or the place of its zero. */
  readonly placeMissing?: boolean;
  /** Why the guess is what it is, one short sentence each. */
  readonly reasons: readonly string[];
}

/** Choices of an import: what the dialog or the command line says. */
export const importOptionsSchema = z.strictObject({
  /** File name → mapping; a file that is not named takes the guess. */
  mappings: z.record(z.string(), sourceMappingSchema),
  /** Where a source in local coordinates (SUMO, CityJSON without a system) lies: degrees of its own zero. */
  localOrigin: z
    .strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-84).max(84) })
    .nullable(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

export const defaultImportOptions: ImportOptions = { mappings: {}, localOrigin: null };
