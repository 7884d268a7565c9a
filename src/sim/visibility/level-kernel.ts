import type { WordWindow } from '#geo/cell-grid.ts';

/** What computes visibility past standing prisms where all targets have one height. One instance belongs to one thread. */
export interface LevelKernel {
  /**
   * The ground cells of a window within `radius` of (x, y) in plan whose targets, all at height `target`, no standing prism
   * hides from the optical centre (x, y, z). Local metres; x, y, z on the 1/1024 m grid.
   */
  seen(window: WordWindow, x: number, y: number, z: number, radius: number, target: number): Uint32Array<ArrayBuffer>;
}
