import { type CellGrid, createCellGrid } from '#geo/cell-grid.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { PrismTable, TerrainGrid } from '#model/city.ts';
import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { Bounds } from '#model/scene.ts';
import { countSet } from './bits.ts';
import { type BucketGrid, createBucketGrid, itemsAt } from './bucket-grid.ts';
import { createGroundCells } from './ground-cells.ts';
import { createMeshIndex, type MeshIndex } from './mesh-index.ts';
import { meshContains } from './mesh-on-segment.ts';
import { createSolids, footprintContains, type SolidTable } from './solids.ts';
import { createTerrainIndex, type TerrainIndex } from './terrain-index.ts';

/**
 * What "seen" means, once for all kernels.
 *
 * The target of a cell is the point above its centre at ground height + target height, or what stands upright from there up
 * to ground height + target top. A point is seen from an optical centre iff the segment between the two meets no solid and
 * does not pass below the ground surface; an upright target is seen iff every point of it is.
 *
 * - Solids are vertical prisms. In plan they are closed: a segment that touches a corner or runs along a wall meets them.
 *   In height they are open: a segment that passes exactly at the height of the roof, or of the underside of a raised
 *   prism, does not.
 * - A standing prism reaches down without end, since its underside is the lowest ground under its footprint. So it hides
 *   a target iff the segment crosses one of its walls below the roof. A raised prism hides iff, on some stretch of the
 *   segment inside its footprint, the segment's heights meet the open interval from its underside to its top.
 * - A building that has a mesh hides by the triangles of it, closed in plan and height, and not by its prisms, whose footprints
 *   are no ground all the same. Below its lowest point, where no surface is known, it hides like a standing prism.
 * - The ground is the triangulated terrain of `geo/terrain.ts`, level at z = 0 where a scene has none. A segment that
 *   touches the ground does not pass below it.
 * - Ground cells, the only ones that are counted, have their centre inside the scene's bounds (border included) and in no
 *   footprint of a standing prism. Cells under raised prisms are ground cells.
 *
 * Optical centres, corners and cell centres lie on the grid of 1/1024 m, so that in plan every side test is exact.
 * Everything that decides a cell uses + − × ÷ √ and comparisons only: the same bits on every engine.
 */
export interface VisibilityScene {
  readonly grid: CellGrid;
  readonly bounds: Bounds;
  /** Lowest point of the target, metres above the ground. */
  readonly targetHeight: number;
  /** Metres from there up to its highest point; 0 for a point. */
  readonly targetRise: number;
  readonly solids: SolidTable;
  readonly buildingIds: readonly string[];
  /** Row of the prism table → building. */
  readonly prismBuilding: Uint32Array;
  readonly treeIds: readonly string[];
  readonly terrain: TerrainIndex | null;
  /** Bitset of the whole grid. */
  readonly ground: Uint32Array<ArrayBuffer>;
  readonly groundCells: number;
  readonly standing: BucketGrid;
  readonly raised: BucketGrid;
  /** Buildings that hide by their surfaces; their prisms among {@link solids} end where those begin. Null where there are none. */
  readonly meshes: MeshIndex | null;
  readonly walls: WallTable;
  readonly wallGrid: BucketGrid;
}

/** All walls of standing prisms, end points a and b in ring order: the solid lies to the left of a → b. */
export interface WallTable {
  readonly count: number;
  readonly solid: Uint32Array;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
}

/** Metres; about the size of a building. */
const solidBucketSize = 64;
/** Metres; a ray's walk visits few walls per bucket. */
const wallBucketSize = 16;

export function prepareVisibility(scene: CoverageScene, settings: CoverageSettings): VisibilityScene {
  const grid = createCellGrid(scene.bounds, scene.cell);
  const trees = settings.treeCrowns === 'opaque' ? scene.trees : [];
  const meshes = createMeshIndex(scene.meshes);
  const solids = belowMeshes(createSolids(scene.prisms, trees, scene.terrain), scene.prisms, meshes);
  const ground = createGroundCells(grid, scene.bounds, solids);
  const walls = createWalls(solids);
  return {
    grid,
    bounds: scene.bounds,
    targetHeight: settings.targetHeightMeters,
    targetRise: Math.max(0, settings.targetTopMeters - settings.targetHeightMeters),
    solids,
    buildingIds: scene.buildingIds,
    prismBuilding: scene.prisms.building,
    treeIds: trees.map((tree) => tree.id),
    terrain: scene.terrain === null ? null : createTerrainIndex(scene.terrain),
    ground,
    groundCells: countSet(ground),
    standing: createBucketGrid(solids, membersOf(solids, 0), solidBucketSize),
    raised: createBucketGrid(solids, membersOf(solids, 1), solidBucketSize),
    meshes,
    walls,
    wallGrid: createBucketGrid(
      wallBoxes(walls),
      Uint32Array.from({ length: walls.count }, (_, i) => i),
      wallBucketSize,
    ),
  };
}

/** The triangulated ground of a scene, for `geo/terrain.ts`. */
export function terrainOf(scene: VisibilityScene): TerrainGrid | null {
  return scene.terrain === null ? null : scene.terrain.grid;
}

/** Height of the target's lowest point over (x, y), local metres. */
export function targetZ(scene: VisibilityScene, x: number, y: number): number {
  return groundHeight(terrainOf(scene), x, y) + scene.targetHeight;
}

/**
 * The solids with the prisms of buildings that have a mesh cut off: a standing one ends at the lowest point of the mesh, below
 * which no surface is known; a raised one hides nothing.
 */
function belowMeshes(solids: SolidTable, prisms: PrismTable, meshes: MeshIndex | null): SolidTable {
  if (meshes === null) return solids;
  const lowest = new Map<number, number>();
  for (const mesh of meshes.buckets.items) {
    const building = meshes.table.building[mesh];
    lowest.set(building, Math.min(lowest.get(building) ?? Infinity, meshes.hulls.baseZ[mesh]));
  }
  const topZ = solids.topZ.map((top, solid) => {
    const limit = solid < solids.prismCount ? lowest.get(prisms.building[solid]) : undefined;
    if (limit === undefined) return top;
    return solids.raised[solid] === 1 ? solids.baseZ[solid] : Math.min(top, limit);
  });
  return { ...solids, topZ };
}

function membersOf(solids: SolidTable, raised: 0 | 1): Uint32Array {
  const members: number[] = [];
  for (let solid = 0; solid < solids.count; solid += 1) if (solids.raised[solid] === raised) members.push(solid);
  return Uint32Array.from(members);
}

function createWalls(solids: SolidTable): WallTable {
  const { ringStart, vertexStart, xy } = solids;
  let count = 0;
  for (let solid = 0; solid < solids.count; solid += 1) {
    if (solids.raised[solid] === 0) count += vertexStart[ringStart[solid + 1]] - vertexStart[ringStart[solid]];
  }
  const walls = {
    count,
    solid: new Uint32Array(count),
    ax: new Float64Array(count),
    ay: new Float64Array(count),
    bx: new Float64Array(count),
    by: new Float64Array(count),
  };
  let wall = 0;
  for (let solid = 0; solid < solids.count; solid += 1) {
    if (solids.raised[solid] !== 0) continue;
    for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
      for (let a = vertexStart[ring]; a < vertexStart[ring + 1]; a += 1) {
        const b = a + 1 < vertexStart[ring + 1] ? a + 1 : vertexStart[ring];
        walls.solid[wall] = solid;
        walls.ax[wall] = xy[2 * a];
        walls.ay[wall] = xy[2 * a + 1];
        walls.bx[wall] = xy[2 * b];
        walls.by[wall] = xy[2 * b + 1];
        wall += 1;
      }
    }
  }
  return walls;
}

function wallBoxes(walls: WallTable) {
  return {
    minX: walls.ax.map((x, i) => Math.min(x, walls.bx[i])),
    minY: walls.ay.map((y, i) => Math.min(y, walls.by[i])),
    maxX: walls.ax.map((x, i) => Math.max(x, walls.bx[i])),
    maxY: walls.ay.map((y, i) => Math.max(y, walls.by[i])),
  };
}

/**
 * Why nothing can be seen from an optical centre, as a sentence for the planner; null where all is well. Solids are
 * closed in plan here too, so a camera on a wall below the roof stands inside; on a roof it does not.
 */
export function positionProblem(scene: VisibilityScene, x: number, y: number, z: number): string | null {
  const { bounds, solids } = scene;
  if (!(Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z))) return 'The camera has no valid position.';
  if (outsideBounds(bounds, x, y)) {
    return 'The camera stands outside the scene; move it inside the scene’s border.';
  }
  if (z < groundHeight(terrainOf(scene), x, y)) return 'The camera is below the ground; raise it.';
  for (const solid of itemsAt(scene.standing, x, y)) {
    if (z < solids.topZ[solid] && footprintContains(solids, solid, x, y)) return insideProblem(scene, solid);
  }
  for (const solid of itemsAt(scene.raised, x, y)) {
    if (z >= solids.topZ[solid] || z <= solids.baseZ[solid]) continue;
    if (footprintContains(solids, solid, x, y)) return insideProblem(scene, solid);
  }
  return meshProblem(scene, x, y, z);
}

function meshProblem({ meshes, buildingIds }: VisibilityScene, x: number, y: number, z: number): string | null {
  if (meshes === null) return null;
  for (const mesh of itemsAt(meshes.buckets, x, y)) {
    if (!footprintContains(meshes.hulls, mesh, x, y) || !meshContains(meshes, mesh, x, y, z)) continue;
    return insideBuilding(buildingIds[meshes.table.building[mesh]]);
  }
  return null;
}

/** Is (x, y) ground: inside the bounds and in no footprint of a standing prism? Coordinates on the 1/1024 m grid. */
export function isGround(scene: VisibilityScene, x: number, y: number): boolean {
  if (outsideBounds(scene.bounds, x, y)) return false;
  return !itemsAt(scene.standing, x, y).some((solid) => footprintContains(scene.solids, solid, x, y));
}

function outsideBounds(bounds: Bounds, x: number, y: number): boolean {
  return x < bounds.minX || x > bounds.maxX || y < bounds.minY || y > bounds.maxY;
}

function insideProblem(scene: VisibilityScene, solid: number): string {
  const { solids } = scene;
  if (solid < solids.prismCount) {
    return insideBuilding(scene.buildingIds[scene.prismBuilding[solid]]);
  }
  const tree = scene.treeIds[solids.crownTree[solid - solids.prismCount]];
  return `The camera stands inside the crown of tree ${tree}; move it out of the crown.`;
}

function insideBuilding(id: string): string {
  return `The camera stands inside building ${id}; move it at least 0.1 m off the wall.`;
}
