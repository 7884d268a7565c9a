import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { appPage } from './app-page.ts';

for (const theme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    test(`axe finds nothing serious at ${width} × ${height}, ${theme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: theme, viewport: { width, height } });
      const page = await context.newPage();
      const app = appPage(page);
      await page.goto('/?quality=low');
      await app.settled();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
        [],
      );
      // Nothing of the page may be out of reach at this size.
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await context.close();
    });
  }
}
