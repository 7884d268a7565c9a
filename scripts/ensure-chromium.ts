import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.ts';
import { runTool } from './run-tool.ts';

/**
 * Path of a Chromium that starts: one already on the machine, else Playwright's own, else Debian's package where this
 * process may install it. Throws with a sentence where there is none to be had.
 */
export async function ensureChromium(root: string): Promise<string> {
  const found = usableChromium();
  if (found !== undefined) return found;
  console.error('No Chromium is on this machine; fetching the one of Playwright …');
  await runTool({ root, tool: 'playwright', args: ['install', 'chromium'], limitMinutes: 4 });
  const fetched = usableChromium();
  if (fetched !== undefined) return fetched;
  if (process.getuid?.() === 0 && hasCommand('apt-get')) {
    console.error('Installing the system’s package chromium …');
    runAptGet(['update']);
    runAptGet(['install', '--yes', '--no-install-recommends', 'chromium']);
    const installed = usableChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error('No Chromium could be found or installed; install one and name it in CHROMIUM_PATH.');
}

/** A Chromium that at least tells its version; a distribution's empty stand-in does not. */
function usableChromium(): string | undefined {
  const path = findChromium();
  if (path === undefined) return undefined;
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 });
  return status === 0 ? path : undefined;
}

function hasCommand(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
}

function runAptGet(args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
}
