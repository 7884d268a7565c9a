import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { coverageResultSchema } from '#model/results/coverage.ts';
import { appPage } from './app-page.ts';

const [plan] = readdirSync('scenarios')
  .filter((name) => name.endsWith('.sightline.json'))
  .sort();
const [scene] = readdirSync('scenes')
  .filter((name) => name.endsWith('.zip'))
  .sort();

/** What the command line says about the shipped plan. */
function commandLineResult(cell: number) {
  const printed = execFileSync(
    process.execPath,
    [
      'cli/sightline.mjs',
      ...['coverage', `scenarios/${plan}`, '--scene', `scenes/${scene}`],
      ...['--json', '--workers', '0', '--cell', String(cell)],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return coverageResultSchema.parse(JSON.parse(printed)).together;
}

test('the page gives the bytes of the command line, with one and four workers, and in finer cells', async ({
  page,
}) => {
  const together = commandLineResult(1);
  const app = appPage(page);
  // Two workers are held by the lane that runs kernels in the browser.
  for (const workers of [1, 4]) {
    await page.goto(`/?quality=low&demo&workers=${workers}`);
    expect(await app.resultHash(), `${workers} workers`).toBe(together.bitsetHash);
    expect(await app.seenAreas()).toEqual(together.areasSquareMeters);
  }

  const fine = commandLineResult(0.5);
  await page.getByRole('group', { name: 'Side of a cell' }).getByRole('radio', { name: '0.5 m' }).check();
  await expect.poll(() => app.resultHash(), { timeout: 60_000 }).toBe(fine.bitsetHash);
  expect(await app.seenAreas()).toEqual(fine.areasSquareMeters.map(Math.round));
});
