/**
 * One camera dragged among 1,000 on the demo city, in a worker of headless Chromium: from the message to its result (sight,
 * merged picture, ten goals, tiles, and the way through structured clone), with nothing drawn.
 *
 *     npm run bench -- drag-in-browser
 *
 * Target, printed and not asserted (a shared machine's times say little): 16 ms at the 95th percentile.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { ensureChromium } from '../scripts/ensure-chromium.ts';
import { CHROMIUM_ARGUMENTS } from '../scripts/find-chromium.ts';
import type { DragFigures } from './drag-page.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const cameraCounts = [100, 1000, 5000];
const steps = 400;
const patienceMilliseconds = 300_000;

const pagePlugin: Plugin = {
  name: 'drag-bench-page',
  configureServer(server) {
    server.middlewares.use('/drag-bench', (_request, response) => {
      const html =
        '<!doctype html><meta charset="utf-8"><title>Drag bench</title><script type="module" src="/bench/drag-page.ts"></script>';
      server.transformIndexHtml('/drag-bench', html).then(
        (page) => response.setHeader('Content-Type', 'text/html').end(page),
        (reason: unknown) => response.writeHead(500).end(String(reason)),
      );
    });
  },
};

interface BenchPage {
  readonly dragBench: { drag(cameras: number, steps: number): Promise<DragFigures> };
}

function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

const server = await createServer({ root, plugins: [pagePlugin], server: { port: 0 }, logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({ executablePath: await ensureChromium(root), args: CHROMIUM_ARGUMENTS });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  page.setDefaultTimeout(patienceMilliseconds);
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}drag-bench`);
  await page.waitForFunction(() => 'dragBench' in window);
  // Vite reloads the page once it has found what the worker needs: a first short run lets it.
  await page
    .evaluate(() => (window as unknown as BenchPage).dragBench.drag(1, 1))
    .catch(() => page.waitForFunction(() => 'dragBench' in window));
  for (const cameras of cameraCounts) {
    const figures = await page.evaluate(
      ([count, many]) => (window as unknown as BenchPage).dragBench.drag(count, many),
      [cameras, steps] as const,
    );
    console.log(
      `${cameras} cameras placed: a step of a drag median ${percentile(figures.steps, 0.5)} ms, ` +
        `p95 ${percentile(figures.steps, 0.95)} ms, ${figures.tilesPerStep.toFixed(1)} tiles; ` +
        `all at once in one worker ${figures.allAtOnce.toFixed(0)} ms`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}
