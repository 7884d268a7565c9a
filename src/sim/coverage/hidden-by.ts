import type { BucketGrid } from '../visibility/bucket-grid.ts';
import { itemsAt } from '../visibility/bucket-grid.ts';
import { meshHides } from '../visibility/mesh-on-segment.ts';
import { raisedSolidHides } from '../visibility/solid-on-segment.ts';
import { footprintContains } from '../visibility/solids.ts';
import type { VisibilityScene } from '../visibility/visibility-scene.ts';
import type { Vector } from './camera-pose.ts';

/** Stands for the ground where that hides a target. */
export const hiddenByTerrain = 'terrain';

/**
 * What hides a target that is not seen: id of the building, wall or tree that the segment from the optical centre meets first,
 * `terrain` where it meets none.
 */
export function hiddenBy(scene: VisibilityScene, from: Vector, to: Vector): string {
  const { solids, meshes, buildingIds, targetRise } = scene;
  let first = hiddenByTerrain;
  let least = Number.POSITIVE_INFINITY;
  const look = (id: string, along: number): void => {
    if (along < least) {
      least = along;
      first = id;
    }
  };
  for (const solid of solidsAlong(scene.standing, from, to))
    look(solidId(scene, solid), standingHit(scene, solid, from, to));
  for (const solid of solidsAlong(scene.raised, from, to)) {
    if (!raisedSolidHides(solids, solid, ...from, ...to, targetRise)) continue;
    look(solidId(scene, solid), raisedHit(scene, solid, from, to));
  }
  if (meshes === null) return first;
  for (const mesh of solidsAlong(meshes.buckets, from, to)) {
    if (!meshHides(meshes, mesh, ...from, ...to, targetRise)) continue;
    look(
      buildingIds[meshes.table.building[mesh]],
      Math.min(
        1,
        firstCrossing(meshes.hulls, mesh, from, to, () => true),
      ),
    );
  }
  return first;
}

/** Id of the building or tree that stands on a place; null where none does. */
export function standsOn(scene: VisibilityScene, x: number, y: number): string | null {
  const solid = itemsAt(scene.standing, x, y).find((item) => footprintContains(scene.solids, item, x, y));
  return solid === undefined ? null : solidId(scene, solid);
}

function solidId(scene: VisibilityScene, solid: number): string {
  const { solids } = scene;
  if (solid < solids.prismCount) return scene.buildingIds[scene.prismBuilding[solid]];
  return scene.treeIds[solids.crownTree[solid - solids.prismCount]];
}

/** Items of the buckets that come near a plan segment, ascending, each once. */
function solidsAlong(grid: BucketGrid, [ax, ay]: Vector, [bx, by]: Vector): number[] {
  const { size, originX, originY, columns, rows, start, items } = grid;
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const column = (x: number) => Math.floor((x - originX) / size);
  const row = (y: number) => Math.floor((y - originY) / size);
  const found = new Set<number>();
  for (let r = Math.max(0, row(Math.min(ay, by))); r <= Math.min(rows - 1, row(Math.max(ay, by))); r += 1) {
    for (let c = Math.max(0, column(Math.min(ax, bx))); c <= Math.min(columns - 1, column(Math.max(ax, bx))); c += 1) {
      const mx = originX + (c + 0.5) * size - ax;
      const my = originY + (r + 0.5) * size - ay;
      if (Math.abs(mx * dy - my * dx) > size * length) continue;
      const bucket = r * columns + c;
      for (let k = start[bucket]; k < start[bucket + 1]; k += 1) found.add(items[k]);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Where the segment first crosses a wall below the roof, 0 to 1 along it; Infinity where it does not. */
function standingHit({ solids }: VisibilityScene, solid: number, from: Vector, to: Vector): number {
  const top = solids.topZ[solid];
  return firstCrossing(solids, solid, from, to, (height) => height < top);
}

/** Where it first crosses a wall of a raised solid between underside and top; its end where it enters through roof or floor. */
function raisedHit({ solids }: VisibilityScene, solid: number, from: Vector, to: Vector): number {
  const base = solids.baseZ[solid];
  const top = solids.topZ[solid];
  return Math.min(
    1,
    firstCrossing(solids, solid, from, to, (height) => height > base && height < top),
  );
}

function firstCrossing(
  { ringStart, vertexStart, xy }: VisibilityScene['solids'],
  solid: number,
  [ox, oy, oz]: Vector,
  [tx, ty, tz]: Vector,
  hides: (height: number) => boolean,
): number {
  const dx = tx - ox;
  const dy = ty - oy;
  let least = Number.POSITIVE_INFINITY;
  for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
    const end = vertexStart[ring + 1];
    let ax = xy[2 * end - 2] - ox;
    let ay = xy[2 * end - 1] - oy;
    for (let b = vertexStart[ring]; b < end; b += 1) {
      const bx = xy[2 * b] - ox;
      const by = xy[2 * b + 1] - oy;
      const sideA = dx * ay - dy * ax;
      const sideB = dx * by - dy * bx;
      if (sideA !== sideB && sideA >= 0 !== sideB > 0) {
        const along = (ax * by - ay * bx) / (sideB - sideA);
        if (along >= 0 && along <= 1 && along < least && hides(oz + (tz - oz) * along)) least = along;
      }
      ax = bx;
      ay = by;
    }
  }
  return least;
}
