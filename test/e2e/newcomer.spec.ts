import { expect, test } from '@playwright/test';
import { appPage } from './app-page.ts';

test('a newcomer finds an invented city with a worked plan, its coverage painted and counted', async ({ page }) => {
  const app = appPage(page);
  await page.goto('/');
  await app.settled();
  await expect(page.getByRole('navigation', { name: 'Open city and plan' })).toContainText('invented city');
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('IEC 62676-4:2025');
  const areas = await app.seenAreas();
  expect(areas).toHaveLength(7);
  expect(areas[0]).toBeGreaterThan(1000);
  for (let k = 1; k < areas.length; k++) expect(areas[k]).toBeLessThanOrEqual(areas[k - 1] as number);

  // What a camera sees alone, and how well, stands in the inspector once it is selected.
  const devices = page.getByRole('region', { name: 'Devices' });
  await devices.getByRole('button').first().click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('textbox', { name: 'Camera name' })).not.toHaveValue('');
  await expect(inspector.getByRole('region', { name: 'Aim and lens' })).toBeVisible();
  await expect(inspector.getByRole('region', { name: 'Sees', exact: true })).toContainText('Only it');
  await expect(inspector.getByRole('img', { name: /^Density falls from/ })).toBeVisible();
});
