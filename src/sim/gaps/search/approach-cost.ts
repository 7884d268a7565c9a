import { type WalkGrid, walkMoves } from '../walk/walk-grid.ts';

/**
 * What a way costs, as one number that sorts by how much it is observed and then by how long it is: watching · 2²² + length.
 * Both are whole numbers, so that sums are exact and equal ways are equal: watching in 2⁻¹⁸ (of ∫ rate dt), length in 1/140 of a
 * cell's side. Exact to 8,192 of ∫ rate dt and 29,959 cells of length; what goes beyond is only rounded, and a longer way counts
 * one 2⁻¹⁸ more watching for every 29,959 cells.
 */
export const watchingStep = 4_194_304;
/** Steps of watching in 1 of ∫ rate dt. */
const watchingScale = 262_144;
/** Cells hold their watch rate in 2⁻¹⁶ per second. */
export const rateScale = 65_536;
/** Straight, diagonal and knight's moves in 1/140 of a cell: 1, √2 and √5 within 0.02 %. */
const moveLengths = [140, 198, 313] as const;
/** Length of the shortest move. */
export const shortestMove = moveLengths[0];
/** More watching than this in one quarter of the longest move counts as this much: e⁻¹⁶ passes it unobserved. */
const mostWatchingInQuarter = 16 * watchingScale;
/** Likewise while a barrier is overcome. */
const mostWatchingAtBarrier = 1024 * watchingScale;

/** 0: straight, 1: diagonal, 2: knight's. */
function moveKind(move: number): 0 | 1 | 2 {
  if (move % 2 === 1) return 2;
  return move % 4 === 0 ? 0 : 1;
}

/** Metres of a move. */
export function moveMeters(move: number, cellMeters: number): number {
  const [x, y] = walkMoves[move];
  return Math.sqrt(x * x + y * y) * cellMeters;
}

/** How somebody travels on the grid. */
export interface Travel {
  readonly metersPerSecond: number;
  /** Barriers are overcome, each in its time. */
  readonly forced: boolean;
}

/** Watch rate, per second, as cells hold it; what is observed at all is never 0. */
export function cellRate(perSecond: number): number {
  if (!(perSecond > 0)) return 0;
  return Math.min(2_147_483_647, Math.max(1, Math.round(perSecond * rateScale)));
}

/**
 * Costs of moves. Every move lies a quarter of its length in each of four cells: its start, two on the way (of straight and
 * diagonal moves again its ends) and its end; that is exact for all 16.
 */
export class MoveCosts {
  readonly grid: WalkGrid;
  readonly travel: Travel;
  /** Cells before the first and after the last in {@link rates}, so that what surrounds a cell may be read at the border. */
  readonly margin: number;
  /** Rate of cell c at c + {@link margin}, 2⁻¹⁶ per second, at most what one move can count. */
  readonly rates: Int32Array;
  /** Per move: cells onward to its end, to the two cells on the way. */
  readonly ends = new Int32Array(16);
  readonly firsts = new Int32Array(16);
  readonly seconds = new Int32Array(16);
  /** Per move: watching per rate in a quarter of it; length. */
  readonly quarters = new Float64Array(16);
  readonly lengths = new Float64Array(16);
  readonly #highestRate: number;

  constructor(grid: WalkGrid, rates: ArrayLike<number>, travel: Travel) {
    this.grid = grid;
    this.travel = travel;
    this.margin = grid.columns + 1;
    this.rates = new Int32Array(rates.length + 2 * this.margin);
    const cellMeters = grid.grid.cell;
    for (let move = 0; move < 16; move += 1) {
      const kind = moveKind(move);
      const cells = (step: readonly [number, number]) => step[1] * grid.columns + step[0];
      this.ends[move] = cells(walkMoves[move]);
      // A knight's move passes the two cells of the straight and the diagonal move beside it.
      const [before, after] = [cells(walkMoves[(move + 15) % 16]), cells(walkMoves[(move + 1) % 16])];
      this.firsts[move] = kind === 2 ? before : 0;
      this.seconds[move] = kind === 2 ? after : this.ends[move];
      this.quarters[move] = (moveMeters(move, cellMeters) / 4 / travel.metersPerSecond / rateScale) * watchingScale;
      this.lengths[move] = moveLengths[kind];
    }
    this.#highestRate = Math.min(500_000_000, Math.floor(mostWatchingInQuarter / this.quarters[1]));
    for (let cell = 0; cell < rates.length; cell += 1) this.setRate(cell, rates[cell]);
  }

  setRate(cell: number, rate: number): void {
    this.rates[cell + this.margin] = Math.min(rate, this.#highestRate);
  }

  rate(cell: number): number {
    return this.rates[cell + this.margin];
  }

  /** Cost of a move that is open from this cell; the same as of the way back. */
  open(cell: number, move: number): number {
    const { rates, margin } = this;
    const at = cell + margin;
    const sum =
      rates[at] + rates[at + this.firsts[move]] + rates[at + this.seconds[move]] + rates[at + this.ends[move]];
    return Math.floor(sum * this.quarters[move]) * watchingStep + this.lengths[move];
  }

  /** Cost of a move over a barrier, during whose crossing both ends are watched by half; its length is that of the time it takes. */
  forced(cell: number, move: number): number {
    const seconds = this.grid.forcedSeconds.get(cell * 16 + move) ?? 0;
    const both = this.rate(cell) + this.rate(cell + this.ends[move]);
    const watching = Math.min(mostWatchingAtBarrier, Math.floor(((both / 2) * seconds * watchingScale) / rateScale));
    // Time counts as the way that could be walked in it: nobody climbs a fence to save a step.
    const walked = (seconds * this.travel.metersPerSecond * shortestMove) / this.grid.grid.cell;
    return this.open(cell, move) + watching * watchingStep + Math.round(walked);
  }

  /** Moves from this cell that can be taken, as bits. */
  moves(cell: number): number {
    const { moves, forcedMoves } = this.grid;
    return this.travel.forced ? moves[cell] | forcedMoves[cell] : moves[cell];
  }

  /** Cost of a move of {@link moves}. */
  cost(cell: number, move: number): number {
    return (this.grid.moves[cell] >>> move) & 1 ? this.open(cell, move) : this.forced(cell, move);
  }
}

/** ∫ rate dt of a cost: the chance of going unobserved is e to the minus this. */
export function watchingOf(cost: number): number {
  return Math.floor(cost / watchingStep) / watchingScale;
}

/** Length of a cost, metres. */
export function metersOf(cost: number, cellMeters: number): number {
  return ((cost - Math.floor(cost / watchingStep) * watchingStep) / shortestMove) * cellMeters;
}
