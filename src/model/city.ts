import type { SceneManifest } from './scene.ts';

/**
 * A scene in memory. All coordinates are local metres (x east, y north, z up; z = orthometric height − origin height)
 * on the grid of 1/1024 m (see `geo/quantum.ts`), so every vertex is exact in float32 and differences multiply exactly
 * in float64. Typed arrays only where there is geometry, so that a city moves between threads by structured clone.
 */
export interface City {
  readonly manifest: SceneManifest;
  readonly buildings: readonly Building[];
  readonly prisms: PrismTable;
  /** `null`: level ground at z = 0. */
  readonly terrain: TerrainGrid | null;
  readonly streets: readonly Street[];
  readonly areas: readonly Area[];
  readonly mounts: readonly Mount[];
  readonly trees: readonly Tree[];
  readonly sites: readonly Site[];
  readonly surveillance: readonly SurveillanceNode[];
}

export type HeightSource = 'height' | 'levels' | 'default';

/** What is known of a building (or of a building part that replaces its outline); its solids are rows of {@link PrismTable}. */
export interface Building {
  /** Source id, for example `way/123`, `relation/4`, `demo/17`. */
  readonly id: string;
  readonly name: string | null;
  /** Value of `building` or `building:part`, for example `residential`, `yes`, `roof`. */
  readonly use: string;
  readonly isPart: boolean;
  /** Id of the outline that this part replaces, where known. */
  readonly outlineId: string | null;
  readonly heightSource: HeightSource;
  /** Metres from the ground to the top and to the underside, as read or guessed. */
  readonly heightMeters: number;
  readonly minHeightMeters: number;
  readonly roofShape: string | null;
}

/**
 * Solids: vertical prisms over a polygon with holes. Outer ring counter-clockwise, holes clockwise, no closing vertex,
 * no zero-length edge, no self-crossing. One building may own several prisms (multipolygons).
 */
export interface PrismTable {
  readonly count: number;
  /** Row → index in {@link City.buildings}. */
  readonly building: Uint32Array;
  /** count + 1; prism p owns rings ringStart[p] … ringStart[p+1] − 1; the first is the outer ring. */
  readonly ringStart: Uint32Array;
  /** rings + 1; ring r owns vertices vertexStart[r] … vertexStart[r+1] − 1. */
  readonly vertexStart: Uint32Array;
  /** 2 × vertices: x, y. */
  readonly xy: Float64Array;
  /** Underside and top, z metres. The underside of a prism that stands is the lowest terrain under its footprint. */
  readonly baseZ: Float64Array;
  readonly topZ: Float64Array;
  /**
   * 1 where a ray may pass beneath the underside (passages, bridges, canopies); 0 where the prism stands on the ground, or
   * wholly on other prisms that do and fill everything beneath it.
   */
  readonly raised: Uint8Array;
}

/**
 * Regular grid of heights. Each cell is split by the diagonal from its south-west to its north-east corner; that
 * triangulated surface is the ground for everything that Sightline computes. Beyond the grid the border heights go on.
 */
export interface TerrainGrid {
  /** South-west vertex, local metres. */
  readonly originX: number;
  readonly originY: number;
  /** A power of two, metres. */
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
  /** rows × columns, row 0 in the south, z metres on the 1/1024 m grid. */
  readonly heights: Float32Array;
}

export const streetClasses = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'service',
  'pedestrian',
  'footway',
  'cycleway',
  'path',
  'steps',
  'track',
  'rail',
  'tram',
] as const;
export type StreetClass = (typeof streetClasses)[number];

export interface Street {
  readonly id: string;
  readonly class: StreetClass;
  readonly name: string | null;
  /** 2 × points. */
  readonly xy: Float64Array;
  readonly widthMeters: number;
  readonly lanes: number | null;
  readonly oneway: boolean;
  readonly bridge: boolean;
  readonly tunnel: boolean;
  readonly layer: number;
  readonly lit: boolean | null;
  readonly maxSpeedKmh: number | null;
}

export const areaKinds = ['water', 'green', 'square', 'platform', 'parking'] as const;
export type AreaKind = (typeof areaKinds)[number];

export interface Area {
  readonly id: string;
  readonly kind: AreaKind;
  readonly name: string | null;
  /** Outer ring first (counter-clockwise), then holes (clockwise); no closing vertex. */
  readonly rings: readonly Float64Array[];
}

export const mountKinds = ['lamp', 'signal', 'pole'] as const;
export type MountKind = (typeof mountKinds)[number];

export interface Mount {
  readonly id: string;
  readonly kind: MountKind;
  readonly x: number;
  readonly y: number;
  /** Height of the mount itself; null where the source does not tell. */
  readonly heightMeters: number | null;
}

export interface Tree {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Total height and crown radius, metres. */
  readonly heightMeters: number;
  readonly crownRadiusMeters: number;
}

export const siteKinds = [
  'school',
  'hospital',
  'station',
  'townhall',
  'police',
  'fire_station',
  'university',
  'other',
] as const;
export type SiteKind = (typeof siteKinds)[number];

/** A critical location. */
export interface Site {
  readonly id: string;
  readonly kind: SiteKind;
  readonly name: string | null;
  readonly x: number;
  readonly y: number;
  /** Perimeter where the source has one, as in {@link Area.rings}; empty for a point. */
  readonly rings: readonly Float64Array[];
}

/** An existing surveillance node as the source has it; not a device of the plan. */
export interface SurveillanceNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly tags: Readonly<Record<string, string>>;
}
