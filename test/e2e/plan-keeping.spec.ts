import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { appPage } from './app-page.ts';

/** A tab small enough that two of them draw at once without a graphics card. */
async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1210, height: 640 });
  await page.goto('/?quality=low');
  await appPage(page).settled();
  return page;
}

const devices = (page: Page) => page.getByRole('region', { name: 'Devices' }).getByRole('listitem');
const planName = (page: Page) => page.getByRole('textbox', { name: 'Plan name' });

/** Selects a camera of the list and gives the twin the focus, whose keys then move it. */
async function takeCamera(page: Page, index: number): Promise<void> {
  await devices(page).nth(index).getByRole('button').click();
  await appPage(page).twin.focus();
}

test('two tabs on one plan follow each other, and edits at the same time are both kept', async ({ context }) => {
  const one = await openTab(context);
  const two = await openTab(context);
  await expect(devices(two)).toHaveCount(await devices(one).count());
  const before = await devices(one).count();

  await takeCamera(two, 0);
  await two.keyboard.press('Delete');
  await expect(devices(one)).toHaveCount(before - 1);
  await expect(one.getByText(/was changed in another tab; this tab shows it as it is now/)).toBeVisible();

  await takeCamera(one, 1);
  await takeCamera(two, 2);
  await Promise.all([one.keyboard.press(']'), two.keyboard.press('[')]);
  await expect
    .poll(
      async () =>
        [await planName(one).inputValue(), await planName(two).inputValue()].filter((name) => name.endsWith(', copy'))
          .length,
    )
    .toBe(1);
  const [copy] = (await planName(one).inputValue()).endsWith(', copy') ? [one] : [two];
  await expect(copy.getByRole('alert').filter({ hasText: 'both are kept' })).toBeVisible();
});

test('a tab that was ended without a word loses nothing', async ({ context }) => {
  const page = await openTab(context);
  const before = await devices(page).count();
  await takeCamera(page, 0);
  await page.keyboard.press('Delete');
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await expect(devices(await openTab(context))).toHaveCount(before - 1);
});

test('a camera is dragged from the catalogue onto the city, and everything has a key', async ({ page }) => {
  const { twin, settled } = appPage(page);
  await page.goto('/?quality=low');
  await settled();
  const before = await devices(page).count();
  const model = page.getByRole('button', { name: /Fixed 4K, 12 mm/ });
  await model.scrollIntoViewIfNeeded();
  const row = await model.boundingBox();
  const box = await twin.boundingBox();
  if (row === null || box === null) throw new Error('the catalogue or the twin is not on the page');
  await page.mouse.move(row.x + 40, row.y + 20);
  await page.mouse.down();
  await page.mouse.move(row.x + 300, row.y + 20, { steps: 4 });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(devices(page)).toHaveCount(before + 1);

  const heading = page.getByRole('textbox', { name: 'Heading' });
  await heading.fill('100');
  await heading.press('Enter');
  await twin.focus();
  await page.keyboard.press(']');
  await expect(heading).toHaveValue('101.0°');
  await page.keyboard.press('Control+d');
  await expect(devices(page)).toHaveCount(before + 2);
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(devices(page)).toHaveCount(before + 1);

  // Escape with the city in focus lets go of what was clicked there.
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const deselect = inspector.getByRole('button', { name: 'Deselect' });
  await page.keyboard.press('Escape');
  await page.mouse.click(box.x + 0.8 * box.width, box.y + 0.55 * box.height);
  await expect(deselect).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(deselect).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search' }).fill('feet');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Target height' })).toHaveValue(/ ft$/);
});
