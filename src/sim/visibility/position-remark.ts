import { type BitWindow, lowestBit, windowOfBox, windowX, windowY } from './bits.ts';
import { itemsAt } from './bucket-grid.ts';
import { groundInCircle } from './ground-in-circle.ts';
import { meshHides } from './mesh-on-segment.ts';
import { raisedSolidHides, standingSolidHides } from './solid-on-segment.ts';
import { footprintContains } from './solids.ts';
import { targetZ, type VisibilityScene } from './visibility-scene.ts';

/** Does this one solid hide the target (tx, ty, tz)? */
type Hides = (tx: number, ty: number, tz: number) => boolean;

/**
 * Why a camera at the optical centre (x, y, z) covers nothing although nothing is wrong with its place: it stands over a
 * building whose roof hides every cell of `asked`. A sentence for the planner; null where some asked cell is not hidden by the
 * building beneath, where none is asked for, or where there is no building beneath.
 *
 * @param asked Cells that lie in the picture, ground or not; `null`: all ground cells within `radius` metres.
 */
export function positionRemark(
  scene: VisibilityScene,
  x: number,
  y: number,
  z: number,
  radius: number,
  asked: BitWindow | null = null,
): string | null {
  for (const [building, hides] of buildingsBeneath(scene, x, y, z)) {
    if (!hidesAll(scene, asked ?? circle(scene, x, y, radius), hides)) continue;
    return `The roof of building ${building} hides everything below; move the camera to the roof’s edge.`;
  }
  return null;
}

function circle({ grid, ground }: VisibilityScene, x: number, y: number, radius: number): BitWindow {
  const window = windowOfBox(grid, x - radius, y - radius, x + radius, y + radius);
  return { window, bits: groundInCircle(grid, ground, window, x, y, radius) };
}

function* buildingsBeneath(scene: VisibilityScene, x: number, y: number, z: number): Generator<[string, Hides]> {
  const { solids, buildingIds, prismBuilding, meshes, targetRise } = scene;
  for (const solid of [...itemsAt(scene.standing, x, y), ...itemsAt(scene.raised, x, y)]) {
    if (solid >= solids.prismCount || solids.topZ[solid] > z || !footprintContains(solids, solid, x, y)) continue;
    const raised = solids.raised[solid] === 1;
    yield [
      buildingIds[prismBuilding[solid]],
      (tx, ty, tz) =>
        raised
          ? raisedSolidHides(solids, solid, x, y, z, tx, ty, tz, targetRise)
          : standingSolidHides(solids, solid, x, y, z, tx, ty, tz),
    ];
  }
  if (meshes === null) return;
  for (const mesh of itemsAt(meshes.buckets, x, y)) {
    if (!footprintContains(meshes.hulls, mesh, x, y)) continue;
    yield [
      buildingIds[meshes.table.building[mesh]],
      (tx, ty, tz) => meshHides(meshes, mesh, x, y, z, tx, ty, tz, targetRise),
    ];
  }
}

/** Is there a ground cell among the asked ones, and are all of them hidden? */
function hidesAll(scene: VisibilityScene, { window, bits }: BitWindow, hides: Hides): boolean {
  const { grid, ground } = scene;
  const x0 = windowX(grid, window);
  const y0 = windowY(grid, window);
  let some = false;
  for (let at = 0; at < bits.length; at += 1) {
    const row = Math.floor(at / window.words);
    const word = at - row * window.words;
    let left = bits[at] & ground[(window.firstRow + row) * grid.words + window.firstWord + word];
    while (left !== 0) {
      const bit = lowestBit(left);
      left &= left - 1;
      some = true;
      const tx = x0 + (32 * word + bit) * grid.cell;
      const ty = y0 + row * grid.cell;
      if (!hides(tx, ty, targetZ(scene, tx, ty))) return false;
    }
  }
  return some;
}
