import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { gapReportSchema } from '#model/results/gaps/gap-report.ts';
import { appPage } from './app-page.ts';

/** What the command line says about the same plan and question. */
function commandLineReport(run: string) {
  const printed = execFileSync(
    process.execPath,
    ['cli/sightline.mjs', 'gaps', 'scenarios/havnby-phase-1.sightline.json', '--run', run, '--json', '--workers', '0'],
    { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [report] = JSON.parse(printed) as unknown[];
  return gapReportSchema.parse(report);
}

test('security: the least-observed way in, what closes it, single failures, leaking roads, and an export', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const app = appPage(page);
  await page.goto('/?quality=low&demo');
  await app.settled();
  await page.getByRole('radio', { name: 'Simulate' }).check({ force: true });
  const simulations = page.getByRole('region', { name: 'Simulations' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const run = (name: RegExp) => simulations.getByRole('button', { name });
  const ready = (name: RegExp) => expect(run(name)).toHaveAccessibleName(/: ready/, { timeout: 60_000 });

  await run(/Least-observed path/).click();
  await ready(/Least-observed path/);
  const wanted = commandLineReport('approach');
  if (wanted.result?.kind !== 'approach') throw new Error('The demo plan has a way in.');
  const { best } = wanted.result;
  await expect(inspector).toContainText(best.unobserved.toFixed(2));
  await expect(inspector).toContainText(`${Math.round(best.lengthMeters)} m`);
  await expect(inspector.getByText('Gaps on this path')).toBeVisible();
  await expect(page.getByText(wanted.inputHash.slice(0, 4))).toBeVisible();

  await inspector.getByRole('button', { name: 'Propose devices' }).click();
  const add = inspector.getByRole('button', { name: /^Add .* to plan$/ });
  await expect(add).toBeEnabled({ timeout: 120_000 });
  await add.click();
  await expect(run(/Least-observed path/)).toHaveAccessibleName(/: out of date/, { timeout: 20_000 });
  await page.getByRole('region', { name: 'Plan and files' }).getByRole('button', { name: 'Undo' }).click();
  await ready(/Least-observed path/);

  await run(/Single failures/).click();
  await ready(/Single failures/);
  await inspector
    .getByRole('button', { name: /Control room/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /difference/ }).first()).toBeVisible();

  await run(/Cordon/).click();
  await ready(/Cordon/);
  await expect(inspector).toContainText('leaks');
  await expect(inspector).toContainText('Fewest units that close it');

  await inspector.getByRole('button', { name: /^Export/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export security gaps' });
  await dialog.getByRole('textbox').fill('City council');
  await dialog.getByRole('switch', { name: 'Scores only' }).check({ force: true });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^(Save|Export)/ }).click();
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as unknown[];
  const reports = saved.map((report) => gapReportSchema.parse(report));
  expect(reports.length).toBeGreaterThanOrEqual(3);
  for (const report of reports) {
    expect(report).toMatchObject({
      redacted: true,
      result: null,
      preparedFor: 'City council',
      sensitivity: 'sensitive',
    });
  }
  expect(reports.find((report) => report.run === 'approach')?.scores).toEqual(wanted.scores);
});
