import type { CoverageState } from '#state/session.ts';

/** One class of the coverage of all devices of the painted layer together. Areas in m². */
export interface TogetherRow {
  readonly name: string;
  readonly index: number;
  /** Seen by at least one device at or above the class. */
  readonly area: number;
  /** Of the ground of the scene; null until the ground is counted. */
  readonly groundShare: number | null;
  /** Seen by at least two, and its share of `area` (0 where nothing is seen). */
  readonly redundantArea: number;
  readonly redundantShare: number;
  /** Mean number of devices over what is seen. */
  readonly meanDevices: number;
}

/** The plan's coverage by class, lowest first; null until the engine has answered. */
export function togetherRows(classes: readonly string[], coverage: CoverageState): readonly TogetherRow[] | null {
  const { totals, grid, groundCells } = coverage;
  if (totals === null || grid === null) return null;
  const cellArea = grid.cell * grid.cell;
  return classes.map((name, index) => {
    const cells = totals.cells[index] ?? 0;
    const redundant = totals.redundantCells[index] ?? 0;
    return {
      name,
      index,
      area: cells * cellArea,
      groundShare: groundCells === null || groundCells === 0 ? null : cells / groundCells,
      redundantArea: redundant * cellArea,
      redundantShare: cells === 0 ? 0 : redundant / cells,
      meanDevices: cells === 0 ? 0 : (totals.deviceCells[index] ?? 0) / cells,
    };
  });
}

/** One device's areas by class, lowest first, m². */
export interface DeviceAreas {
  readonly seen: readonly number[];
  /** What no other device of its layer sees at or above the class. */
  readonly alone: readonly number[];
  /** Of a patrol: expected at any time; null where there is none. */
  readonly patrol: readonly number[] | null;
  readonly problem: string | null;
}

export function deviceAreas(id: string, coverage: CoverageState): DeviceAreas | null {
  const totals = coverage.devices.get(id);
  if (totals === undefined || coverage.grid === null) return null;
  const cellArea = coverage.grid.cell * coverage.grid.cell;
  return {
    seen: totals.cells.map((cells) => cells * cellArea),
    alone: totals.aloneCells.map((cells) => cells * cellArea),
    patrol: totals.patrolCells?.map((cells) => cells * cellArea) ?? null,
    problem: totals.problem,
  };
}
