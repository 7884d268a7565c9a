import { mkdirSync } from 'node:fs';
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

async function takePicture(browser: Browser, url: string, theme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?demo`, { timeout: PATIENCE_MS });
    await waitUntilStill(page);
    // With a device selected, the inspector shows what the product is about.
    const device = page.locator('.device-row').first();
    if ((await device.count()) > 0) {
      await device.click({ timeout: PATIENCE_MS });
      await page.mouse.move(0, 0);
      await waitUntilStill(page);
    }
    const path = join(folder, `plan-${theme}.png`);
    await page.screenshot({ path, animations: 'disabled', timeout: PATIENCE_MS });
    console.log(path);
  } finally {
    await context.close();
  }
}

mkdirSync(folder, { recursive: true });
const server = await startStaticServer({ folder: await ensureBuild(root), port: 0 });
const browser = await chromium.launch({ executablePath: await ensureChromium(root), args: CHROMIUM_ARGUMENTS });
try {
  for (const theme of ['light', 'dark'] as const) await takePicture(browser, server.url, theme);
} finally {
  await browser.close();
  await server.close();
}
