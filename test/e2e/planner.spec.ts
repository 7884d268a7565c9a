import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { scenarioSchema } from '#model/scenario.ts';
import { realData, realDataPresent } from '../real-data.ts';
import { type AppPage, appPage } from './app-page.ts';

/** Places a camera near the middle of the twin and gives its name. */
async function placeCamera({ page, twin }: AppPage, dx = 0, dy = 0): Promise<string> {
  const box = await twin.boundingBox();
  if (box === null) throw new Error('the twin has no box');
  await page
    .getByRole('region', { name: 'Catalogue' })
    .getByRole('button', { name: /Fixed 4K, 8 mm/ })
    .click();
  await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy, { steps: 3 });
  await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
  const name = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Camera name' });
  await expect(name).toBeVisible();
  return name.inputValue();
}

/** Keeps both revisions of every drawn frame, from inside the page. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const element = document.querySelector<HTMLElement>('[data-drawn-revision]');
    const frames: [number, number][] = [];
    Object.assign(window, { sightlineFrames: frames });
    if (element === null) return;
    new MutationObserver(() => {
      frames.push([Number(element.dataset['drawnRevision']), Number(element.dataset['coverageRevision'])]);
    }).observe(element, { attributes: true, attributeFilter: ['data-drawn-revision', 'data-coverage-revision'] });
  });
}

const framesOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { sightlineFrames: [number, number][] }).sightlineFrames);

async function planOnACity(app: AppPage): Promise<void> {
  const { page, twin } = app;
  const name = await placeCamera(app);
  await app.settled();
  const before = await app.seenAreas();
  const hashBefore = await app.resultHash();
  const undo = page.getByRole('button', { name: /^Undo/ });

  // Drag the camera; its coverage follows and is never more than one drawn frame behind.
  const marker = twin.getByRole('button', { name, exact: true });
  const at = await marker.boundingBox();
  if (at === null) throw new Error('the camera has no marker');
  await watchFrames(page);
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 16; step++) {
    await page.mouse.move(at.x + at.width / 2 + 4.5 * step, at.y + at.height / 2 + 2 * step);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  const hashAfter = await app.resultHash();
  expect(hashAfter).not.toBe(hashBefore);
  const frames = await framesOf(page);
  expect(new Set(frames.map(([drawn]) => drawn)).size).toBeGreaterThan(2);
  frames.forEach(([, coverage], k) => {
    if (k > 0) expect(coverage).toBeGreaterThanOrEqual(frames[k - 1]?.[0] ?? 0);
  });

  // One drag is one step back.
  await undo.click();
  expect(await app.resultHash()).toBe(hashBefore);
  expect(await app.seenAreas()).toEqual(before);
  await page.getByRole('button', { name: /^Redo/ }).click();
  expect(await app.resultHash()).toBe(hashAfter);

  // The plan is there again after a reload, and in the file that was saved.
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  expect(await app.resultHash()).toBe(hashAfter);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Plan/ }).click(),
  ]);
  const saved = scenarioSchema.parse(JSON.parse(readFileSync(await download.path(), 'utf8')));
  expect(saved.devices.map((device) => device.name)).toContain(name);
}

test('a planner places, drags, undoes, saves and finds again a camera in the demo city', async ({ page }) => {
  const app = appPage(page);
  await page.goto('/?quality=low');
  await app.settled();
  await planOnACity(app);
});

test('a planner drops the Helsinki extract, and plans on it as on any city', async ({ page }) => {
  test.skip(!realDataPresent, 'needs the real test data');
  const app = appPage(page);
  await page.goto('/?quality=low');
  await app.settled();
  // With a plan on the square east of the station: the view opens there, where a camera has something to see.
  await app.drop(realData('osm_helsinki/helsinki_centre_2019.osm.pbf'), 'docs/pictures/helsinki.sightline.json');
  const report = page.getByRole('dialog', { name: /import/i });
  await expect(report).toBeVisible({ timeout: 90_000 });
  await expect(report).toContainText('1,368');
  await expect(report).toContainText('1,286');
  await report.getByRole('button', { name: 'Close the report' }).click();
  await expect(page.getByRole('main', { name: 'City' })).toContainText('OpenStreetMap contributors');
  // The goals that came with the plan are measured on the real city, and follow what is placed.
  await app.settled();
  const square = 'Station square at Outline';
  const before = await app.goal(square);
  expect(before).toMatch(/54\.9 ?%/);
  expect(before).toMatch(/≥ 60 ?%/);
  expect(await app.goal('Station doors locked')).toMatch(/75\.0 ?%/);
  await planOnACity(app);
  await app.settled();
  const after = await app.goal(square);
  expect(after).not.toBe(before);
});
