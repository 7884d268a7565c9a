import { type CoverageTile, coverageTileCells } from '#model/results/coverage-tile.ts';
import { lowestBit } from '../../visibility/bits.ts';
import type { CoverageTable } from './coverage-table.ts';

const tileWords = coverageTileCells / 32;

/** The highest class: covered in all runs. */
const chanceClasses = 10;

/**
 * The ground of the painted category as tiles of the chance that it is covered: class ⌈10 · share of the runs⌉, so 0 only where it
 * is covered in none. Gives all tiles with ground that any device covers, by row and column, also those in which nothing is
 * covered now, so that an older picture is replaced.
 *
 * @param covered Runs in which each column is covered.
 */
export function chanceTiles({ chance }: CoverageTable, covered: ArrayLike<number>, runs: number): CoverageTile[] {
  const classes = Uint8Array.from({ length: chance.columns }, (_, column) => classOf(covered[column] ?? 0, runs));
  const { rows, words, cells, columnOf } = chance;
  const tiles = new Map<number, CoverageTile>();
  const tileColumns = 1 + words.reduce((most, word) => Math.max(most, Math.floor(word / tileWords)), 0);
  for (let piece = 0; piece < rows.length; piece += 1) {
    const row = Math.floor(rows[piece] / coverageTileCells);
    const column = Math.floor(words[piece] / tileWords);
    const key = row * tileColumns + column;
    let tile = tiles.get(key);
    if (tile === undefined) {
      tile = { column, row, best: new Uint8Array(coverageTileCells * coverageTileCells) };
      tiles.set(key, tile);
    }
    const start = (rows[piece] % coverageTileCells) * coverageTileCells + 32 * (words[piece] % tileWords);
    const value = classes[columnOf[piece]];
    if (value === 0) continue;
    for (let left = cells[piece]; left !== 0; left &= left - 1) tile.best[start + lowestBit(left)] = value;
  }
  return [...tiles].sort(([a], [b]) => a - b).map(([, tile]) => tile);
}

/** ⌈10 · count / runs⌉ in whole numbers. */
function classOf(count: number, runs: number): number {
  if (!(count > 0) || !(runs > 0)) return 0;
  return Math.min(chanceClasses, Math.ceil((chanceClasses * count) / runs));
}
