import type { WordWindow } from '#geo/cell-grid.ts';
import { windowX, windowY } from './bits.ts';
import { nearestFirst } from './nearest-first.ts';
import { raisedSolidHides } from './solid-on-segment.ts';
import type { SolidTable } from './solids.ts';
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
  window: WordWindow,
  bits: Uint32Array,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
): void {
  const { grid, solids } = scene;
  const frame: CellFrame = {
    bits,
    words: window.words,
    rows: window.rows,
    columns: 32 * window.words,
    cell: grid.cell,
    x0: windowX(grid, window) - x,
    y0: windowY(grid, window) - y,
  };
  const wedge = new Wedge();
  const candidates = nearestFirst(scene.raised, solids, x, y, radius);
  for (let k = 0; k < candidates.count; k += 1) {
    const solid = candidates.solid[k];
    if (solids.baseZ[solid] >= Math.max(z, targets.highest) || solids.topZ[solid] <= Math.min(z, targets.lowest)) {
      continue;
    }
    aroundSolid(wedge, frame, solids, solid, x, y, z, targets.lowest);
    clearWedgeWhere(frame, wedge, (row, column, px, py) =>
      raisedSolidHides(solids, solid, x, y, z, x + px, y + py, targets.at(row, column)),
    );
  }
}

/** A region that holds every cell the solid can hide: between its tangents, from its nearest corner line on. */
function aroundSolid(
  wedge: Wedge,
  frame: CellFrame,
  solids: SolidTable,
  solid: number,
  x: number,
  y: number,
  z: number,
  lowestTarget: number,
): void {
  const { ringStart, vertexStart, xy } = solids;
  const from = vertexStart[ringStart[solid]];
  const to = vertexStart[ringStart[solid] + 1];
  let rx = xy[2 * from] - x;
  let ry = xy[2 * from + 1] - y;
  let lx = rx;
  let ly = ry;
  for (let v = from + 1; v < to; v += 1) {
    const px = xy[2 * v] - x;
    const py = xy[2 * v + 1] - y;
    if (rx * py - ry * px < 0) {
      rx = px;
      ry = py;
    }
    if (lx * py - ly * px > 0) {
      lx = px;
      ly = py;
    }
  }
  let near = Infinity;
  let far = -Infinity;
  let cone = rx * ly - ry * lx > 0;
  for (let v = from; v < to && cone; v += 1) {
    const px = xy[2 * v] - x;
    const py = xy[2 * v + 1] - y;
    if (rx * py - ry * px < 0 || px * ly - py * lx < 0) cone = false;
    const along = (ly - ry) * px + (rx - lx) * py;
    if (along < near) near = along;
    if (along > far) far = along;
  }
  if (!cone) {
    everywhere(wedge);
    return;
  }
  wedge.behind(frame, rx, ry, lx, ly);
  wedge.c[2] = near;
  wedge.minY = -Infinity;
  wedge.maxY = Infinity;
  const top = solids.topZ[solid];
  // From above, the shadow ends where the ray over the farthest corner comes down to the lowest target.
  if (z > top && lowestTarget < top) {
    const end = ((far * (z - lowestTarget)) / (z - top)) * (1 + 1e-9);
    wedge.halfPlane(-wedge.nx, -wedge.ny, -end);
  }
}

function everywhere(wedge: Wedge): void {
  wedge.count = 0;
  wedge.hasCut = false;
  wedge.minY = -Infinity;
  wedge.maxY = Infinity;
}
