import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/scene/import-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

describe.skipIf(!realDataPresent)('Columbus with its plate readers', () => {
  it('is one scene in which all 58 stand, each with its direction', async () => {
    const paths = ['columbus_osm_alpr/columbus.osm.pbf', 'columbus_osm_alpr/alpr_columbus.json'].map(realData);
    const files = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), blob: await openAsBlob(path) })),
    );
    const work = importFiles(files);
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    const { city, report } = next.value;
    const readers = city.surveillance.filter(({ tags }) => tags['surveillance:type'] === 'ALPR');
    expect(readers.length).toBe(58);
    for (const { tags } of readers)
      expect(tags['direction'] ?? tags['camera:direction']).toMatch(/^\d+(-\d+)?(;\d+)*$|^(north|south|east|west)+$/i);
    expect(report.notes.find(({ kind, subject }) => kind === 'guessed' && subject === 'surveillance')?.count).toBe(58);
    expect(report.counts).toMatchObject({ buildingWays: 1283, highways: 8441, signals: 284 });
  });
});
