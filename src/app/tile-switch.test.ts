import { expect, it } from 'vitest';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import { createTileBoard } from './tile-board.ts';
import { createTileSwitch } from './tile-switch.ts';

const tile = (column: number): CoverageTile => ({ column, row: 0, best: new Uint8Array(256 * 256) });

it('shows the chosen board alone, and all of it after a switch', () => {
  const plan = createTileBoard();
  const dated = createTileBoard();
  const tiles = createTileSwitch(plan);
  const seen: string[] = [];
  const stop = tiles.subscribe(({ reset, tiles: told }) =>
    seen.push(`${reset ? 'all' : 'more'} ${told.map(({ column }) => column).join()}`),
  );
  plan.put(1, [tile(1)]);
  dated.put(1, [tile(7)]);
  expect(seen).toEqual(['all ', 'more 1']);
  tiles.show(dated);
  dated.put(2, [tile(8)]);
  plan.put(2, [tile(2)]);
  expect(seen.slice(2)).toEqual(['all 7', 'more 8']);
  tiles.show(plan);
  expect(seen.slice(4)).toEqual(['all 1,2']);
  stop();
  plan.put(3, [tile(3)]);
  expect(seen).toHaveLength(5);
});
