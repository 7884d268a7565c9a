import type { WordWindow } from '#geo/cell-grid.ts';
import type { LevelKernel } from './level-kernel.ts';
import { LevelShadows } from './level-shadows.ts';
import type { Sector } from './sector.ts';
import type { TargetHeights } from './target-heights.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { WasmLevelShadows } from './wasm/wasm-level-shadows.ts';

/**
 * The ground cells of a window within `radius` of (x, y) in plan that no standing prism hides from the optical centre
 * (x, y, z), on level ground. Local metres. With a sector the cells outside it are not decided.
 */
export function cellsPastStanding(
  scene: VisibilityScene,
  window: WordWindow,
  x: number,
  y: number,
  z: number,
  radius: number,
  targets: TargetHeights,
  sector: Sector | null = null,
): Uint32Array<ArrayBuffer> {
  return levelKernel(scene).seen(window, x, y, z, radius, targets.lowest, sector);
}

const levelKernels = new WeakMap<VisibilityScene, LevelKernel>();

/** The kernel of a scene on level ground: WebAssembly where it can be had, else plain code. */
export function levelKernel(scene: VisibilityScene): LevelKernel {
  let kernel = levelKernels.get(scene);
  if (kernel === undefined) {
    const { grid, ground, solids, standing } = scene;
    kernel =
      WasmLevelShadows.create(grid, ground, solids, standing) ?? new LevelShadows(grid, ground, solids, standing);
    levelKernels.set(scene, kernel);
  }
  return kernel;
}

/** Makes a scene use this kernel from now on; for tests and benches that compare kernels. */
export function setLevelKernel(scene: VisibilityScene, kernel: LevelKernel): void {
  levelKernels.set(scene, kernel);
}
