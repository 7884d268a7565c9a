import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type AppPage, appPage } from './app-page.ts';

const demoScene = 'scenes/havnby.sightline-scene.zip';

/** The places that are clicked below are those of this view. */
const address = '/?quality=low#x=210.2&y=294&heading=28&pitch=47&distance=690';

/** A point of the twin, as shares of its width and height. */
async function pixelOf({ twin }: AppPage, x: number, y: number): Promise<readonly [number, number]> {
  const box = await twin.boundingBox();
  if (box === null) throw new Error('the twin has no box');
  return [box.x + box.width * x, box.y + box.height * y];
}

async function clickTwin(app: AppPage, x: number, y: number): Promise<void> {
  const [left, top] = await pixelOf(app, x, y);
  await app.page.mouse.move(left, top, { steps: 3 });
  await app.page.mouse.click(left, top);
}

/** Hash of the coverage once it is another one than it was. */
async function nextHash(app: AppPage, before: string): Promise<string> {
  await expect.poll(() => app.resultHash(), { timeout: 60_000 }).not.toBe(before);
  return app.resultHash();
}

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const corrections = (page: Page) => page.getByRole('list', { name: 'Corrections of the city' });

async function noSeriousViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('a planner corrects the city, and the corrections hold wherever the plan goes', async ({ page }) => {
  // A dozen coverages and pictures in a row, where the processor draws them.
  test.slow();
  const app = appPage(page);
  await page.goto(address);
  const start = await app.resultHash();

  // The school between the cameras: what it hid is seen once it is low.
  await clickTwin(app, 0.635, 0.433);
  await expect(inspector(page)).toContainText('height given');
  const height = inspector(page).getByRole('textbox', { name: 'Height' });
  await height.fill('1');
  await height.press('Enter');
  await expect(inspector(page)).toContainText('set in this plan');
  const lowered = await nextHash(app, start);
  await expect(corrections(page).getByRole('listitem')).toHaveCount(1);

  // One drag of the slider is one step back.
  const slider = inspector(page).getByRole('slider', { name: /^Height/ });
  const thumb = await slider.boundingBox();
  if (thumb === null) throw new Error('the slider has no thumb');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(thumb.x + 60, thumb.y + thumb.height / 2, { steps: 8 });
  await page.mouse.up();
  const dragged = await nextHash(app, lowered);
  await page.getByRole('button', { name: /^Undo/ }).click();
  expect(await nextHash(app, dragged)).toBe(lowered);

  // A building on the station square stands in the way of the cameras there.
  await page.getByRole('button', { name: 'Draw a building' }).click();
  await noSeriousViolations(page);
  for (const [x, y] of [
    [0.42, 0.3],
    [0.5, 0.3],
    [0.5, 0.38],
  ] as const)
    await clickTwin(app, x, y);
  await page.mouse.dblclick(...(await pixelOf(app, 0.42, 0.38)));
  await expect(inspector(page)).toContainText('Added to the city by this plan.');
  const built = await nextHash(app, lowered);
  await expect(corrections(page).getByRole('listitem')).toHaveCount(2);
  await noSeriousViolations(page);
  await page.getByRole('button', { name: /^Undo/ }).click();
  expect(await nextHash(app, built)).toBe(lowered);
  await page.getByRole('button', { name: /^Redo/ }).click();
  expect(await nextHash(app, lowered)).toBe(built);

  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  expect(await app.resultHash()).toBe(built);

  // The same city read anew from its file, and the command line, come to the same.
  await app.drop(demoScene);
  await expect(page.getByRole('dialog', { name: /import/i })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await app.resultHash()).toBe(built);
  await expect(corrections(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Plan/ }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'sightline-editing-'));
  try {
    const plan = join(folder, 'plan.sightline.json');
    await download.saveAs(plan);
    const run = promisify(execFile);
    const program = ['cli/sightline.mjs', 'coverage', plan, '--scene', demoScene, '--json'];
    const { stdout } = await run(process.execPath, program, { maxBuffer: 1e8 });
    expect(JSON.parse(stdout)).toMatchObject({ together: { bitsetHash: built } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  // Taken back one by one, the city is as it was imported.
  await corrections(page)
    .getByRole('button', { name: /^Take back: New building/ })
    .click();
  await corrections(page)
    .getByRole('button', { name: /^Take back/ })
    .click();
  await expect(corrections(page)).toBeHidden();
  expect(await nextHash(app, built)).toBe(start);
});

test('a planner draws by keyboard, removes what is picked, and takes the removal back from its notice', async ({
  page,
}) => {
  const app = appPage(page);
  await page.goto(address);
  const start = await app.resultHash();
  const trees = page.getByRole('switch', { name: 'Show trees' });
  const before = await trees.textContent();

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search devices, places and commands').fill('place a tree');
  await page.keyboard.press('Enter');
  // Keys go to the palette until it is gone.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await app.twin.focus();
  await page.keyboard.press('Enter');
  await expect(trees).not.toHaveText(before ?? '');
  await page.keyboard.press('Escape');
  await expect(inspector(page).getByRole('heading', { name: 'Tree' })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(trees).toHaveText(before ?? '');
  await expect(corrections(page)).toBeHidden();

  await clickTwin(app, 0.635, 0.433);
  await inspector(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(corrections(page).getByRole('listitem')).toHaveCount(1);
  await page
    .getByRole('status')
    .filter({ hasText: 'out of the city', hasNotText: 'Tree' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(corrections(page)).toBeHidden();
  expect(await app.resultHash()).toBe(start);
});

test('axe finds nothing serious while the city is edited on a small, dark page', async ({ browser }) => {
  const context = await browser.newContext({ colorScheme: 'dark', viewport: { width: 1024, height: 768 } });
  const page = await context.newPage();
  const app = appPage(page);
  await page.goto(address);
  await app.settled();
  for (const tool of ['draw a wall', 'mark a site']) {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search devices, places and commands').fill(tool);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(inspector(page).getByRole('button', { name: 'Finish' })).toBeVisible();
    await noSeriousViolations(page);
  }
  await page.keyboard.press('Escape');
  await clickTwin(app, 0.603, 0.433);
  await expect(inspector(page).getByRole('button', { name: 'Remove', exact: true })).toBeVisible();
  await noSeriousViolations(page);
  await context.close();
});
