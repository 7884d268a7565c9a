import type { AngularCover } from './angular-cover.ts';
import { Footprint } from './footprint.ts';
import { hiddenBox } from './hidden-box.ts';
import { type HidingSpan, hidingSpan } from './hiding-span.ts';
import { NearestFirst } from './nearest-first.ts';
import { RaisedRegion } from './raised-region.ts';
import { raisedSolidHides } from './solid-on-segment.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import type { CellFrame } from './wedge.ts';

/**
 * Clears the cells that raised prisms (bridges, passages, canopies, crowns) hide. A ray may pass under or over them and
 * even enter the roof and leave the floor; where {@link RaisedRegion} leaves a doubt, a cell is decided by its own segment.
 * Works in memory of its own: one instance belongs to one thread.
 */
export class RaisedShadows {
  private readonly scene: VisibilityScene;
  private readonly nearest: NearestFirst;
  private readonly footprint = new Footprint();
  private readonly region = new RaisedRegion();

  constructor(scene: VisibilityScene) {
    this.scene = scene;
    this.nearest = new NearestFirst(scene.raised, scene.solids);
  }

  /**
   * Clears what is hidden from the optical centre (x, y, z) within `radius`; `frame` shows the cells from there, and what
   * `cover` says is hidden has been cleared.
   */
  clear(
    frame: CellFrame,
    x: number,
    y: number,
    z: number,
    radius: number,
    targets: TargetHeights,
    cover: AngularCover,
  ): void {
    const { scene, nearest, footprint, region } = this;
    const { solids, targetRise } = scene;
    nearest.find(x, y, radius, frame);
    if (nearest.count === 0) return;
    region.setFrame(frame, radius);
    for (let k = 0; k < nearest.count; k += 1) {
      const solid = nearest.solid[k];
      if (hiddenBox(cover, solids, solid, x, y, nearest.distance[k])) continue;
      footprint.load(solids, solid, x, y);
      const span = this.spanOf(solids.baseZ[solid], solids.topZ[solid], z, radius, targets);
      region.clear(footprint, solids.convex[solid] === 1, span, (row, column, px, py) =>
        raisedSolidHides(solids, solid, x, y, z, x + px, y + py, targets.at(row, column), targetRise),
      );
    }
  }

  /** When lines to the targets behind the loaded footprint pass between underside and top. */
  private spanOf(base: number, top: number, z: number, radius: number, targets: TargetHeights): HidingSpan {
    const { footprint, scene } = this;
    const { minX, minY, maxX, maxY } = footprint;
    let span = hidingSpan(z, base, top, targets.lowest, targets.highest, scene.targetRise);
    if (targets.lowest === targets.highest) return span;
    for (let round = 0; round < 2 && span.from < span.to; round += 1) {
      // The targets lie where the footprint, drawn away from the centre by 1 / t, lies for such shares t.
      const near = 1 / span.to / (1 + widening);
      const far = span.from > 0 ? (1 + widening) / span.from : Number.MAX_VALUE;
      const [lowest, highest] = targets.range(
        Math.max(-radius, Math.min(minX, minX * near, minX * far)),
        Math.max(-radius, Math.min(minY, minY * near, minY * far)),
        Math.min(radius, Math.max(maxX, maxX * near, maxX * far)),
        Math.min(radius, Math.max(maxY, maxY * near, maxY * far)),
      );
      span = hidingSpan(z, base, top, lowest, highest, scene.targetRise);
    }
    return span;
  }
}

/** Rounding of the shadow's far end. */
const widening = 1e-9;
