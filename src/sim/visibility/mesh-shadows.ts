import { Footprint } from './footprint.ts';
import type { MeshIndex } from './mesh-index.ts';
import { meshHides } from './mesh-on-segment.ts';
import { NearestFirst } from './nearest-first.ts';
import type { TargetHeights } from './target-heights.ts';
import { type CellFrame, clearWedgeWhere, Wedge } from './wedge.ts';

/**
 * Clears the cells that buildings hide whose surfaces are known: each cell that is still set, and that the hull of such a
 * building can hide, is decided by its own segment. Works in memory of its own: one instance belongs to one thread.
 */
export class MeshShadows {
  private readonly meshes: MeshIndex;
  private readonly targetRise: number;
  private readonly nearest: NearestFirst;
  private readonly footprint = new Footprint();
  private readonly wedge = new Wedge();

  /** `targetRise`: height of an upright target, metres; 0 for a point. */
  constructor(meshes: MeshIndex, targetRise: number) {
    this.meshes = meshes;
    this.targetRise = targetRise;
    this.nearest = new NearestFirst(meshes.buckets, meshes.hulls);
  }

  /** Clears what is hidden from the optical centre (x, y, z) within `radius`; `frame` shows the cells from there. */
  clear(frame: CellFrame, x: number, y: number, z: number, radius: number, targets: TargetHeights): void {
    const { meshes, nearest, footprint, wedge, targetRise } = this;
    const { hulls } = meshes;
    nearest.find(x, y, radius);
    for (let k = 0; k < nearest.count; k += 1) {
      const mesh = nearest.solid[k];
      const top = hulls.topZ[mesh];
      if (hulls.baseZ[mesh] > Math.max(z, targets.highest + targetRise)) continue;
      if (top < Math.min(z, targets.lowest)) continue;
      footprint.load(hulls, mesh, x, y);
      aroundShadow(wedge, frame, footprint, top, z, targets.lowest);
      clearWedgeWhere(frame, wedge, (row, column, px, py) =>
        meshHides(meshes, mesh, x, y, z, x + px, y + py, targets.at(row, column), targetRise),
      );
    }
  }
}

/** Rounding of the shadow's far end. */
const widening = 1e-9;

/**
 * Makes `wedge` a region that holds every cell that a footprint can hide up to the height `top`: between its tangents, from
 * its nearest corner on. `lowestTarget`: no target is lower.
 */
function aroundShadow(
  wedge: Wedge,
  frame: CellFrame,
  footprint: Footprint,
  top: number,
  z: number,
  lowestTarget: number,
): void {
  if (!footprint.findCone()) {
    wedge.everywhere();
    return;
  }
  footprint.measureCone();
  wedge.behind(frame, footprint.rx, footprint.ry, footprint.lx, footprint.ly);
  wedge.startAt(footprint.nearest);
  if (z <= top || lowestTarget >= top) return;
  // From above, the shadow ends where the ray over the farthest corner comes down to the lowest target.
  const end = ((footprint.deepest * (z - lowestTarget)) / (z - top)) * (1 + widening);
  wedge.halfPlane(-wedge.nx, -wedge.ny, -end);
}
