import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOf, importAll } from '../fixtures/import-outcome.ts';
import { companionsOf, cutLengths, madeSamples, openSample, sampleFiles } from '../fixtures/sample-files.ts';
import { realDataPresent } from '../real-data.ts';

const placesEach = 8;
const seed = 20_261;

// `npm run fuzz -- import` cuts at 200 places, and damages bytes and numbers too.
async function expectAnswers(path: string): Promise<void> {
  const blob = await openSample(path);
  for (const length of cutLengths(blob.size, placesEach, seed)) {
    const result = await importAll([{ name: basename(path), blob: blob.slice(0, length) }, ...companionsOf(path)]);
    expect(faultOf(result), `cut at byte ${length}`).toBeNull();
  }
}

describe('small files of every other format that were not copied completely', () => {
  it.each(madeSamples)('%s: whole gives a report', async (path) => {
    const result = await importAll([{ name: basename(path), blob: await openSample(path) }, ...companionsOf(path)]);
    expect(result.ok ? 'report' : result.problem.sentence).toBe('report');
  });

  it.each(madeSamples)('%s cut at eight places gives a report or a sentence', expectAnswers);
});

describe.skipIf(!realDataPresent)('files that were not copied completely', () => {
  it.each(realDataPresent ? sampleFiles() : [])('%s cut at eight places gives a report or a sentence', expectAnswers);
});
