import type { WordWindow } from '#geo/cell-grid.ts';
import { type BitWindow, windowOfBox } from './bits.ts';
import { groundInCircle } from './ground-in-circle.ts';
import { MeshShadows } from './mesh-shadows.ts';
import { RaisedShadows } from './raised-shadows.ts';
import type { Sector } from './sector.ts';
import { SlopingShadows } from './sloping-shadows.ts';
import { cellsPastStanding, levelKernel } from './standing-shadows.ts';
import { createTargetHeights, type TargetHeights } from './target-heights.ts';
import { TargetLines } from './target-lines.ts';
import { clearTerrainShadows } from './terrain-blocks.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { cellFrame } from './wedge.ts';

/**
 * The ground cells whose centres lie within `radius` of (x, y) in plan and whose targets are seen from the optical centre
 * (x, y, z). Local metres; x, y, z on the 1/1024 m grid, in no solid and not below the ground. The window holds the
 * circle, clipped to the grid.
 */
export function visibleCells(scene: VisibilityScene, x: number, y: number, z: number, radius: number): BitWindow {
  const { seen, targets } = cellsPastSolids(scene, x, y, z, radius);
  if (scene.terrain !== null) {
    clearTerrainShadows(scene, seen, seen.bits, targets, x, y, z);
  }
  return seen;
}

export interface CellsPastSolids {
  readonly seen: BitWindow;
  readonly targets: TargetHeights;
}

/** What part of the cells around an optical centre is asked for. */
export interface View {
  readonly window: WordWindow;
  readonly sector: Sector | null;
}

/**
 * As {@link visibleCells}, but without the terrain hiding itself. With a view only the cells of its window are there, and of
 * these the ones outside its sector are not decided.
 */
export function cellsPastSolids(
  scene: VisibilityScene,
  x: number,
  y: number,
  z: number,
  radius: number,
  view: View | null = null,
): CellsPastSolids {
  const window = view?.window ?? windowOfBox(scene.grid, x - radius, y - radius, x + radius, y + radius);
  const targets = createTargetHeights(scene, window, x, y);
  const sector = view?.sector ?? null;
  const { sloping, raised, meshed } = shadowsOf(scene);
  const bits =
    sloping === null
      ? cellsPastStanding(scene, window, x, y, z, radius, targets, sector)
      : groundInCircle(scene.grid, scene.ground, window, x, y, radius);
  const frame = cellFrame(scene.grid, window, bits, x, y);
  sloping?.clear(frame, window, x, y, z, radius, sector);
  raised.clear(frame, x, y, z, radius, targets, sloping?.cover ?? levelKernel(scene).cover);
  meshed?.clear(frame, x, y, z, radius, targets);
  return { seen: { window, bits }, targets };
}

/** Working memory of a scene's kernels. */
interface SceneShadows {
  /** Null on level ground. */
  readonly sloping: SlopingShadows | null;
  readonly raised: RaisedShadows;
  /** Null where no building has a mesh. */
  readonly meshed: MeshShadows | null;
}

const known = new WeakMap<VisibilityScene, SceneShadows>();

function shadowsOf(scene: VisibilityScene): SceneShadows {
  let shadows = known.get(scene);
  if (shadows === undefined) {
    const { terrain, grid, targetHeight, targetRise, meshes } = scene;
    const lines = terrain === null ? null : new TargetLines(grid, terrain.grid, targetHeight);
    shadows = {
      sloping: lines === null ? null : new SlopingShadows(scene, lines),
      raised: new RaisedShadows(scene),
      meshed: meshes === null ? null : new MeshShadows(meshes, targetRise),
    };
    known.set(scene, shadows);
  }
  return shadows;
}
