import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { startStaticServer } from '../server/static-server.ts';
import { ensureBuild } from './ensure-build.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { CHROMIUM_ARGUMENTS } from './find-chromium.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'docs', 'pictures');

/** The twin's element tells which revision of the plan it shows, which one the paint belongs to, and whether it rests. */
const TWIN = '[data-coverage-revision]';
/** Long enough for a whole city to be read, computed and drawn by a processor alone. */
const PATIENCE_MS = 240_000;
/** The page is still when none of its words has changed for so long. */
const STILL_MS = 3_000;
/** Pictures travel with the repository: what one may weigh. */
const MOST_BYTES = 1_500_000;

/** Waits until the painted coverage is the one of the plan on screen, and nothing has moved for a while. */
async function waitUntilStill(page: Page): Promise<void> {
  await page.waitForFunction(
    ([selector, stillMs]) => {
      const element = document.querySelector<HTMLElement>(selector);
      const drawn = element?.dataset['drawnRevision'];
      if (element === null || drawn === undefined || drawn !== element.dataset['coverageRevision']) return false;
      if (element.dataset['settled'] !== 'true') return false;
      const memory = window as unknown as { pictureKey?: string; pictureSince?: number };
      const key = `${drawn} ${document.body.innerText}`;
      if (memory.pictureKey !== key) {
        memory.pictureKey = key;
        memory.pictureSince = performance.now();
      }
      return performance.now() - (memory.pictureSince ?? 0) > stillMs;
    },
    [TWIN, STILL_MS] as const,
    { timeout: PATIENCE_MS, polling: 500 },
  );
}

interface Picture {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** A city to open with the plan beside the pictures; without one the demo city and its worked plan stay. */
  readonly file?: string;
}

const THEMES = ['light', 'dark'] as const;
/** Real data beside the checkout, as the tests find it. */
const extract = join(
  process.env['SIGHTLINE_DATA'] ?? join(root, '..', 'shared', 'data'),
  'osm_helsinki/helsinki_centre_2019.osm.pbf',
);

/** The first two stand in the README; the others are for looking at. */
const PICTURES: readonly Picture[] = [
  ...THEMES.map((theme) => ({ name: `plan-${theme}`, theme, width: 1440, height: 900 })),
  ...THEMES.map((theme) => ({ name: `plan-${theme}-small`, theme, width: 1024, height: 768 })),
  { name: 'helsinki-light', theme: 'light', width: 1440, height: 900, file: extract },
];

/** Opens a city and a plan on it as a planner would, and closes the import report. */
async function openCity(page: Page, city: string): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([city, join(folder, 'helsinki.sightline.json')]);
  await page.getByRole('button', { name: 'Close the report' }).click({ timeout: PATIENCE_MS });
  await waitUntilStill(page);
}

/** With a device selected, the inspector shows what the product is about; small screens start without the list. */
async function selectFirstDevice(page: Page): Promise<void> {
  const device = page.locator('.device-row').first();
  if (!(await device.isVisible())) return;
  await device.click({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
  await waitUntilStill(page);
}

async function takePicture(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { name, theme, width, height, file } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?demo`, { timeout: PATIENCE_MS });
    await waitUntilStill(page);
    if (file !== undefined) await openCity(page, file);
    await selectFirstDevice(page);
    const path = join(folder, `${name}.png`);
    const image = await page.screenshot({ path, animations: 'disabled', timeout: PATIENCE_MS });
    if (image.length > MOST_BYTES) throw new Error(`${path} has ${image.length} bytes, more than ${MOST_BYTES}.`);
    console.log(path);
  } finally {
    await context.close();
  }
}

/** All pictures, or those whose name holds one of the words. */
function wanted(words: readonly string[]): readonly Picture[] {
  return PICTURES.filter(({ name, file }) => {
    if (words.length > 0 && !words.some((word) => name.includes(word))) return false;
    if (file === undefined || existsSync(file)) return true;
    console.log(`${name}: left out, because ${file} is not there`);
    return false;
  });
}

mkdirSync(folder, { recursive: true });
const pictures = wanted(process.argv.slice(2));
const server = await startStaticServer({ folder: await ensureBuild(root), port: 0 });
const browser = await chromium.launch({ executablePath: await ensureChromium(root), args: CHROMIUM_ARGUMENTS });
try {
  for (const picture of pictures) await takePicture(browser, server.url, picture);
} finally {
  await browser.close();
  await server.close();
}
