import type { BucketGrid } from './bucket-grid.ts';
import { meshHides } from './mesh-on-segment.ts';
import { raisedSolidHides, wallHides } from './solid-on-segment.ts';
import { terrainHides } from './terrain-shadows.ts';
import type { VisibilityScene } from './visibility-scene.ts';

/**
 * Is the target t, or all of an upright one from t up to t + `rise`, seen from the optical centre o? Exact, for one segment, by the walls and solids whose buckets it passes
 * and the terrain's edges below it: the definition of {@link VisibilityScene} written down once more, independent of the
 * shadow wedges. Local metres; x and y of both on the 1/1024 m grid; o stands in no solid.
 */
export function seenFrom(
  scene: VisibilityScene,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
  rise = 0,
): boolean {
  const { walls, solids } = scene;
  const crossed = (wall: number) =>
    wallHides(
      walls.ax[wall] - ox,
      walls.ay[wall] - oy,
      walls.bx[wall] - ox,
      walls.by[wall] - oy,
      solids.topZ[walls.solid[wall]] - oz,
      tx - ox,
      ty - oy,
      tz - oz,
    );
  if (someBucket(scene.wallGrid, ox, oy, tx, ty, crossed)) {
    return false;
  }
  if (
    someBucket(scene.raised, ox, oy, tx, ty, (solid) => raisedSolidHides(solids, solid, ox, oy, oz, tx, ty, tz, rise))
  ) {
    return false;
  }
  if (meshesHide(scene, ox, oy, oz, tx, ty, tz, rise)) return false;
  return scene.terrain === null || !terrainHides(scene.terrain, ox, oy, oz, tx, ty, tz);
}

/** Does a mesh hide the target t, or some of an upright one from t up to t + `rise`, from o? Local metres. */
function meshesHide(
  { meshes }: VisibilityScene,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
  rise = 0,
): boolean {
  if (meshes === null) return false;
  const hides = (mesh: number) => meshHides(meshes, mesh, ox, oy, oz, tx, ty, tz, rise);
  return someBucket(meshes.buckets, ox, oy, tx, ty, hides);
}

/** In bucket sides; widens the walk so that rounding cannot leave a bucket out. */
const margin = 1e-9;

/** Visits the items of every bucket that the plan segment passes until `found` is true for one. */
function someBucket(
  buckets: BucketGrid,
  ox: number,
  oy: number,
  tx: number,
  ty: number,
  found: (item: number) => boolean,
): boolean {
  const { size, columns, rows, start, items } = buckets;
  const u0 = (ox - buckets.originX) / size;
  const v0 = (oy - buckets.originY) / size;
  const u1 = (tx - buckets.originX) / size;
  const v1 = (ty - buckets.originY) / size;
  const row0 = Math.max(0, Math.floor(Math.min(v0, v1) - margin));
  const row1 = Math.min(rows - 1, Math.floor(Math.max(v0, v1) + margin));
  for (let row = row0; row <= row1; row += 1) {
    let low = Math.min(u0, u1);
    let high = Math.max(u0, u1);
    if (v0 !== v1) {
      const a = u0 + ((u1 - u0) * (row - margin - v0)) / (v1 - v0);
      const b = u0 + ((u1 - u0) * (row + 1 + margin - v0)) / (v1 - v0);
      low = Math.max(low, Math.min(a, b));
      high = Math.min(high, Math.max(a, b));
    }
    const column1 = Math.min(columns - 1, Math.floor(high + margin));
    for (let column = Math.max(0, Math.floor(low - margin)); column <= column1; column += 1) {
      const bucket = row * columns + column;
      for (let k = start[bucket]; k < start[bucket + 1]; k += 1) if (found(items[k])) return true;
    }
  }
  return false;
}
