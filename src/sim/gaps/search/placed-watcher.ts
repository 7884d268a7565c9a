import type { CoverageLayer, GroundBits } from '#model/results/coverage-bits.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import type { WalkGrid } from '../walk/walk-grid.ts';

/** A device that can notice people: where it stands, and the ground that it observes under the question's condition. */
export interface PlacedWatcher {
  readonly id: string;
  /** Local metres. */
  readonly x: number;
  readonly y: number;
  readonly layer: CoverageLayer | null;
  /** In the cells of the walk grid's {@link WalkGrid.grid}. */
  readonly ground: GroundBits;
}

/**
 * Cells of the walk grid that a device observes at or above a category (0 = lowest), ascending. Thermal cameras observe at the
 * lowest only; kinds that notice nobody observe none.
 */
export function watchedCells(grid: WalkGrid, { layer, ground }: PlacedWatcher, category: number): Uint32Array {
  const { window, columns } = grid;
  const isWatching = layer === 'density' || (layer === 'thermal' && category === 0);
  if (!isWatching || category >= ground.cells.length) return new Uint32Array(0);
  const cells: number[] = [];
  const size = ground.rows * ground.words;
  for (let at = 0; at < size; at += 1) {
    const row = ground.firstRow + Math.floor(at / ground.words) - window.firstRow;
    const word = ground.firstWord + (at % ground.words) - window.firstWord;
    if (row < 0 || row >= window.rows || word < 0 || word >= window.words) continue;
    for (let bits = ground.bits[category * size + at]; bits !== 0; bits &= bits - 1) {
      cells.push(row * columns + 32 * word + 31 - Math.clz32(bits & -bits));
    }
  }
  return Uint32Array.from(cells);
}

/** Ids of the devices that observe a cell at any category, ascending. */
export function watchersOf(grid: WalkGrid, watchers: readonly PlacedWatcher[], cell: number): string[] {
  const row = Math.floor(cell / grid.columns) + grid.window.firstRow;
  const column = (cell % grid.columns) + 32 * grid.window.firstWord;
  const observes = ({ layer, ground }: PlacedWatcher): boolean =>
    (layer === 'density' || layer === 'thermal') &&
    ((groundWord(ground, 0, row, column >> 5) >>> (column & 31)) & 1) === 1;
  return watchers
    .filter(observes)
    .map(({ id }) => id)
    .toSorted();
}
