import { type BucketGrid, createBucketGrid } from '../visibility/bucket-grid.ts';
import { meshHides } from '../visibility/mesh-on-segment.ts';
import { raisedSolidHides } from '../visibility/solid-on-segment.ts';
import { footprintContains } from '../visibility/solids.ts';
import { terrainHides } from '../visibility/terrain-shadows.ts';
import type { VisibilityScene } from '../visibility/visibility-scene.ts';
import { createEdgeGrid } from './edge-grid.ts';
import { ItemsOnLine } from './items-on-line.ts';
import type { TargetPoints } from './target-points.ts';
import { WallsOnLine } from './walls-on-line.ts';

/**
 * A scene made ready for single points in space: the same solids and ground and the same "seen" as {@link VisibilityScene}
 * defines it, point by point. Holds working memory, so that it belongs to one thread.
 */
export interface TargetScene {
  readonly scene: VisibilityScene;
  readonly walls: WallsOnLine;
  /** Standing solids by their boxes. */
  readonly standing: BucketGrid;
  readonly raised: ItemsOnLine;
  /** Null where no building has a mesh. */
  readonly meshes: ItemsOnLine | null;
}

/** Metres; about the size of a crown, a passage or a house. */
const bucketSize = 16;

export function prepareTargets(scene: VisibilityScene): TargetScene {
  const { solids, meshes } = scene;
  const all = Uint32Array.from({ length: solids.count }, (_, solid) => solid);
  const standing = all.filter((solid) => solids.raised[solid] === 0);
  const raised = all.filter((solid) => solids.raised[solid] === 1);
  return {
    scene,
    walls: new WallsOnLine(createEdgeGrid(scene)),
    standing: createBucketGrid(solids, standing, bucketSize),
    raised: new ItemsOnLine(solids, raised, bucketSize),
    meshes:
      meshes === null
        ? null
        : new ItemsOnLine(meshes.hulls, Uint32Array.from(new Set(meshes.buckets.items)), bucketSize),
  };
}

/**
 * Which of the targets `asked` (numbers into `targets`) are seen from the optical centre (x, y, z): 1 or 0 in their order.
 * A target that turns its back to the centre, or its edge, is not. The centre is finite, in no solid and not below the
 * ground; x and y on the 1/1024 m grid.
 */
export function seenTargets(
  prepared: TargetScene,
  x: number,
  y: number,
  z: number,
  targets: TargetPoints,
  asked: Uint32Array,
): Uint8Array<ArrayBuffer> {
  const { xyz } = targets;
  const seen = new Uint8Array(asked.length);
  for (let k = 0; k < asked.length; k += 1) {
    const target = asked[k];
    const at = 3 * target;
    if (!facesCentre(targets, target, x, y, z)) continue;
    if (pointSeen(prepared, x, y, z, xyz[at], xyz[at + 1], xyz[at + 2])) seen[k] = 1;
  }
  return seen;
}

/**
 * Is the target at (tx, ty, tz) seen from the optical centre (x, y, z)? As `seenFrom` of the visibility kernels, faster, and
 * for targets anywhere: one within a solid is not seen.
 */
export function pointSeen(
  prepared: TargetScene,
  x: number,
  y: number,
  z: number,
  tx: number,
  ty: number,
  tz: number,
): boolean {
  if (!Number.isFinite(tx + ty + tz)) return false;
  if (prepared.walls.hide(x, y, z, tx, ty, tz)) return false;
  if (prepared.walls.passesRaised && raisedSolidsHide(prepared, x, y, z, tx, ty, tz)) return false;
  if (meshesHide(prepared, x, y, z, tx, ty, tz)) return false;
  if (entersRoof(prepared, z, tx, ty, tz)) return false;
  const { terrain } = prepared.scene;
  return terrain === null || !terrainHides(terrain, x, y, z, tx, ty, tz);
}

/**
 * Is the target (x, y, z) in a standing solid whose roof the line from the height `from` comes in through? Into all others
 * it crosses a wall below the roof.
 */
function entersRoof({ standing, scene }: TargetScene, from: number, x: number, y: number, z: number): boolean {
  if (z >= from) return false;
  const { size, originX, originY, columns, rows, start, items } = standing;
  const { topZ } = scene.solids;
  const column = Math.floor((x - originX) / size);
  const row = Math.floor((y - originY) / size);
  if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
  const bucket = row * columns + column;
  for (let k = start[bucket]; k < start[bucket + 1]; k += 1) {
    const top = topZ[items[k]];
    if (z < top && top < from && footprintContains(scene.solids, items[k], x, y)) return true;
  }
  return false;
}

/** False for a target that turns its back or its edge to the optical centre. */
export function facesCentre(targets: TargetPoints, target: number, x: number, y: number, z: number): boolean {
  const { normals, xyz } = targets;
  if (normals === null) return true;
  const at = 3 * target;
  const nx = normals[at];
  const ny = normals[at + 1];
  const nz = normals[at + 2];
  if (nx === 0 && ny === 0 && nz === 0) return true;
  return nx * (x - xyz[at]) + ny * (y - xyz[at + 1]) + nz * (z - xyz[at + 2]) > 0;
}

function raisedSolidsHide(
  { raised, scene }: TargetScene,
  x: number,
  y: number,
  z: number,
  tx: number,
  ty: number,
  tz: number,
): boolean {
  raised.begin(x, y, tx, ty);
  for (let solid = raised.next(); solid >= 0; solid = raised.next()) {
    if (raisedSolidHides(scene.solids, solid, x, y, z, tx, ty, tz)) return true;
  }
  return false;
}

function meshesHide(
  { meshes, scene }: TargetScene,
  x: number,
  y: number,
  z: number,
  tx: number,
  ty: number,
  tz: number,
): boolean {
  if (meshes === null || scene.meshes === null) return false;
  meshes.begin(x, y, tx, ty);
  for (let mesh = meshes.next(); mesh >= 0; mesh = meshes.next()) {
    if (meshHides(scene.meshes, mesh, x, y, z, tx, ty, tz)) return true;
  }
  return false;
}
