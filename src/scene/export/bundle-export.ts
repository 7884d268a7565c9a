import { type Zippable, zipSync } from 'fflate';
import type { City } from '#model/city.ts';
import type { CityExportFormat, ExportFile } from '#model/city-export.ts';
import { type Outcome, success } from '#model/result.ts';
import { exportCity } from './export-city.ts';

/** The city in an open format as one file: several files are zipped. Same city, same bytes. */
export function bundleExport(city: City, format: CityExportFormat): Outcome<ExportFile> {
  const files = exportCity(city, format);
  if (!files.ok) return files;
  const [only] = files.value;
  if (files.value.length === 1 && only !== undefined) return success(only);
  const entries: Zippable = {};
  // The earliest time that zip knows, as local fields, which is how fflate writes them.
  const mtime = new Date(1980, 0, 1);
  for (const { name, bytes } of files.value) entries[name] = [bytes, { mtime, level: 6 }];
  return success({ name: `${format}.zip`, mediaType: 'application/zip', bytes: zipSync(entries) });
}
