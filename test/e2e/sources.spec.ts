import { expect, test } from '@playwright/test';
import { appPage } from './app-page.ts';

/** Two blocks with heights in feet under a name that no guess knows, and one building without any. */
const footprints = {
  type: 'FeatureCollection',
  features: [
    ...[0, 1].map((column) =>
      square(24.94 + 0.001 * column, 60.17, { ref: `b${column}`, top_of_wall: 32.8084 * (column + 1) }),
    ),
    square(24.942, 60.17, { ref: 'b2', top_of_wall: null }),
  ],
};

function square(west: number, south: number, properties: Record<string, unknown>) {
  const east = west + 0.0005;
  const north = south + 0.0003;
  return {
    type: 'Feature',
    properties,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  };
}

test('a GeoJSON is asked about, and the answer stands in the report', async ({ page }) => {
  await page.goto('/?demo&quality=low');
  const app = appPage(page);
  await app.settled();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'blocks.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify(footprints)),
    });
  const dialog = page.getByRole('dialog', { name: 'What is in these files?' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('What blocks.geojson holds')).toHaveValue('buildings');
  await dialog.getByLabel('Height in blocks.geojson').selectOption('top_of_wall');
  await dialog.getByLabel('Unit of heights in blocks.geojson').selectOption('ft');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  const report = page.getByRole('dialog', { name: 'Import report' });
  await expect(report).toBeVisible();
  await expect(report).toContainText('33.3 % of the buildings is guessed');
  await expect(report).toContainText('top_of_wall');
  await page.getByRole('button', { name: 'Close the report' }).click();
  await expect(page.locator('.scene-name')).toHaveText('Blocks');
  await app.settled();
});

test('an import that asks can be stopped, and the open city stays', async ({ page }) => {
  await page.goto('/?demo&quality=low');
  const app = appPage(page);
  await app.settled();
  const name = await page.locator('.scene-name').textContent();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'blocks.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify(footprints)),
    });
  await page.getByRole('dialog', { name: 'What is in these files?' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await page.locator('.scene-name').textContent()).toBe(name);
  await app.settled();
});
