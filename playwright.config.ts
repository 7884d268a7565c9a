import { createServer } from 'node:net';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, findChromium } from './scripts/find-chromium.ts';

/** A port nobody uses; workers inherit the choice through the environment. */
async function choosePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port could be found.');
  return String(address.port);
}

process.env['SIGHTLINE_E2E_PORT'] ??= await choosePort();
const port = process.env['SIGHTLINE_E2E_PORT'];
const address = `http://127.0.0.1:${port}/`;
const executablePath = findChromium();
const node = join(import.meta.dirname, 'node_modules', '.bin', 'node');

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  // Drawing takes all cores where there is no graphics card: two at once take as long.
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // A picture takes a fifth of a second where the processor draws it.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: address,
    // No smaller than what shows both panels: each picture is drawn by the processor.
    viewport: { width: 1280, height: 800 },
    // As on a page that is zoomed out: a quarter of the pixels.
    deviceScaleFactor: 0.5,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    launchOptions: { args: CHROMIUM_ARGUMENTS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  webServer: {
    command: `"${node}" scripts/serve-built.ts ${port}`,
    url: address,
    timeout: 240_000,
    reuseExistingServer: false,
  },
});
