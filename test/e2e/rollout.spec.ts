import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { rolloutReportSchema } from '#model/results/rollout/rollout-report.ts';
import { appPage } from './app-page.ts';

/** What the command line says about the same plan and question. */
function commandLineReport() {
  const printed = execFileSync(
    process.execPath,
    ['cli/sightline.mjs', 'rollout', 'scenarios/havnby-phase-1.sightline.json', '--json', '--workers', '0'],
    { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return rolloutReportSchema.parse(JSON.parse(printed));
}

test('rollout: runs, the city month by month, its cutover gaps, a better order, another variant, and files', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const app = appPage(page);
  await page.goto('/?quality=low&demo');
  await app.settled();
  await page.keyboard.press('3');
  const strip = page.getByRole('region', { name: 'Rollout over time' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const slider = strip.getByRole('slider', { name: 'Date' });
  await expect(strip).toContainText('1,000 runs · seed 1', { timeout: 120_000 });

  // The same numbers as on the command line.
  const wanted = commandLineReport();
  await expect(page.getByText(`hash ${wanted.resultHash.slice(0, 4)}`)).toBeVisible();

  const live = inspector.getByRole('listitem').filter({ hasText: 'Live' });
  await slider.focus();
  await slider.press('Home');
  const before = await live.innerText();
  for (let month = 0; month < 12; month += 1) await slider.press('PageUp');
  await expect(live).not.toHaveText(before);
  await slider.press('End');
  const built = wanted.devices.filter(({ legacy }) => !legacy).length;
  await expect(live).toContainText(String(built));
  await expect(inspector.getByRole('listitem').filter({ hasText: 'Retired' })).toContainText(
    String(wanted.devices.filter(({ legacy }) => legacy).length),
  );
  await expect.poll(async () => page.evaluate(() => document.querySelectorAll('canvas').length)).toBeGreaterThan(1);

  // A gap that opens: the day moves there, and the twin names it.
  const [gap] = wanted.gaps;
  await strip.getByRole('group', { name: 'Cutover gaps, as planned' }).getByRole('button').first().click();
  await expect(slider).not.toHaveAttribute('aria-valuetext', /^1 Mar 2027/);
  await expect(inspector).toContainText(gap?.groupName ?? 'no gap');

  await slider.press('Home');
  const start = await slider.getAttribute('aria-valuetext');
  await strip.getByRole('button', { name: 'Play' }).click();
  await expect(slider).not.toHaveAttribute('aria-valuetext', start ?? '');
  await strip.getByRole('button', { name: 'Pause' }).click();

  const panel = page.getByRole('complementary', { name: 'Plan' });
  await panel.getByRole('button', { name: 'Compare all four' }).click();
  await expect(panel).toContainText(/would (save|cost)/, { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Search a better order' }).click();
  await expect(panel).toContainText(/goal-days/, { timeout: 60_000 });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await strip.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /[Cc]alendar/ }).click();
    })(),
  ]);
  const calendar = readFileSync(await download.path(), 'utf8');
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar).toContain('Training, Phase 1b');
});
