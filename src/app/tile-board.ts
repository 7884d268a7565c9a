import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { FacadePaint, FacadePanels } from '#model/results/facades.ts';
import type { CoverageTiles, CoverageTilesChange } from '#state/session.ts';

/** Painted coverage on its way from the workers to the twin; keeps all tiles for those who come later. */
export interface TileBoard extends CoverageTiles {
  reset(revision: number, grid: CellGrid | null): void;
  put(revision: number, tiles: readonly CoverageTile[], facades?: FacadePaint | null): void;
  /** Panels of the city's facades; those painted before are forgotten. */
  setPanels(panels: FacadePanels | null): void;
}

export function createTileBoard(): TileBoard {
  const listeners = new Set<(change: CoverageTilesChange) => void>();
  const kept = new Map<string, CoverageTile>();
  let grid: CellGrid | null = null;
  let panels: FacadePanels | null = null;
  /** Class per panel, for those who come later. */
  let painted = new Uint8Array(0);
  let revision = 0;

  const tell = (change: CoverageTilesChange): void => {
    for (const listener of [...listeners]) listener(change);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      listener({ reset: true, revision, grid, tiles: [...kept.values()], panels, facades: paintOf(painted) });
      return () => listeners.delete(listener);
    },
    reset(nextRevision, nextGrid) {
      kept.clear();
      grid = nextGrid;
      revision = nextRevision;
      painted.fill(0);
      tell({ reset: true, revision, grid, tiles: [], panels, facades: null });
    },
    put(nextRevision, tiles, facades = null) {
      for (const tile of tiles) kept.set(`${tile.column},${tile.row}`, tile);
      revision = Math.max(revision, nextRevision);
      for (let at = 0; facades !== null && at < facades.index.length; at += 1) {
        painted[facades.index[at] ?? 0] = facades.classes[at] ?? 0;
      }
      tell({ reset: false, revision, grid, tiles, facades });
    },
    setPanels(next) {
      panels = next;
      painted = new Uint8Array(next?.count ?? 0);
      tell({ reset: false, revision, grid, tiles: [], panels, facades: null });
    },
  };
}

function paintOf(classes: Uint8Array): FacadePaint | null {
  const index: number[] = [];
  for (let at = 0; at < classes.length; at += 1) if (classes[at] !== 0) index.push(at);
  if (index.length === 0) return null;
  return { index: Uint32Array.from(index), classes: Uint8Array.from(index, (at) => classes[at] ?? 0) };
}
