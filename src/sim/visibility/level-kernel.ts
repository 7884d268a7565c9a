import type { WordWindow } from '#geo/cell-grid.ts';
import type { AngularCover } from './angular-cover.ts';
import type { Sector } from './sector.ts';

/** What computes visibility past standing prisms where all targets have one height. One instance belongs to one thread. */
export interface LevelKernel {
  /** From which distance on everything is hidden, per direction, as of the last call of {@link LevelKernel.seen}. */
  readonly cover: AngularCover;
  /**
   * The ground cells of a window within `radius` of (x, y) in plan whose targets, all at height `target`, no standing prism
   * hides from the optical centre (x, y, z). Local metres; x, y, z on the 1/1024 m grid. With a sector the cells outside it are not
   * decided and may be set or not.
   */
  seen(
    window: WordWindow,
    x: number,
    y: number,
    z: number,
    radius: number,
    target: number,
    sector: Sector | null,
  ): Uint32Array<ArrayBuffer>;
}
