import type { SceneManifest } from './scene.ts';

/**
 * A scene in memory. All coordinates are local metres (x east, y north, z up; z = orthometric height − origin height)
 * on the grid of 1/1024 m (see `geo/quantum.ts`), so every vertex is exact in float32 and differences multiply exactly
 * in float64. Typed arrays only where there is geometry, so that a city moves between threads by structured clone.
 */
export interface City extends CityLayers {
  readonly manifest: SceneManifest;
}

/** All that a city consists of; `emptyLayers` (empty-layers.ts) has none of it. */
export interface CityLayers {
  readonly buildings: readonly Building[];
  readonly prisms: PrismTable;
  readonly meshes: MeshTable;
  /** `null`: level ground at z = 0. */
  readonly terrain: TerrainGrid | null;
  readonly streets: readonly Street[];
  readonly restrictions: readonly TurnRestriction[];
  readonly crossings: readonly Crossing[];
  readonly barriers: readonly Barrier[];
  readonly areas: readonly Area[];
  readonly mounts: readonly Mount[];
  readonly trees: readonly Tree[];
  readonly sites: readonly Site[];
  readonly portals: readonly Portal[];
  readonly zones: readonly Zone[];
  readonly surveillance: readonly SurveillanceNode[];
  readonly demand: readonly Demand[];
  readonly trips: readonly Trip[];
}

/**
 * Where a height comes from, best first: a measured model (cadastre, laser scan), a planner's correction, a stated height,
 * a count of storeys, an assumption.
 */
export const heightSources = ['edited', 'measured', 'height', 'levels', 'default'] as const;
export type HeightSource = (typeof heightSources)[number];

/** `wall`: an opaque barrier; `bridge`: a deck with open air beneath. All own rows of {@link PrismTable}. */
export const structureKinds = ['building', 'wall', 'bridge'] as const;
export type StructureKind = (typeof structureKinds)[number];

export const roofShapes = [
  'flat',
  'gabled',
  'hipped',
  'half-hipped',
  'pyramidal',
  'skillion',
  'gambrel',
  'mansard',
  'dome',
  'onion',
  'round',
  'other',
] as const;
export type RoofShape = (typeof roofShapes)[number];

/** What is known of a building (or of a building part that replaces its outline); its solids are rows of {@link PrismTable}. */
export interface Building {
  /** Source id, for example `way/123`, `relation/4`, `demo/17`. */
  readonly id: string;
  readonly name: string | null;
  readonly structure: StructureKind;
  /** Value of `building` or `building:part`, for example `residential`, `yes`, `roof`; the kind of a wall or bridge. */
  readonly use: string;
  readonly isPart: boolean;
  /** Id of the outline that this part replaces, where known. */
  readonly outlineId: string | null;
  readonly heightSource: HeightSource;
  /** Metres from the ground to the top and to the underside, as read or guessed. */
  readonly heightMeters: number;
  readonly minHeightMeters: number;
  /** `null` where the source does not tell. A pitched roof stands on the eaves at top − {@link roofHeightMeters}. */
  readonly roofShape: RoofShape | null;
  /** Ridge above eaves, metres; 0 for a flat roof. */
  readonly roofHeightMeters: number;
  /** The way the slope faces (skillion) or the ridge's normal points (gabled), clockwise from north; `null`: along the longer side. */
  readonly roofDirectionDegrees: number | null;
  /** Index in the manifest's `sources`. */
  readonly source: number;
}

/**
 * Surfaces of buildings whose source gives more than a prism (CityJSON LoD2). They are drawn in place of their building's
 * prisms, and sight is computed past them; the prisms, which reach up to the ridge, tell what is no ground.
 */
export interface MeshTable {
  readonly count: number;
  /** Mesh → index in {@link CityLayers.buildings}. */
  readonly building: Uint32Array;
  /** count + 1; mesh m owns vertices vertexStart[m] … vertexStart[m+1] − 1. */
  readonly vertexStart: Uint32Array;
  /** 3 × vertices: x, y, z, local metres on the 1/1024 m grid. */
  readonly xyz: Float64Array;
  /** count + 1; mesh m owns triangles triangleStart[m] … triangleStart[m+1] − 1. */
  readonly triangleStart: Uint32Array;
  /** 3 × triangles: vertex numbers within the mesh, counter-clockwise seen from outside. */
  readonly triangles: Uint32Array;
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
  readonly widthSource: 'width' | 'lanes' | 'default';
  readonly lanes: number | null;
  /** Vehicles go from the first point to the last only. */
  readonly oneway: boolean;
  /** Who may use it: motor vehicles, bicycles, people on foot. */
  readonly car: boolean;
  readonly bicycle: boolean;
  readonly foot: boolean;
  readonly sidewalk: 'both' | 'left' | 'right' | 'none' | null;
  /** Passes through a building (`tunnel=building_passage`). */
  readonly passage: boolean;
  readonly bridge: boolean;
  readonly tunnel: boolean;
  readonly layer: number;
  readonly lit: boolean | null;
  readonly maxSpeedKmh: number | null;
}

/** From one street over a node, or over other streets, into another. */
export interface TurnRestriction {
  readonly id: string;
  /** `no`: this turn is forbidden; `only`: every other turn is. */
  readonly kind: 'no' | 'only';
  readonly fromStreetId: string;
  /** Local metres of the node where the first turn is; streets in between, where there are any. */
  readonly viaX: number;
  readonly viaY: number;
  readonly viaStreetIds: readonly string[];
  readonly toStreetId: string;
}

export const kerbKinds = ['lowered', 'flush', 'raised'] as const;
export interface Crossing {
  readonly id: string;
  readonly kind: 'signals' | 'marked' | 'unmarked' | 'unknown';
  readonly kerb: (typeof kerbKinds)[number] | null;
  readonly x: number;
  readonly y: number;
}

export const barrierKinds = ['wall', 'city_wall', 'retaining_wall', 'fence', 'hedge', 'guard_rail', 'other'] as const;
export type BarrierKind = (typeof barrierKinds)[number];

/** What people cannot walk through. An opaque one also stands as a solid: a building of structure `wall` with the same id. */
export interface Barrier {
  readonly id: string;
  readonly kind: BarrierKind;
  /** 2 × points. */
  readonly xy: Float64Array;
  readonly heightMeters: number;
  readonly heightSource: HeightSource;
  readonly opaque: boolean;
}

/** The kinds after `parking` are land use: told apart in analyses, drawn at most as a tone. */
export const areaKinds = [
  'water',
  'green',
  'square',
  'platform',
  'parking',
  'residential',
  'commercial',
  'industrial',
  'civic',
  'railway',
  'construction',
] as const;
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
  /** A public-transport stop. */
  'stop',
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

export const portalKinds = [
  'main-entrance',
  'entrance',
  'service',
  'emergency-exit',
  'garage',
  'gate',
  'bollard',
  'address',
] as const;
export type PortalKind = (typeof portalKinds)[number];

/** A way in: doors of buildings, gates of walls and fences, and addresses where no door is known. */
export interface Portal {
  readonly id: string;
  readonly kind: PortalKind;
  readonly x: number;
  readonly y: number;
  readonly name: string | null;
  /** Street and number as written there. */
  readonly address: string | null;
  readonly buildingId: string | null;
  readonly barrierId: string | null;
}

export const zoneKinds = ['interest', 'privacy', 'restricted', 'other'] as const;
export type ZoneKind = (typeof zoneKinds)[number];

export interface Zone {
  readonly id: string;
  readonly kind: ZoneKind;
  readonly name: string | null;
  /** As in {@link Area.rings}. */
  readonly rings: readonly Float64Array[];
}

export const demandKinds = ['population', 'pedestrian', 'building'] as const;

/** How much there is to observe at a place; weights of one kind and unit compare, others don't. */
export interface Demand {
  readonly id: string;
  readonly kind: (typeof demandKinds)[number];
  readonly x: number;
  readonly y: number;
  /** As in {@link Area.rings}; empty for a point. */
  readonly rings: readonly Float64Array[];
  readonly weight: number;
  /** For example `people`, `people/h`, `share`. */
  readonly unit: string;
}

/** A street as a trip travels it. */
export interface RouteLeg {
  /** Id of a {@link Street}; one that is not in the city (any more) is passed over by whoever follows the route. */
  readonly streetId: string;
  /** Against the order of the street's points. */
  readonly backward: boolean;
}

/** A route of more streets than this is taken for a mistake. */
export const mostRouteLegs = 20_000;

/** A flow from one place to another. */
export interface Trip {
  readonly id: string;
  readonly mode: 'car' | 'pedestrian';
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly perHour: number;
  /**
   * The streets travelled, in order, as the source states them: 1 to {@link mostRouteLegs}. `null` where it tells origin and
   * destination only.
   */
  readonly route: readonly RouteLeg[] | null;
}

/** An existing surveillance node as the source has it; not a device of the plan. */
export interface SurveillanceNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly tags: Readonly<Record<string, string>>;
}
