import type { ClosedLines } from './closed-lines.ts';
import { cellX, cellY, type StudyArea } from './study-area.ts';
import { walkMoves } from './walk-grid.ts';

/** Moves of a study area while lines are laid over it. */
export interface OpenMoves {
  readonly moves: Uint16Array<ArrayBuffer>;
  readonly forcedMoves: Uint16Array<ArrayBuffer>;
  readonly forcedSeconds: Map<number, number>;
}

const half = 8;

/** Moves between cells that are both walkable, in one row. */
export function openRow(area: StudyArea, walkable: Uint32Array, row: number, moves: Uint16Array): void {
  const { columns, rows, window } = area;
  const isWalkable = (at: number, line: number): boolean =>
    at >= 0 && at < columns && ((walkable[line * window.words + (at >> 5)] >>> (at & 31)) & 1) === 1;
  for (let word = 0; word < window.words; word += 1) {
    const bits = walkable[row * window.words + word];
    for (let bit = 0; bits !== 0 && bit < 32; bit += 1) {
      if (((bits >>> bit) & 1) === 0) continue;
      const column = 32 * word + bit;
      const cell = row * columns + column;
      for (let move = 0; move < half; move += 1) {
        const [dx, dy] = walkMoves[move];
        if (row + dy >= rows || !isWalkable(column + dx, row + dy)) continue;
        moves[cell] |= 1 << move;
        moves[cell + dy * columns + dx] |= 1 << (move + half);
      }
    }
  }
}

/**
 * Takes the moves that cross lines out of those that are open: where the line can be overcome they become forced ones. Lines that
 * cannot come first, so that no forced move crosses one. Exact, as all ends and middles of cells lie on the 1/1024 m grid.
 */
export class MoveCloser {
  readonly #area: StudyArea;
  readonly #open: OpenMoves;
  readonly #lines: ClosedLines;
  /** Forced move → thing that was met last, as a thing is overcome once however many of its pieces are crossed. */
  readonly #lastThing = new Map<number, number>();
  readonly #cells: Int32Array;

  constructor(area: StudyArea, open: OpenMoves, lines: ClosedLines) {
    this.#area = area;
    this.#open = open;
    this.#lines = lines;
    this.#cells = Int32Array.from(walkMoves, ([x, y]) => y * area.columns + x);
  }

  /** Numbers of the lines in the order in which they are to be laid. */
  order(): Uint32Array {
    const { thing, things } = this.#lines;
    const start = new Uint32Array(things.length + 2);
    for (const one of thing) start[one + 2] += 1;
    for (let at = 1; at < start.length; at += 1) start[at] += start[at - 1];
    const order = new Uint32Array(thing.length);
    for (let line = 0; line < thing.length; line += 1) {
      order[start[thing[line] + 1]] = line;
      start[thing[line] + 1] += 1;
    }
    return order;
  }

  /** Lays one line over the moves. */
  close(line: number): void {
    const { xy } = this.#lines;
    const [ax, ay, bx, by] = [xy[4 * line], xy[4 * line + 1], xy[4 * line + 2], xy[4 * line + 3]];
    const { rows, columns } = this.#area;
    const side = this.#area.grid.cell;
    const west = cellX(this.#area, 0);
    const south = cellY(this.#area, 0);
    const low = Math.min(ay, by);
    const high = Math.max(ay, by);
    const first = Math.max(0, Math.ceil((low - south) / side) - 2);
    const last = Math.min(rows - 1, Math.floor((high - south) / side));
    for (let row = first; row <= last; row += 1) {
      const y = south + row * side;
      const [from, to] = spanBetween(ax, ay, bx, by, y, y + 2 * side);
      const start = Math.max(0, Math.ceil((from - west) / side) - 2);
      const end = Math.min(columns - 1, Math.floor((to - west) / side) + 2);
      for (let column = start; column <= end; column += 1) {
        const cell = row * columns + column;
        if (((this.#open.moves[cell] | this.#open.forcedMoves[cell]) & 0xff) === 0) continue;
        this.#closeAt(line, cell, west + column * side, y, ax, ay, bx - ax, by - ay);
      }
    }
  }

  /** Moves 0 to 7 of the cell at (x, y), against the line from a along e; their ways back go with them. */
  #closeAt(line: number, cell: number, x: number, y: number, ax: number, ay: number, ex: number, ey: number): void {
    const { moves, forcedMoves } = this.#open;
    const side = this.#area.grid.cell;
    const px = x - ax;
    const py = y - ay;
    const start = ex * py - ey * px;
    const bits = moves[cell] | forcedMoves[cell];
    for (let move = 0; move < half; move += 1) {
      if (((bits >>> move) & 1) === 0) continue;
      const dx = walkMoves[move][0] * side;
      const dy = walkMoves[move][1] * side;
      const end = start + ex * dy - ey * dx;
      if ((start > 0 && end > 0) || (start < 0 && end < 0)) continue;
      const a = dy * px - dx * py;
      const b = a + dx * ey - dy * ex;
      if ((a > 0 && b > 0) || (a < 0 && b < 0)) continue;
      if (a === 0 && b === 0 && start === 0 && end === 0 && !overlaps(px, py, dx, dy, ex, ey)) continue;
      this.#cross(line, cell, move);
    }
  }

  #cross(line: number, cell: number, move: number): void {
    const { moves, forcedMoves, forcedSeconds } = this.#open;
    const thing = this.#lines.thing[line];
    const other = cell + this.#cells[move];
    const bit = 1 << move;
    const back = 1 << (move + half);
    const wasForced = (forcedMoves[cell] & bit) !== 0;
    moves[cell] &= ~bit;
    moves[other] &= ~back;
    if (thing < 0) return;
    const key = 16 * cell + move;
    if (wasForced && this.#lastThing.get(key) === thing) return;
    forcedMoves[cell] |= bit;
    forcedMoves[other] |= back;
    const seconds = (wasForced ? (forcedSeconds.get(key) ?? 0) : 0) + this.#lines.things[thing].seconds;
    forcedSeconds.set(key, seconds);
    forcedSeconds.set(16 * other + move + half, seconds);
    this.#lastThing.set(key, thing);
  }
}

/** West- and easternmost x of the part of a segment between two heights; the whole where rounding leaves nothing. */
function spanBetween(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  low: number,
  high: number,
): readonly [number, number] {
  if (ay === by) return ax < bx ? [ax, bx] : [bx, ax];
  const at = (y: number): number => {
    const share = (y - ay) / (by - ay);
    return share <= 0 ? ax : share >= 1 ? bx : ax + share * (bx - ax);
  };
  const one = at(low);
  const other = at(high);
  return one < other ? [one - 1e-6, other + 1e-6] : [other - 1e-6, one + 1e-6];
}

/** Segments on one line: from p along d, both relative to the start of the other, which goes along e. */
function overlaps(px: number, py: number, dx: number, dy: number, ex: number, ey: number): boolean {
  const within = (p: number, d: number, e: number): boolean =>
    Math.min(p, p + d) <= Math.max(0, e) && Math.min(0, e) <= Math.max(p, p + d);
  return within(px, dx, ex) && within(py, dy, ey);
}
