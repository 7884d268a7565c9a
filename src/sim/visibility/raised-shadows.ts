import { Footprint } from './footprint.ts';
import { NearestFirst } from './nearest-first.ts';
import { raisedSolidHides } from './solid-on-segment.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { type CellFrame, clearWedgeWhere, Wedge } from './wedge.ts';

/**
 * Clears the cells that raised prisms (bridges, passages, canopies, crowns) hide. A ray may pass under or over them and
 * even enter the roof and leave the floor, so each cell that is still set and that such a prism can hide is decided by its
 * own segment. Works in memory of its own: one instance belongs to one thread.
 */
export class RaisedShadows {
  private readonly scene: VisibilityScene;
  private readonly nearest: NearestFirst;
  private readonly footprint = new Footprint();
  private readonly wedge = new Wedge();

  constructor(scene: VisibilityScene) {
    this.scene = scene;
    this.nearest = new NearestFirst(scene.raised, scene.solids);
  }

  /** Clears what is hidden from the optical centre (x, y, z) within `radius`; `frame` shows the cells from there. */
  clear(frame: CellFrame, x: number, y: number, z: number, radius: number, targets: TargetHeights): void {
    const { scene, nearest, footprint, wedge } = this;
    const { solids, targetRise } = scene;
    nearest.find(x, y, radius);
    for (let k = 0; k < nearest.count; k += 1) {
      const solid = nearest.solid[k];
      const top = solids.topZ[solid];
      if (solids.baseZ[solid] >= Math.max(z, targets.highest + targetRise)) continue;
      if (top <= Math.min(z, targets.lowest)) continue;
      footprint.load(solids, solid, x, y);
      aroundShadow(wedge, frame, footprint, top, z, targets.lowest);
      clearWedgeWhere(frame, wedge, (row, column, px, py) =>
        raisedSolidHides(solids, solid, x, y, z, x + px, y + py, targets.at(row, column), targetRise),
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
export function aroundShadow(
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
