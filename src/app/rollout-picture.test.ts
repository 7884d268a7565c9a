import { expect, it } from 'vitest';
import type { CellGrid } from '#geo/cell-grid.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { createRolloutPainter, type RolloutMoment } from './rollout-picture.ts';
import type { RolloutRequest, RolloutRunner } from './rollout-runner.ts';
import { createTileBoard } from './tile-board.ts';

const grid = { cell: 1 } as CellGrid;
const tile: CoverageTile = { column: 0, row: 0, best: new Uint8Array(256 * 256) };
const plan = { question: {} } as RolloutRequest;
const other = { question: {} } as RolloutRequest;
const day = (p50: string | null) => ({ p10: p50, p50, p90: p50 });
const report = {
  runs: 10,
  devices: [
    { id: 'a', liveAtStart: true, live: day(null), dark: day(null), underWay: day(null) },
    { id: 'b', liveAtStart: false, live: day('2027-03-01'), dark: day(null), underWay: day(null) },
  ],
} as unknown as RolloutReport;
const paint = {
  condition: 'day',
  layer: 'density',
  mode: 'best',
  category: 0,
  against: 'baseline',
  emphasis: [],
} as const;
const moment = (fields: Partial<RolloutMoment>): RolloutMoment => ({
  ...{ request: plan, report, date: '2027-01-01', what: 'date', paint },
  ...fields,
});
/** Long enough for all promises that wait for nothing else. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

function stand(answer: 'picture' | null = 'picture') {
  const asked: string[] = [];
  const drawn: string[] = [];
  const failures: unknown[] = [];
  const board = createTileBoard();
  board.subscribe(({ reset, tiles }) => drawn.push(`${reset ? 'reset' : 'put'} ${tiles.length}`));
  drawn.length = 0;
  const runner = {
    async show(_request, live, _paint, reset) {
      asked.push(`show ${live.join()}${reset ? ' anew' : ''}`);
      return answer === null ? null : { grid, reset, update: { tiles: [tile], facades: null, goals: [] } };
    },
    async chance(_request, date) {
      asked.push(`chance ${date}`);
      return { grid, tiles: [tile] };
    },
  } as Partial<RolloutRunner> as RolloutRunner;
  const painter = createRolloutPainter(
    runner,
    board,
    () => undefined,
    (reason) => failures.push(reason),
  );
  return { painter, asked, drawn, failures };
}

it('paints anew for another plan or another kind of picture, else only what differs', async () => {
  const { painter, asked, drawn, failures } = stand();
  painter.paint(moment({}));
  await rest();
  painter.paint(moment({ date: '2027-02-01' }));
  await rest();
  painter.paint(moment({ date: '2027-04-01' }));
  await rest();
  painter.paint(moment({ what: 'chance' }));
  await rest();
  painter.paint(moment({ what: 'chance', date: '2027-02-01' }));
  await rest();
  painter.paint(moment({ request: other }));
  await rest();
  // No device goes live in February: nothing is asked for it.
  expect(asked).toEqual(['show a anew', 'show a,b', 'chance 2027-01-01', 'chance 2027-02-01', 'show a anew']);
  expect(drawn).toEqual(['reset 0', 'put 1', 'put 1', 'reset 0', 'put 1', 'put 1', 'reset 0', 'put 1']);
  expect(failures).toEqual([]);
});

it('leaves out moments that come faster than they are painted', async () => {
  const { painter, asked } = stand();
  for (const date of ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01'])
    painter.paint(moment({ date, what: 'chance' }));
  await rest();
  expect(asked).toEqual(['chance 2027-01-01', 'chance 2027-04-01']);
});

it('leaves the board as it is where the workers know the plan no longer, and asks for all of it afterwards', async () => {
  const { painter, asked, drawn, failures } = stand(null);
  painter.paint(moment({}));
  await rest();
  painter.paint(moment({}));
  await rest();
  expect(asked).toEqual(['show a anew', 'show a anew']);
  expect([drawn, failures]).toEqual([[], []]);
});
