import { type CategorySetId, categorySets, type DensityCategory } from '#model/pixel-density.ts';
import type { CoverageState } from '#state/session.ts';

/** One category of the coverage of all cameras together. Areas in m². */
export interface TogetherRow {
  readonly category: DensityCategory;
  readonly index: number;
  /** Seen by at least one camera at or above the category. */
  readonly area: number;
  /** Of the ground of the scene; null until the ground is counted. */
  readonly groundShare: number | null;
  /** Seen by at least two, and its share of `area` (0 where nothing is seen). */
  readonly redundantArea: number;
  readonly redundantShare: number;
  /** Mean number of cameras over what is seen. */
  readonly meanCameras: number;
}

/** The plan's coverage by category, lowest first; null until the engine has answered. */
export function togetherRows(set: CategorySetId, coverage: CoverageState): readonly TogetherRow[] | null {
  const { totals, grid, groundCells } = coverage;
  if (totals === null || grid === null) return null;
  const cellArea = grid.cell * grid.cell;
  return categorySets[set].categories.map((category, index) => {
    const cells = totals.cells[index] ?? 0;
    const redundant = totals.redundantCells[index] ?? 0;
    return {
      category,
      index,
      area: cells * cellArea,
      groundShare: groundCells === null || groundCells === 0 ? null : cells / groundCells,
      redundantArea: redundant * cellArea,
      redundantShare: cells === 0 ? 0 : redundant / cells,
      meanCameras: cells === 0 ? 0 : (totals.cameraCells[index] ?? 0) / cells,
    };
  });
}

/** One camera's areas by category, lowest first, m². */
export interface CameraAreas {
  readonly seen: readonly number[];
  /** What no other camera sees at or above the category. */
  readonly alone: readonly number[];
  readonly problem: string | null;
}

export function cameraAreas(id: string, coverage: CoverageState): CameraAreas | null {
  const totals = coverage.cameras.get(id);
  if (totals === undefined || coverage.grid === null) return null;
  const cellArea = coverage.grid.cell * coverage.grid.cell;
  return {
    seen: totals.cells.map((cells) => cells * cellArea),
    alone: totals.aloneCells.map((cells) => cells * cellArea),
    problem: totals.problem,
  };
}
