import type { CoverageTiles, CoverageTilesChange } from '#state/session.ts';

/** One of several boards, as a board of its own: when another one is chosen, its tiles take the place of those before. */
export interface TileSwitch extends CoverageTiles {
  show(board: CoverageTiles): void;
}

export function createTileSwitch(first: CoverageTiles): TileSwitch {
  const listeners = new Map<(change: CoverageTilesChange) => void, () => void>();
  let shown = first;
  return {
    subscribe(listener) {
      listeners.set(listener, shown.subscribe(listener));
      return () => {
        listeners.get(listener)?.();
        listeners.delete(listener);
      };
    },
    show(board) {
      if (board === shown) return;
      shown = board;
      for (const [listener, stop] of listeners) {
        stop();
        // Its first call tells all that it holds, and drops what was drawn.
        listeners.set(listener, board.subscribe(listener));
      }
    },
  };
}
