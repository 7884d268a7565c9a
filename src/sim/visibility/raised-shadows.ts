import { Footprint } from './footprint.ts';
import { nearestFirst } from './nearest-first.ts';
import { raisedSolidHides } from './solid-on-segment.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { type CellFrame, clearWedgeWhere, Wedge } from './wedge.ts';

/**
 * Clears the cells that raised prisms (bridges, passages, canopies, crowns) hide from the optical centre. A ray may pass
 * under or over them and even enter the roof and leave the floor, so each cell that is still set and that such a prism
 * can hide is decided by its own segment.
 */
export function clearRaisedShadows(
  scene: VisibilityScene,
  frame: CellFrame,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
): void {
  const { solids } = scene;
  const wedge = new Wedge();
  const footprint = new Footprint();
  const candidates = nearestFirst(scene.raised, solids, x, y, radius);
  for (let k = 0; k < candidates.count; k += 1) {
    const solid = candidates.solid[k];
    const base = solids.baseZ[solid];
    const top = solids.topZ[solid];
    if (base >= Math.max(z, targets.highest) || top <= Math.min(z, targets.lowest)) continue;
    footprint.load(solids, solid, x, y);
    aroundShadow(wedge, frame, footprint, top, z, targets.lowest);
    clearWedgeWhere(frame, wedge, (row, column, px, py) =>
      raisedSolidHides(solids, solid, x, y, z, x + px, y + py, targets.at(row, column)),
    );
  }
}

/** Rounding of the shadow's far end. */
const widening = 1e-9;

/** A region that holds every cell the solid can hide: between its tangents, from its nearest corner on. */
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
