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

  const counts = inspector.getByRole('region', { name: 'Devices that day' }).getByRole('definition');
  const legacy = wanted.devices.filter((device) => device.legacy).length;
  const built = wanted.devices.length - legacy;
  await slider.focus();
  await slider.press('Home');
  await expect(counts.first()).toHaveText(String(legacy));
  for (let month = 0; month < 3; month += 1) await slider.press('PageUp');
  await expect(counts.first()).not.toHaveText(String(legacy));
  await slider.press('End');
  await expect(counts).toHaveText([String(built), '0', '0', String(legacy)]);

  // A gap that opens: the day moves there, and the twin names it.
  const [gap] = wanted.gaps;
  await strip.getByRole('group', { name: 'Cutover gaps, as planned' }).getByRole('button').first().click();
  await expect(slider).not.toHaveAttribute('aria-valuetext', /^1 Mar 2027/);
  await expect(inspector).toContainText(gap?.groupName ?? 'no gap');

  await slider.press('Home');
  const start = await slider.getAttribute('aria-valuetext');
  await strip.getByRole('button', { name: /^Play/ }).click();
  await expect(slider).not.toHaveAttribute('aria-valuetext', start ?? '');
  await strip.getByRole('button', { name: /^Pause/ }).click();

  const panel = page.getByRole('complementary', { name: 'Phases and resources' });
  await panel.getByRole('button', { name: 'Compare all four' }).click();
  await expect(panel).toContainText(/would (save|cost)/, { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Search a better order' }).click();
  await expect(panel).toContainText('more days of met goals', { timeout: 60_000 });

  // The same dates for another variant beside it, under one camera.
  await panel
    .getByRole('combobox', { name: 'Compare with' })
    .selectOption({ label: 'Plan B: all doors of the hospital' });
  await expect(page.getByRole('application', { name: /City in 3D/ })).toHaveCount(2, { timeout: 120_000 });
  await panel.getByRole('button', { name: 'End the comparison' }).click();
  await expect(page.getByRole('application', { name: /City in 3D/ })).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await strip.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /[Cc]alendar/ }).click();
    })(),
  ]);
  const calendar = readFileSync(await download.path(), 'utf8');
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar).toContain('Training\\, Phase 1b');
});
