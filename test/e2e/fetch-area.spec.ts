import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type StaticServer, startStaticServer } from '../../server/static-server.ts';
import { draftCentre } from '../fixtures/osm/osm-document.ts';
import { type OverpassServer, startOverpassServer } from '../fixtures/overpass-server.ts';
import { appPage } from './app-page.ts';

let overpass: OverpassServer;
let app: StaticServer;

test.beforeAll(async () => {
  overpass = await startOverpassServer();
  const folder = join(import.meta.dirname, '..', '..', 'dist');
  app = await startStaticServer({ folder, port: 0, overpass: overpass.url });
});

test.afterAll(async () => {
  await app.close();
  await overpass.close();
});

async function askForTown(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Area from OpenStreetMap…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fetch an area from OpenStreetMap' });
  await dialog.getByRole('textbox', { name: 'Place' }).fill(`${draftCentre.latitude}, ${draftCentre.longitude}`);
  await expect(dialog).toContainText('4.0 km² are asked for.');
  await expect(dialog).toContainText(new URL(overpass.url).host);
  await dialog.getByRole('button', { name: 'Fetch' }).click();
}

test('an area is fetched; too much is not asked for, a busy server is told of, and a fetch that hangs stops', async ({
  page,
}) => {
  overpass.mode = { status: 429, retryAfter: '30' };
  await page.goto(`${app.url}?demo&quality=low`);
  await appPage(page).settled();
  const before = overpass.questions.length;
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Area from OpenStreetMap…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fetch an area from OpenStreetMap' });
  await dialog.getByRole('textbox', { name: 'Place' }).fill('60.17, 24.94');
  await dialog.getByRole('textbox', { name: 'Width, km' }).fill('20');
  await expect(dialog).toContainText('too much to ask');
  await expect(dialog.getByRole('button', { name: 'Fetch' })).toBeDisabled();
  expect(overpass.questions).toHaveLength(before);
  await page.keyboard.press('Escape');

  await askForTown(page);
  await expect(page.getByRole('alert').first()).toContainText(/busy|too many|later/i);
  await expect(page.locator('.scene-name')).toHaveText('Havnby');

  overpass.mode = 'slow';
  await askForTown(page);
  await page.getByRole('main', { name: 'City' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(/Fetching the area/)).toHaveCount(0);
  await expect(page.locator('.scene-name')).toHaveText('Havnby');

  overpass.mode = 'city';
  await askForTown(page);
  const report = page.getByRole('dialog', { name: 'Import report' });
  await expect(report).toBeVisible();
  await expect(report).toContainText('Scene buildings');
  await page.getByRole('button', { name: 'Close the report' }).click();
  await expect(page.getByText('© OpenStreetMap contributors').first()).toBeVisible();
  expect(overpass.questions.at(-1)).toContain('building');
});
