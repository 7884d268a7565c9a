import { type CellGrid, createCellGrid, type WordWindow } from '#geo/cell-grid.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { windowOfBox } from '../../visibility/bits.ts';
import type { WalkOptions, WalkScene } from './walk-scene.ts';

/** The cells around a site that are searched: a rectangle within a window of whole words. */
export interface StudyArea {
  readonly grid: CellGrid;
  readonly window: WordWindow;
  readonly columns: number;
  readonly rows: number;
  /** First and last column and row of the window that belong to it. */
  readonly column0: number;
  readonly column1: number;
  readonly row0: number;
  readonly row1: number;
  /** Box of its cells, local metres. */
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** More cells than this are not searched: memory of a page, about half a gigabyte. */
export const walkCellLimit = 9_500_000;

/** The square around a place, as far as it lies in the scene. */
export function studyArea(scene: WalkScene, { x, y, reachMeters }: WalkOptions): Outcome<StudyArea> {
  const { bounds, cell } = scene;
  const grid = createCellGrid(bounds, cell);
  const minX = Math.max(bounds.minX, x - reachMeters);
  const minY = Math.max(bounds.minY, y - reachMeters);
  const maxX = Math.min(bounds.maxX, x + reachMeters);
  const maxY = Math.min(bounds.maxY, y + reachMeters);
  const column0 = Math.max(0, Math.ceil(minX / cell - 0.5) - grid.firstColumn);
  const column1 = Math.min(grid.columns - 1, Math.floor(maxX / cell - 0.5) - grid.firstColumn);
  const row0 = Math.max(0, Math.ceil(minY / cell - 0.5) - grid.firstRow);
  const row1 = Math.min(grid.rows - 1, Math.floor(maxY / cell - 0.5) - grid.firstRow);
  if (!(column1 - column0 >= 2 && row1 - row0 >= 2)) {
    return failure('site-outside', 'The site lies outside the scene; choose one inside, or import a larger scene.');
  }
  const window = windowOfBox(grid, minX, minY, maxX, maxY);
  const columns = 32 * window.words;
  if (columns * window.rows > walkCellLimit) {
    const fits = Math.floor((Math.sqrt(walkCellLimit) * cell) / 2 / 100) * 100;
    const larger = cell < 2 ? ', or take cells of 2 m' : '';
    return failure(
      'study-area-large',
      `A study area of ${reachMeters} m to each side has too many cells of ${cell} m; take at most ${fits} m${larger}.`,
    );
  }
  const firstColumn = 32 * window.firstWord;
  return success({
    grid,
    window,
    columns,
    rows: window.rows,
    column0: column0 - firstColumn,
    column1: column1 - firstColumn,
    row0: row0 - window.firstRow,
    row1: row1 - window.firstRow,
    minX: (grid.firstColumn + column0) * cell,
    minY: (grid.firstRow + row0) * cell,
    maxX: (grid.firstColumn + column1 + 1) * cell,
    maxY: (grid.firstRow + row1 + 1) * cell,
  });
}

type AreaFrame = Pick<StudyArea, 'grid' | 'window' | 'columns'>;

/** Local metres of the middle of a cell; exact. */
export function cellX({ grid, window, columns }: AreaFrame, cell: number): number {
  return (grid.firstColumn + 32 * window.firstWord + (cell % columns) + 0.5) * grid.cell;
}

export function cellY({ grid, window, columns }: AreaFrame, cell: number): number {
  return (grid.firstRow + window.firstRow + Math.floor(cell / columns) + 0.5) * grid.cell;
}

/** The cell of the window under (x, y); −1 outside. */
export function cellUnder({ grid, window, columns }: AreaFrame, x: number, y: number): number {
  const column = Math.floor(x / grid.cell) - grid.firstColumn - 32 * window.firstWord;
  const row = Math.floor(y / grid.cell) - grid.firstRow - window.firstRow;
  return column >= 0 && column < columns && row >= 0 && row < window.rows ? row * columns + column : -1;
}

/** Cells of the window whose middle lies at most `radius` from (x, y), ascending. */
export function cellsAround(frame: AreaFrame, x: number, y: number, radius: number): number[] {
  const { grid, window, columns } = frame;
  const side = grid.cell;
  const west = (grid.firstColumn + 32 * window.firstWord + 0.5) * side;
  const south = (grid.firstRow + window.firstRow + 0.5) * side;
  const column0 = Math.max(0, Math.ceil((x - radius - west) / side));
  const column1 = Math.min(columns - 1, Math.floor((x + radius - west) / side));
  const row0 = Math.max(0, Math.ceil((y - radius - south) / side));
  const row1 = Math.min(window.rows - 1, Math.floor((y + radius - south) / side));
  const cells: number[] = [];
  for (let row = row0; row <= row1; row += 1) {
    for (let column = column0; column <= column1; column += 1) {
      const dx = west + column * side - x;
      const dy = south + row * side - y;
      if (dx * dx + dy * dy <= radius * radius) cells.push(row * columns + column);
    }
  }
  return cells;
}
