import { GridWalk } from '../../targets/grid-walk.ts';
import { cellX, cellY } from './study-area.ts';
import type { WalkGrid } from './walk-grid.ts';

/** Visits the cells that a straight walk passes, with the metres of it that lie in each. */
export class LineWalker {
  readonly #walk = new GridWalk();
  readonly #frame;

  constructor({ grid, window, columns, rows }: WalkGrid) {
    this.#frame = {
      size: grid.cell,
      originX: (grid.firstColumn + 32 * window.firstWord) * grid.cell,
      originY: (grid.firstRow + window.firstRow) * grid.cell,
      columns,
      rows,
    };
  }

  visit(x: number, y: number, tx: number, ty: number, each: (cell: number, meters: number) => void): void {
    const walk = this.#walk;
    const [dx, dy] = [tx - x, ty - y];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0 || !walk.begin(this.#frame, x, y, tx, ty)) return;
    do {
      const meters = (walk.leave - walk.enter) * length;
      if (meters > 1e-9) each(walk.cell, meters);
    } while (walk.step());
  }
}

/** Whether a straight walk may be taken, and what it costs. */
export interface StraightWalks {
  /** ∫ rate along the line, rate as in cells times metres. */
  watching(x: number, y: number, tx: number, ty: number): number;
  isOpen(x: number, y: number, tx: number, ty: number): boolean;
}

/** Corners that are looked ahead to at most: a walk of 1 km has some 400 moves. */
const mostAhead = 256;
/** Corners that one pass leaves may be left out by the next. */
const mostPasses = 4;
/** Of ∫ rate: above what sums differ by when their terms come in another order. */
const slack = 1e-9;

/**
 * Draws a way of moves straight wherever that is open and just as much watched, which is where nobody watches, from its beginning on:
 * corners of the way that are kept, the first and the last among them. The line is never longer than the moves. A line that is less
 * watched is not taken either: else a device more could lead to a way that happens to be drawn better, and raise the chance.
 *
 * @param cells Of the way, one move apart. Each move has to be open.
 */
export function straightened(grid: WalkGrid, walks: StraightWalks, cells: readonly number[]): number[] {
  let line = [...cells];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const straighter = onceStraightened(grid, walks, line);
    if (straighter.length === line.length) break;
    line = straighter;
  }
  return line;
}

function onceStraightened(grid: WalkGrid, walks: StraightWalks, cells: readonly number[]): number[] {
  if (cells.length <= 2) return [...cells];
  const xs = cells.map((cell) => cellX(grid, cell));
  const ys = cells.map((cell) => cellY(grid, cell));
  const watched = [0];
  for (let at = 1; at < cells.length; at += 1) {
    watched.push(watched[at - 1] + walks.watching(xs[at - 1], ys[at - 1], xs[at], ys[at]));
  }
  const isGood = (from: number, to: number): boolean => {
    const along = watched[to] - watched[from];
    const straight = walks.watching(xs[from], ys[from], xs[to], ys[to]);
    return Math.abs(straight - along) <= slack * (1 + watched[to]) && walks.isOpen(xs[from], ys[from], xs[to], ys[to]);
  };
  const kept = [cells[0]];
  let at = 0;
  while (at < cells.length - 1) {
    at = furthest(at, Math.min(cells.length - 1, at + mostAhead), isGood);
    kept.push(cells[at]);
  }
  return kept;
}

/** A far place that is reached straight: doubling steps first, then the gap between the last two halved. */
function furthest(from: number, last: number, isGood: (from: number, to: number) => boolean): number {
  let good = from + 1;
  let bad = last + 1;
  for (let step = 2; from + step <= last; step *= 2) {
    if (!isGood(from, from + step)) {
      bad = from + step;
      break;
    }
    good = from + step;
  }
  if (bad === last + 1 && good < last && isGood(from, last)) return last;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= last && isGood(from, middle)) good = middle;
    else bad = middle;
  }
  return good;
}
