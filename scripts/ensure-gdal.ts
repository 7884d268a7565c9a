import { spawnSync } from 'node:child_process';

const programs = ['ogr2ogr', 'ogrinfo', 'gdalinfo'];

/**
 * Makes sure that GDAL's programs are there, with which tests open what Sightline exports: those on the machine, else
 * Debian's package gdal-bin where this process may install it. Without them those tests are skipped and say so.
 */
export async function ensureGdal(): Promise<void> {
  if (gdalPresent()) return;
  if (process.getuid?.() === 0 && hasCommand('apt-get')) {
    console.error('Installing the system’s package gdal-bin …');
    runAptGet(['update']);
    runAptGet(['install', '--yes', '--no-install-recommends', 'gdal-bin']);
    if (gdalPresent()) return;
  }
  console.error('notice: GDAL could not be found or installed; tests that open exports with it are skipped.');
}

/** True where all of its programs that the tests call are on PATH. */
export function gdalPresent(): boolean {
  return programs.every(hasCommand);
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
