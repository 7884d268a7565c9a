import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { CoverageTiles, CoverageTilesChange } from '#state/session.ts';

/** Painted coverage on its way from the workers to the twin; keeps all tiles for those who come later. */
export interface TileBoard extends CoverageTiles {
  reset(revision: number, grid: CellGrid | null): void;
  put(revision: number, tiles: readonly CoverageTile[]): void;
}

export function createTileBoard(): TileBoard {
  const listeners = new Set<(change: CoverageTilesChange) => void>();
  const kept = new Map<string, CoverageTile>();
  let grid: CellGrid | null = null;
  let revision = 0;

  const tell = (change: CoverageTilesChange): void => {
    for (const listener of [...listeners]) listener(change);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      listener({ reset: true, revision, grid, tiles: [...kept.values()] });
      return () => listeners.delete(listener);
    },
    reset(nextRevision, nextGrid) {
      kept.clear();
      grid = nextGrid;
      revision = nextRevision;
      tell({ reset: true, revision, grid, tiles: [] });
    },
    put(nextRevision, tiles) {
      for (const tile of tiles) kept.set(`${tile.column},${tile.row}`, tile);
      revision = Math.max(revision, nextRevision);
      tell({ reset: false, revision, grid, tiles });
    },
  };
}
