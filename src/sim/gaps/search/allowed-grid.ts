import type { SimulationStep } from '../../simulation-step.ts';
import { type WalkGrid, walkMoves } from '../walk/walk-grid.ts';

/** Moves that pass a cell's neighbour (index of its straight or diagonal move) or lead into it. */
const movesThrough: readonly number[] = walkMoves.map((_, move) =>
  move % 2 === 1 ? 1 << move : (1 << move) | (1 << ((move + 1) % 16)) | (1 << ((move + 15) % 16)),
);

const cellsInStep = 65_536;

/** The grid without the cells that are not allowed (0): moves that begin, end or pass there are closed. Entries stay listed. */
export function* gridWithinSteps(grid: WalkGrid, isAllowed: Uint8Array): Generator<SimulationStep, WalkGrid, void> {
  const [moves, forcedMoves] = [grid.moves.slice(), grid.forcedMoves.slice()];
  const ends = walkMoves.map(([x, y]) => y * grid.columns + x);
  for (let cell = 0; cell < moves.length; cell += 1) {
    if (cell % cellsInStep === 0) yield { step: 'Leaving out ground', fraction: cell / moves.length };
    const all = moves[cell] | forcedMoves[cell];
    if (all === 0) continue;
    let closed = 0;
    if (isAllowed[cell] === 0) closed = all;
    else {
      for (let move = 0; move < 16; move += 1) {
        const through = movesThrough[move];
        if ((all & through) !== 0 && isAllowed[cell + ends[move]] === 0) closed |= through;
      }
    }
    moves[cell] &= ~closed;
    forcedMoves[cell] &= ~closed;
  }
  return { ...grid, moves, forcedMoves };
}
