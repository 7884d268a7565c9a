/**
 * From the click to the first picture and to the full city, in headless Chromium: the demo city, a town from an OpenStreetMap
 * extract (Bad Hersfeld, where the real data is there) and a generated city of 40,000 buildings and 100,000 mounts.
 * Also the longest time in which the page answered nothing while it opened. Drawing is by a processor here: the times
 * tell about reading and building, not about a graphics card.
 *
 * Budget: while a city opens, the page is never without an answer for more than 100 ms beside the drawing of one frame;
 * reported, not judged, because one frame drawn by a processor takes longer. Exit code 1 only where a city does not open.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { generateLargeCity } from '#scene/demo/large-city.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { ensureBuild } from '../scripts/ensure-build.ts';
import { ensureChromium } from '../scripts/ensure-chromium.ts';
import { CHROMIUM_ARGUMENTS } from '../scripts/find-chromium.ts';
import { startStaticServer } from '../server/static-server.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const data = process.env['SIGHTLINE_DATA'] ?? join(root, '..', 'shared', 'data');
const patienceMilliseconds = 300_000;

interface Opening {
  /** From the click to the first frame with the city in it, and to the last tile, milliseconds. */
  readonly firstPicture: number;
  readonly full: number;
  /** Longest gap between two turns of the page's event loop, and its 95th percentile, milliseconds. */
  readonly longestGap: number;
  readonly gap95: number;
}

/** Notes when the twin first draws the new city, when it has all of it, and how long the page was busy in between. */
async function watchOpening(page: Page, sceneName: string): Promise<Opening> {
  return page.evaluate(
    async ({ name, patience }) => {
      const start = (window as unknown as { openingStart: number }).openingStart;
      const gaps: number[] = [];
      let last = performance.now();
      let firstPicture: number | null = null;
      // The city before has triangles too, and is settled: what counts is what is drawn once building has begun anew.
      let begun = false;
      const channel = new MessageChannel();
      return new Promise<Opening>((resolve, reject) => {
        channel.port1.onmessage = () => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          const twin = document.querySelector<HTMLElement>('[data-draw-calls]');
          const shown = document.querySelector('.scene-name')?.textContent?.includes(name) ?? false;
          const settled = twin?.dataset['settled'] === 'true';
          if (shown && twin !== null && !settled) begun = true;
          if (begun && Number(twin?.dataset['triangles']) > 1000) firstPicture ??= now - start;
          if (firstPicture !== null && settled) {
            gaps.sort((a, b) => a - b);
            resolve({
              firstPicture,
              full: now - start,
              longestGap: gaps[gaps.length - 1] ?? 0,
              gap95: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
            });
          } else if (now - start > patience) reject(new Error(`${name} did not open in time`));
          else setTimeout(() => channel.port2.postMessage(null), 4);
        };
        channel.port2.postMessage(null);
      });
    },
    { name: sceneName, patience: patienceMilliseconds },
  );
}

async function open(browser: Browser, url: string, sceneName: string, file: string | null): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patienceMilliseconds);
  try {
    const page = await context.newPage();
    if (file === null) {
      await page.addInitScript(() => Object.assign(window, { openingStart: 0 }));
      await page.goto(`${url}?demo&quality=low`, { waitUntil: 'commit' });
      await page.waitForSelector('.top-bar');
    } else {
      await page.goto(`${url}?demo&quality=low`);
      await page.waitForSelector('[data-settled=true]');
      await page.evaluate(() => Object.assign(window, { openingStart: performance.now() }));
      const watching = watchOpening(page, sceneName);
      await page.locator('input[type="file"]').first().setInputFiles(file);
      return await watching;
    }
    return await watchOpening(page, sceneName);
  } finally {
    await context.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'sightline-'));
const server = await startStaticServer({ folder: await ensureBuild(root), port: 0 });
const browser = await chromium.launch({ executablePath: await ensureChromium(root), args: CHROMIUM_ARGUMENTS });
try {
  const large = join(folder, 'large.zip');
  const city = generateLargeCity(40_000, 100_000, 1);
  writeFileSync(large, writeScenePackage(city));
  const town = join(data, 'osm_badhersfeld/osm_bbox.osm.xml.gz');
  const cities: readonly (readonly [label: string, scene: string, file: string | null])[] = [
    ['demo city', 'Havnby', null],
    ...(existsSync(town) ? [['Bad Hersfeld, .osm.xml.gz', 'Osm bbox', town] as const] : []),
    [`${city.buildings.length} buildings, ${city.mounts.length} mounts`, city.manifest.name.slice(0, 8), large],
  ];
  for (const [label, scene, file] of cities) {
    const { firstPicture, full, longestGap, gap95 } = await open(browser, server.url, scene, file);
    console.log(
      `${label}: first picture ${(firstPicture / 1000).toFixed(1)} s, full city ${(full / 1000).toFixed(1)} s; ` +
        `page without an answer at most ${longestGap.toFixed(0)} ms (95 % below ${gap95.toFixed(0)} ms)`,
    );
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
