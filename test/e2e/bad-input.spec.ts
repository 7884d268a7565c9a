import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { realData, realDataPresent } from '../real-data.ts';
import { appPage } from './app-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-e2e-'));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test('files that cannot be read, and a camera put into a building, give a sentence; the plan stays', async ({
  page,
}) => {
  const app = appPage(page);
  await page.goto('/?quality=low');
  const hash = await app.resultHash();
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + 7 * i) & 255);
  const cases: [string, RegExp][] = [
    [file('holiday.docx', noise), /holiday\.docx/],
    [
      file('plan.sightline.json', '{"format":"sightline-scenario","version":1,"devices":[{"headingDegrees":NaN}]}'),
      /plan\.sightline\.json|NaN/,
    ],
    [file('later.sightline.json', '{"format":"sightline-scenario","version":99}'), /newer/i],
    [file('empty.osm', ''), /empty\.osm/],
  ];
  if (realDataPresent) {
    const whole = readFileSync(realData('osm_monaco/monaco-250101.osm.pbf'));
    cases.push([file('cut.osm.pbf', whole.subarray(0, 300_000)), /cut\.osm\.pbf/]);
  }
  for (const [path, sentence] of cases) {
    await app.drop(path);
    const notice = page.getByRole('alert').filter({ hasText: sentence });
    await expect(notice.first()).toBeVisible();
    await expect(notice.first()).not.toContainText(/at .*:\d+:\d+|undefined|\[object/);
  }
  expect(await app.resultHash()).toBe(hash);

  await page.getByRole('region', { name: 'Devices' }).getByRole('button').first().click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  // Walks the camera eastwards until it stands in a house.
  const east = inspector.getByRole('textbox', { name: 'East of origin' });
  const start = Number((await east.inputValue()).replace(/[^\d.-]/g, '').replace('−', '-'));
  const warning = inspector.getByRole('status').filter({ hasText: /stands inside building/ });
  let refused = false;
  for (let step = 5; step <= 200 && !refused; step += 5) {
    await east.fill(String(start + step));
    await east.press('Enter');
    await app.settled();
    refused = (await warning.count()) > 0;
  }
  expect(refused).toBe(true);
  await expect(warning).toContainText(/move it/i);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await app.settled();
  await expect(warning).toHaveCount(0);
});
