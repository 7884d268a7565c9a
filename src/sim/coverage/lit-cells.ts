import type { CellGrid } from '#geo/cell-grid.ts';
import type { Surroundings } from '#model/results/coverage-bits.ts';
import { fillDisc, fillStrip, patchOfGrid } from '../devices/cell-raster.ts';

/** A lit street lights this much beyond half its width to either side, metres: assumption. */
export const litKerbMeters = 1;

/**
 * The cells that are lit at night, as a bitset of the whole grid: centre within `reach` metres of a lamp in plan, or on a street
 * that the source calls lit, within half its width + 1 m of its course. Without surroundings nothing is lit.
 */
export function createLitCells(
  grid: CellGrid,
  surroundings: Pick<Surroundings, 'mounts' | 'streets'> | null,
  reach: number,
): Uint32Array<ArrayBuffer> {
  const patch = patchOfGrid(grid);
  for (const mount of surroundings?.mounts ?? []) {
    if (mount.kind === 'lamp') fillDisc(grid, patch, mount.x, mount.y, reach);
  }
  for (const { lit, tunnel, xy, widthMeters } of surroundings?.streets ?? []) {
    if (lit === true && !tunnel) fillStrip(grid, patch, xy, widthMeters / 2 + litKerbMeters);
  }
  return patch.bits;
}
