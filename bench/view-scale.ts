/**
 * The view alone over generated cities of 3,000, 12,000 and 40,000 buildings (100,000 mounts with the last), in headless
 * Chromium: how long it takes to build, how long the page does not answer meanwhile, and what each frame of three flights
 * costs the main thread. Nothing is really drawn: the calls that draw are taken out, because a processor that draws would hide
 * what is measured. The renderer's own code, which sorts and hands over, is told apart from ours.
 *
 *     node bench/view-scale.ts [buildings…]
 *
 * Then the slider of Rollout mode goes over a year and a half in 60 steps, without and with four tiles of coverage painted anew at each.
 *
 * Budgets: 300 draw calls a frame; 8 ms of our own code a frame at the 95th percentile. Exit code 1 where one is not kept.
 */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { ensureChromium } from '../scripts/ensure-chromium.ts';
import { CHROMIUM_ARGUMENTS } from '../scripts/find-chromium.ts';
import type { BuildFigures, FrameFigures, SlideFigures } from './view-page.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const patienceMilliseconds = 600_000;
const framesPerFlight = 40;
const slideSteps = 60;
const slideTiles = 4;
const budgets = { drawCalls: 300, scriptMilliseconds: 8 } as const;

interface CitySize {
  readonly buildings: number;
  readonly mounts: number;
  readonly devices: number;
}
const sizes: readonly CitySize[] = [
  { buildings: 3000, mounts: 3000, devices: 40 },
  { buildings: 12_000, mounts: 12_000, devices: 200 },
  { buildings: 40_000, mounts: 100_000, devices: 2000 },
];

const flights = {
  quarter: [
    { distanceMeters: 640, pitchDegrees: 47, headingDegrees: 28, targetX: -400, targetY: -200 },
    { distanceMeters: 640, pitchDegrees: 47, headingDegrees: 68, targetX: 400, targetY: 200 },
  ],
  district: [
    { distanceMeters: 2400, pitchDegrees: 40, headingDegrees: 0, targetX: -300, targetY: 0 },
    { distanceMeters: 2400, pitchDegrees: 40, headingDegrees: 60, targetX: 300, targetY: 0 },
  ],
  whole: [
    { distanceMeters: 30_000, pitchDegrees: 60, headingDegrees: 0, targetX: 0, targetY: 0 },
    { distanceMeters: 9000, pitchDegrees: 50, headingDegrees: 40, targetX: 0, targetY: 0 },
  ],
} as const;

const pagePlugin: Plugin = {
  name: 'view-bench-page',
  configureServer(server) {
    server.middlewares.use('/view-bench', (_request, response) => {
      const html = `<!doctype html><meta charset="utf-8"><title>View bench</title>
        <style>html,body,#stage{margin:0;height:100%;overflow:hidden}#stage{position:relative}</style>
        <div id="stage"></div><script type="module" src="/bench/view-page.ts"></script>`;
      server.transformIndexHtml('/view-bench', html).then(
        (page) => response.setHeader('Content-Type', 'text/html').end(page),
        (reason: unknown) => response.writeHead(500).end(String(reason)),
      );
    });
  },
};

interface BenchPage {
  readonly viewBench: {
    build(buildings: number, mounts: number, devices: number, theme: 'light' | 'dark'): Promise<BuildFigures>;
    fly(from: object, to: object, frames: number): Promise<FrameFigures>;
    slide(steps: number, tilesPerStep: number): Promise<SlideFigures>;
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

async function heapMegabytes(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await client.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await client.detach();
  return (usedSize + (backingStorageSize ?? 0)) / 1e6;
}

/** @param tiles painted anew at each step */
async function measureSlider(page: Page, tiles: number): Promise<string> {
  const { follow, script, overlay, changed } = await page.evaluate(
    ([steps, count]) => (window as unknown as BenchPage).viewBench.slide(steps, count),
    [slideSteps, tiles] as const,
  );
  const whole = follow.map((value, i) => value + script[i] + overlay[i]);
  const p95 = (values: readonly number[]) => percentile(values, 0.95).toFixed(1);
  return (
    `${slideSteps} steps with ${tiles} tiles, states changed at each ≤ ${Math.max(...changed)}, own code p50 ` +
    `${percentile(whole, 0.5).toFixed(1)} ms, p95 ${p95(whole)} ms (session and tiles p95 ${p95(follow)} ms, frame ${p95(script)} ms, ` +
    `overlay ${p95(overlay)} ms)`
  );
}

async function measure(browser: Browser, url: string, size: CitySize): Promise<boolean> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => console.error(error.message));
  page.setDefaultTimeout(patienceMilliseconds);
  await page.addInitScript(() => {
    const calls = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const;
    for (const call of calls) WebGL2RenderingContext.prototype[call] = () => undefined;
  });
  await page.goto(`${url}view-bench`);
  await page.waitForFunction(() => 'viewBench' in window);
  const figures = await page.evaluate(
    ({ buildings, mounts, devices }) =>
      (window as unknown as BenchPage).viewBench.build(buildings, mounts, devices, 'light'),
    size,
  );
  const ms = (value: number) => `${Math.round(value)} ms`;
  console.log(
    `\n${size.buildings} buildings, ${size.mounts} mounts, ${size.devices} devices: first frame ${ms(figures.firstFrameMilliseconds)}, ` +
      `built in ${ms(figures.buildMilliseconds)}, longest without an answer ${ms(figures.longestGapMilliseconds)}, ` +
      `longest frame of our own code ${ms(figures.longestScriptMilliseconds)}, heap and buffers ${Math.round(await heapMegabytes(page))} MB`,
  );
  let kept = true;
  for (const [name, [from, to]] of Object.entries(flights)) {
    const flight = await page.evaluate(
      ([start, end, frames]) => (window as unknown as BenchPage).viewBench.fly(start, end, frames),
      [from, to, framesPerFlight] as const,
    );
    const own = flight.script.map((value, i) => value + flight.overlay[i]);
    const calls = Math.max(...flight.drawCalls);
    const p95 = percentile(own, 0.95);
    kept &&= calls <= budgets.drawCalls && p95 <= budgets.scriptMilliseconds;
    console.log(
      `  ${name.padEnd(9)} draw calls ≤ ${calls}, triangles ≤ ${(Math.max(...flight.triangles) / 1e6).toFixed(2)} M, ` +
        `own code p50 ${percentile(own, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${Math.max(...own).toFixed(1)} ms ` +
        `(overlay p95 ${percentile(flight.overlay, 0.95).toFixed(1)} ms); renderer p50 ${percentile(flight.render, 0.5).toFixed(1)} ms`,
    );
  }
  for (const tiles of [0, slideTiles]) console.log(`  slider    ${await measureSlider(page, tiles)}`);
  await page.close();
  return kept;
}

const wanted = process.argv.slice(2).map(Number);
const server = await createServer({
  root,
  configFile: `${root}vite.config.ts`,
  plugins: [pagePlugin],
  server: { port: 0, hmr: false },
  logLevel: 'error',
});
await server.listen();
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: await ensureChromium(root),
  args: [...CHROMIUM_ARGUMENTS, '--enable-precise-memory-info'],
});
let kept = true;
try {
  for (const size of sizes) {
    if (wanted.length === 0 || wanted.includes(size.buildings)) kept = (await measure(browser, url, size)) && kept;
  }
} finally {
  await browser.close();
  await server.close();
}
if (!kept) process.exitCode = 1;
