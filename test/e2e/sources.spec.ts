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

test('a newer extract of the same place offers to take the open plan over', async ({ page }) => {
  await page.goto('/?demo&quality=low');
  const app = appPage(page);
  await app.settled();
  const open = async (name: string, features: readonly object[]) => {
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
    const input = page.locator('input[type="file"]').first();
    await input.setInputFiles({ name, mimeType: 'application/geo+json', buffer });
    const dialog = page.getByRole('dialog', { name: 'What is in these files?' });
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Close the report' }).click();
    await app.settled();
  };
  await open('older.geojson', footprints.features);
  await expect(page.getByRole('button', { name: 'Carry it over' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Place a camera' }).click();
  const box = await app.twin.boundingBox();
  if (box === null) throw new Error('the twin has no size');
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6, { steps: 3 });
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.6);
  await expect(page.getByRole('region', { name: 'Coverage', exact: true })).toContainText('1 camera');
  await app.settled();

  await open('newer.geojson', [...footprints.features, square(24.943, 60.17, { ref: 'b3', top_of_wall: 20 })]);
  await expect(page.getByRole('region', { name: 'Coverage', exact: true })).toContainText('0 cameras');
  await page.getByRole('button', { name: 'Carry it over' }).click();
  await expect(page.getByRole('region', { name: 'Coverage', exact: true })).toContainText('1 camera');
  await expect(page.locator('.scene-name')).toHaveText('Newer');
  await expect(page.getByRole('button', { name: 'Carry it over' })).toHaveCount(0);
  await app.settled();
});

test('a city without a place is asked for it, and a place that is none is said to be none', async ({ page }) => {
  await page.goto('/?demo&quality=low');
  const app = appPage(page);
  await app.settled();
  const location = 'netOffset="0.00,0.00" convBoundary="0.00,0.00,200.00,200.00" projParameter="!"';
  const net =
    `<net version="1.9"><location ${location} origBoundary="0.00,0.00,200.00,200.00"/>` +
    '<edge id="a" from="p" to="q" priority="1"><lane id="a_0" index="0" speed="13.9" length="200" shape="0,0 200,200"/></edge>' +
    '<junction id="p" type="priority" x="0" y="0" incLanes="" intLanes="" shape="0,0"/>' +
    '<junction id="q" type="priority" x="200" y="200" incLanes="a_0" intLanes="" shape="200,200"/></net>';
  const input = page.locator('input[type="file"]').first();
  await input.setInputFiles({ name: 'nowhere.net.xml', mimeType: 'application/xml', buffer: Buffer.from(net) });
  const dialog = page.getByRole('dialog', { name: 'What is in these files?' });
  const start = dialog.getByRole('button', { name: 'Import', exact: true });
  await start.click();
  await expect(dialog.getByRole('alert')).toContainText('the place of its zero');
  await dialog.getByLabel('Place of the files’ zero').fill('somewhere');
  await start.click();
  await expect(dialog.getByRole('alert')).toContainText('This is no place');
  await dialog.getByLabel('Place of the files’ zero').fill('44.49, 11.33');
  await start.click();
  await expect(page.getByRole('dialog', { name: 'Import report' })).toContainText('SUMO');
});
