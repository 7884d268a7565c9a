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

test('the page gives the bytes of the command line, with one, two and four workers', async ({ page }) => {
  const printed = execFileSync(
    process.execPath,
    ['cli/sightline.mjs', 'coverage', `scenarios/${plan}`, '--scene', `scenes/${scene}`, '--json', '--workers', '0'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const { together } = coverageResultSchema.parse(JSON.parse(printed));
  const app = appPage(page);
  for (const workers of [1, 2, 4]) {
    await page.goto(`/?quality=low&demo&workers=${workers}`);
    expect(await app.resultHash(), `${workers} workers`).toBe(together.bitsetHash);
    expect(await app.seenAreas()).toEqual(together.areasSquareMeters);
  }
});
