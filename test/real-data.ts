import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder of the real test data; never part of the repository. */
export const realDataFolder = resolve(root, process.env['SIGHTLINE_DATA'] ?? '../shared/data');

export const realDataPresent = existsSync(realDataFolder);

if (!realDataPresent && process.env['REQUIRE_DATA'] === '1') {
  throw new Error(`REQUIRE_DATA=1, but there is no test data at ${realDataFolder}; set SIGHTLINE_DATA to its folder.`);
}
if (!realDataPresent)
  console.warn('notice: tests on real data are skipped; set SIGHTLINE_DATA to the folder that holds it.');

/** Path of a file of the real data, for example `realData('osm_helsinki/helsinki_centre_2019.osm.pbf')`. */
export function realData(path: string): string {
  return join(realDataFolder, path);
}
