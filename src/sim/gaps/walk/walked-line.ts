import type { Portal } from '#model/city.ts';
import type { ForcedCrossing } from '#model/results/gaps/approach.ts';
import { moveBetween } from '../search/least-observed.ts';
import type { PlaceNames } from './place-names.ts';
import { cellX, cellY } from './study-area.ts';
import type { WalkGround } from './walk-ground.ts';
import { LineWalker, type StraightWalks, straightened } from './walk-line.ts';
import type { WatchField } from './watch-field.ts';

/** A part of a walk within one cell, or half of the time at a barrier. */
export interface WalkPiece {
  readonly cell: number;
  readonly meters: number;
  readonly seconds: number;
}

/** A way of moves as the line that is walked. */
export interface WalkedLine {
  /** Flat x, y, local metres. */
  readonly xy: readonly number[];
  readonly pieces: readonly WalkPiece[];
  readonly lengthMeters: number;
  readonly seconds: number;
  readonly forced: readonly ForcedCrossing[];
}

/** Straight walks over a ground that a field watches. */
export function straightWalks({ grid, lines, shunned }: WalkGround, field: WatchField): StraightWalks {
  const walker = new LineWalker(grid);
  return {
    watching: (x, y, tx, ty) => {
      let sum = 0;
      walker.visit(x, y, tx, ty, (cell, meters) => {
        sum += field.rates[cell] * meters;
      });
      return sum;
    },
    isOpen: (x, y, tx, ty) => {
      let open = true;
      walker.visit(x, y, tx, ty, (cell) => {
        if (((shunned[cell >> 5] >>> (cell & 31)) & 1) === 1) open = false;
      });
      return open && !lines.blocks(x, y, tx, ty);
    },
  };
}

/**
 * Walks a way of cells, one move apart, drawn straight between the barriers that it overcomes. While a barrier is overcome both ends
 * of that move are watched for half of the time.
 */
export function walkedLine(
  ground: WalkGround,
  field: WatchField,
  names: PlaceNames,
  cells: readonly number[],
  metersPerSecond: number,
): WalkedLine {
  const { grid } = ground;
  const walks = straightWalks(ground, field);
  const walker = new LineWalker(grid);
  const pieces: WalkPiece[] = [];
  const forced: ForcedCrossing[] = [];
  let length = 0;
  const corners = [cells[0]];
  const walkTo = (cell: number): void => {
    const from = corners[corners.length - 1];
    if (from === cell) return;
    walker.visit(cellX(grid, from), cellY(grid, from), cellX(grid, cell), cellY(grid, cell), (at, meters) => {
      length += meters;
      pieces.push({ cell: at, meters, seconds: meters / metersPerSecond });
    });
    corners.push(cell);
  };
  const overcome = (from: number, to: number): void => {
    const [x, y] = [(cellX(grid, from) + cellX(grid, to)) / 2, (cellY(grid, from) + cellY(grid, to)) / 2];
    const things = ground.lines.thingsOn(cellX(grid, from), cellY(grid, from), cellX(grid, to), cellY(grid, to)) ?? [];
    const place = { x, y, name: names.at(x, y) };
    for (const { id, kind, seconds } of things)
      forced.push({ id, kind, atMeters: length, place, delaySeconds: seconds });
    const delay = things.reduce((sum, { seconds }) => sum + seconds, 0);
    for (const cell of [from, to]) pieces.push({ cell, meters: 0, seconds: delay / 2 });
  };
  let start = 0;
  for (let at = 1; at <= cells.length; at += 1) {
    if (at < cells.length && !isForced(ground, cells[at - 1], cells[at])) continue;
    for (const cell of straightened(grid, walks, cells.slice(start, at)).slice(1)) walkTo(cell);
    if (at === cells.length) break;
    overcome(cells[at - 1], cells[at]);
    walkTo(cells[at]);
    start = at;
  }
  if (corners.length === 1) corners.push(corners[0]);
  const xy = corners.flatMap((cell) => [cellX(grid, cell), cellY(grid, cell)]);
  const seconds = length / metersPerSecond + forced.reduce((sum, { delaySeconds }) => sum + delaySeconds, 0);
  return { xy, pieces, lengthMeters: length, seconds, forced };
}

function isForced({ grid }: WalkGround, from: number, to: number): boolean {
  const move = moveBetween(grid, from, to);
  return move >= 0 && ((grid.moves[from] >>> move) & 1) === 0 && ((grid.forcedMoves[from] >>> move) & 1) === 1;
}

/** Where a walk ends: the cell, and the portal that it stands before. */
export interface WalkEnd {
  readonly cell: number;
  readonly portal: Portal | null;
}
