import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOf, importAll } from '../fixtures/import-outcome.ts';
import { companionsOf, cutLengths, sampleFiles } from '../fixtures/sample-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

const placesEach = 8;
const seed = 20_261;

// `npm run fuzz -- import` cuts at 200 places, and damages bytes too.
describe.skipIf(!realDataPresent)('files that were not copied completely', () => {
  it.each(realDataPresent ? sampleFiles() : [])('%s cut at eight places gives a report or a sentence', async (path) => {
    const blob = await openAsBlob(realData(path));
    for (const length of cutLengths(blob.size, placesEach, seed)) {
      const result = await importAll([{ name: basename(path), blob: blob.slice(0, length) }, ...companionsOf(path)]);
      expect(faultOf(result), `cut at byte ${length}`).toBeNull();
    }
  });
});
