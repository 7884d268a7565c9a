import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { scenarioSchema } from '#model/scenario.ts';
import { type AppPage, appPage } from './app-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-devices-'));
const inspectorOf = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

async function openDemo(page: Page): Promise<AppPage> {
  const app = appPage(page);
  await page.goto('/?quality=low');
  await app.settled();
  return app;
}

/** Chooses a model by filtering the catalogue and clicks a place of the twin, from its middle. */
async function place({ page, twin }: AppPage, filter: string, model: RegExp, dx: number, dy: number): Promise<void> {
  const catalogue = page.getByRole('region', { name: 'Catalogue' });
  await catalogue.getByRole('searchbox', { name: 'Filter models' }).fill(filter);
  await catalogue.getByRole('button', { name: model }).first().click();
  const box = await twin.boundingBox();
  if (box === null) throw new Error('the twin has no box');
  const [x, y] = [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy];
  await page.mouse.move(x - 4, y, { steps: 2 });
  await page.mouse.move(x, y, { steps: 2 });
  await page.mouse.click(x, y);
}

test('devices of other kinds are placed, counted by what they are for, and undone', async ({ page }) => {
  const app = await openDemo(page);
  const inspector = inspectorOf(page);
  const undo = page.getByRole('button', { name: /^Undo/ });

  await place(app, 'acoustic', /Acoustic sensor/, 40, 60);
  await expect(inspector.getByText('Acoustic sensor', { exact: false }).first()).toBeVisible();
  await place(app, 'ALPR', /ALPR, 2 lanes/, -40, 90);
  await expect(inspector.getByRole('region', { name: /Reads plates/ })).toBeVisible();
  await app.settled();
  await undo.click();
  await undo.click();
  await app.settled();
  await expect(undo).toBeDisabled();
});

test('the lens names what it shows, night is less than day, and a blind spot is closed by a proposal', async ({
  page,
}) => {
  const app = await openDemo(page);
  await app.twin.getByRole('button', { name: 'S-03', exact: true }).click({ force: true });
  await inspectorOf(page).getByRole('button', { name: 'Camera view' }).click();
  const view = page.getByRole('region', { name: /View of S-03/ });
  await expect(view.getByRole('img')).toBeVisible();
  await expect(view).toContainText('3840 × 2160');
  await view.getByRole('button', { name: 'Close the camera view' }).click();
  await expect(view).toBeHidden();

  const day = await app.seenAreas();
  await page.getByRole('radio', { name: 'Night' }).check({ force: true });
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('night');
  await expect.poll(async () => (await app.seenAreas())[0]).toBeLessThan(day[0] ?? 0);
  await page.getByRole('radio', { name: 'Day' }).check({ force: true });
  await expect.poll(async () => app.seenAreas()).toEqual(day);

  const strip = page.getByRole('region', { name: 'Coverage', exact: true });
  await app.tab('Blind spots');
  await strip.getByRole('button', { name: 'Find blind spots' }).click();
  const spots = strip.getByRole('region', { name: 'Blind spots' });
  await expect(spots.getByRole('row').nth(1)).toContainText('m²', { timeout: 60_000 });
  await spots.getByRole('button', { name: 'What would cover it' }).first().click();
  const proposals = strip.getByRole('list', { name: 'What would cover it' });
  await expect(proposals.getByRole('listitem').first()).toContainText('m²', { timeout: 60_000 });
  await proposals.getByRole('button', { name: 'Place' }).first().click();
  await app.settled();
  await expect(inspectorOf(page).getByRole('region', { name: 'Aim and lens' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
});

test('devices go out as a table and come in again through the dialog', async ({ page }) => {
  const app = await openDemo(page);
  const hash = await app.resultHash();
  await page
    .getByRole('button', { name: /^Devices\b/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /Devices/ });
  await dialog.getByRole('searchbox', { name: 'Filter devices' }).fill('entrance');
  await expect(dialog.getByRole('status')).toContainText(/\d+ of 43/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /CSV/ }).first().click(),
  ]);
  const table = readFileSync(await download.path(), 'utf8');
  expect(table.split('\n').length).toBeGreaterThan(43);
  const path = join(folder, 'devices.csv');
  // Its own row of bad input is left out with its line; the others change nothing.
  writeFileSync(path, `${table.trimEnd()}\n"broken, row"\n`);
  await dialog.getByLabel('File of devices').setInputFiles(path);
  const mapping = page.getByRole('dialog', { name: 'Which column is what?' });
  await expect(mapping.getByRole('region', { name: 'First rows' })).toBeVisible();
  await mapping.getByRole('button', { name: 'Import devices' }).click();
  await expect(mapping).toBeHidden();
  expect(await app.resultHash()).toBe(hash);
});

test('a variant shares what it does not change', async ({ page }) => {
  const app = await openDemo(page);
  const hash = await app.resultHash();
  await page
    .getByRole('button', { name: /^Variants\b/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /Variants/ });
  await dialog.getByRole('textbox', { name: 'Name of a new variant' }).fill('Without S-03');
  await dialog.getByRole('button', { name: 'Add from what is shown' }).click();
  await expect(dialog.getByRole('button', { name: 'Shown: Without S-03' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await app.twin.getByRole('button', { name: 'S-03', exact: true }).click({ force: true });
  await inspectorOf(page)
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  expect(await app.resultHash()).not.toBe(hash);
  await page
    .getByRole('button', { name: /Without S-03/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /plan itself/i }).click();
  await expect.poll(() => app.resultHash(), { timeout: 60_000 }).toBe(hash);
});

test('a plan that cannot be is refused with a sentence, and the open one stays', async ({ page }) => {
  const app = await openDemo(page);
  const hash = await app.resultHash();
  const shipped = scenarioSchema.parse(JSON.parse(readFileSync('scenarios/havnby-phase-1.sightline.json', 'utf8')));
  const [camera] = shipped.devices;
  const write = (name: string, plan: object): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(plan));
    return path;
  };
  const cases: [string, RegExp][] = [
    [
      write('model.sightline.json', { ...shipped, devices: [{ ...camera, model: 'of-another-make' }] }),
      /refers to the catalogue model “of-another-make”/,
    ],
    [
      write('many.sightline.json', {
        ...shipped,
        devices: Array.from({ length: 50_000 }, (_, i) => ({ ...camera, id: `c${i}` })),
      }),
      /devices must have at most 20000 entries/,
    ],
  ];
  for (const [path, sentence] of cases) {
    await app.drop(path);
    await expect(page.getByRole('alert').filter({ hasText: sentence }).first()).toBeVisible({ timeout: 30_000 });
  }
  expect(await app.resultHash()).toBe(hash);
});
