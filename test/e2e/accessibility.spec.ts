import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { appPage } from './app-page.ts';

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
  // Nothing of the page may be out of reach at this size.
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const) {
  test(`axe finds nothing serious at ${width} × ${height}, light and dark, while planning, simulating and rolling out`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ colorScheme: 'light', viewport: { width, height } });
    const page = await context.newPage();
    const app = appPage(page);
    await page.goto('/?quality=low');
    await app.settled();
    await expectNothingSerious(page);
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await expectNothingSerious(page);
    await page.getByRole('radio', { name: 'Simulate' }).check({ force: true });
    const list = page.getByRole('region', { name: 'Simulations' });
    if (!(await list.isVisible())) await page.getByRole('button', { name: 'Simulations and question' }).click();
    await list.getByRole('button', { name: /^Least-observed/ }).click();
    await expect(list.getByRole('button', { name: /^Least-observed.*: ready/ })).toBeVisible({ timeout: 60_000 });
    await expectNothingSerious(page);
    await page.keyboard.press('3');
    await expect(page.getByRole('region', { name: 'Rollout over time' })).toContainText('1,000 runs', {
      timeout: 60_000,
    });
    await expectNothingSerious(page);
    await page.getByRole('button', { name: 'Use the light theme' }).click();
    await expectNothingSerious(page);
    await context.close();
  });
}
