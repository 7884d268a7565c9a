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
const lookFolder = join(root, '.cache', 'pictures');

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
  /** Files to open, dropped together; without any the demo city and its worked plan stay. */
  readonly files: readonly string[];
  /** Pictures that travel with the repository; the others are only for looking at. */
  readonly kept: boolean;
  /** Run of Simulate mode that is shown, by the beginning of its name; null: Plan mode with a device selected. */
  readonly run: string | null;
  /** Rollout mode, on the day on which its worst cutover gap is deepest. */
  readonly rollout?: boolean;
}

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-small', width: 1024, height: 768 },
] as const;

/** Real data beside the checkout, as the tests find it. */
const data = process.env['SIGHTLINE_DATA'] ?? join(root, '..', 'shared', 'data');

const CITIES = [
  { city: 'plan', files: [] },
  {
    city: 'helsinki',
    files: [join(data, 'osm_helsinki/helsinki_centre_2019.osm.pbf'), join(folder, 'helsinki.sightline.json')],
  },
  { city: 'bad-hersfeld', files: [join(data, 'osm_badhersfeld/osm_bbox.osm.xml.gz')] },
  { city: 'delft', files: [join(data, 'cityjson_delft/delft.city.json')] },
] as const;

/** Simulate mode: a run on the worked plan in both themes and sizes, and one on a real city. */
const RUNS = [
  { name: 'approach', run: 'Least-observed', city: 'plan' },
  { name: 'cordon', run: 'Cordon', city: 'plan' },
  { name: 'helsinki-approach', run: 'Least-observed', city: 'helsinki' },
] as const;

const SIMULATIONS: readonly Picture[] = RUNS.flatMap(({ name, run, city }) =>
  SIZES.flatMap(({ suffix, width, height }) =>
    THEMES.map((theme) => ({
      name: `${name}-${theme}${suffix}`,
      theme,
      width,
      height,
      files: CITIES.find((entry) => entry.city === city)?.files ?? [],
      kept: suffix === '' && (theme === 'light' ? name !== 'cordon' : name === 'cordon'),
      run,
    })),
  ),
);

/** Every city at both sizes in both themes. */
const PLANS: readonly Picture[] = CITIES.flatMap(({ city, files }) =>
  SIZES.flatMap(({ suffix, width, height }) =>
    THEMES.map((theme) => ({
      name: `${city}-${theme}${suffix}`,
      theme,
      width,
      height,
      files,
      kept: city === 'plan' || (theme === 'light' && suffix === ''),
      run: null,
    })),
  ),
);

/** Rollout mode on the worked plan. */
const ROLLOUTS: readonly Picture[] = SIZES.flatMap(({ suffix, width, height }) =>
  THEMES.map((theme) => ({
    name: `rollout-${theme}${suffix}`,
    theme,
    width,
    height,
    files: [],
    kept: suffix === '',
    run: null,
    rollout: true,
  })),
);
const PICTURES = [...PLANS, ...SIMULATIONS, ...ROLLOUTS];

/** Opens a city, and a plan where there is one, as a planner would, and closes the import report. */
async function openCity(page: Page, files: readonly string[]): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([...files]);
  await page.getByRole('button', { name: 'Close the report' }).click({ timeout: PATIENCE_MS });
  await waitUntilStill(page);
}

/** With a device selected and its view open, it shows what the product is about; small screens start without the list. */
async function selectFirstDevice(page: Page): Promise<void> {
  const device = page.locator('.device-row').first();
  if (!(await device.isVisible())) return;
  await device.click({ timeout: PATIENCE_MS });
  const lens = page.getByRole('button', { name: 'Camera view' });
  if (await lens.isVisible()) await lens.click({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
  await waitUntilStill(page);
}

/** Starts a run of Simulate mode and waits for its result; small screens start without the list. */
async function simulate(page: Page, run: string): Promise<void> {
  await page.getByRole('radio', { name: 'Simulate' }).check({ force: true, timeout: PATIENCE_MS });
  const list = page.getByRole('region', { name: 'Simulations' });
  if (!(await list.isVisible())) await page.getByRole('button', { name: 'Simulations and question' }).click();
  const row = list.getByRole('button', { name: new RegExp(`^${run}`) });
  await row.click({ timeout: PATIENCE_MS });
  await list.getByRole('button', { name: new RegExp(`^${run}.*: ready`) }).waitFor({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
  await waitUntilStill(page);
}

/** Runs the plan and goes to the day on which its worst cutover gap is deepest. */
async function rollOut(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Rollout' }).check({ force: true, timeout: PATIENCE_MS });
  const strip = page.getByRole('region', { name: 'Rollout over time' });
  await strip.getByText('1,000 runs').waitFor({ timeout: PATIENCE_MS });
  const gaps = strip.getByRole('group', { name: 'Cutover gaps, as planned' });
  await gaps.getByRole('button').first().click({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
  await waitUntilStill(page);
}

async function takePicture(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { name, theme, width, height, files, kept, run, rollout } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?demo`, { timeout: PATIENCE_MS });
    await waitUntilStill(page);
    if (files.length > 0) await openCity(page, files);
    if (rollout === true) await rollOut(page);
    else if (run === null) await selectFirstDevice(page);
    else await simulate(page, run);
    const path = join(kept ? folder : lookFolder, `${name}.png`);
    const image = await page.screenshot({ path, animations: 'disabled', timeout: PATIENCE_MS });
    if (kept && image.length > MOST_BYTES)
      throw new Error(`${path} has ${image.length} bytes, more than ${MOST_BYTES}.`);
    console.log(path);
  } finally {
    await context.close();
  }
}

/** All pictures, or those whose name holds one of the words. */
function wanted(words: readonly string[]): readonly Picture[] {
  return PICTURES.filter(({ name, files }) => {
    if (words.length > 0 && !words.some((word) => name.includes(word))) return false;
    const missing = files.find((file) => !existsSync(file));
    if (missing !== undefined) console.log(`${name}: left out, because ${missing} is not there`);
    return missing === undefined;
  });
}

mkdirSync(folder, { recursive: true });
mkdirSync(lookFolder, { recursive: true });
const pictures = wanted(process.argv.slice(2));
const server = await startStaticServer({ folder: await ensureBuild(root), port: 0 });
const browser = await chromium.launch({ executablePath: await ensureChromium(root), args: CHROMIUM_ARGUMENTS });
try {
  for (const picture of pictures) await takePicture(browser, server.url, picture);
} finally {
  await browser.close();
  await server.close();
}
